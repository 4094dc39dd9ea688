// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object to be: all but its bytes.
 *
 * @param key at most 1024 bytes of UTF-8
 * @param contentType MIME type
 * @param metadata stored with it under {@code x-amz-meta-}; names in lower case, names and values in ASCII
 */
public record ObjectSpec(String key, String contentType, Map<String, String> metadata) {
    public ObjectSpec {
        metadata = Map.copyOf(metadata);
    }

    /** The same with one more entry of metadata. */
    ObjectSpec with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new ObjectSpec(key, contentType, more);
    }
}
