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
 * @param purpose who reads it
 */
public record ObjectSpec(String key, String contentType, Map<String, String> metadata, Purpose purpose) {

    /** Who reads an object, which decides what it is stored with. */
    public enum Purpose {
        /** The user: everything that the settings say of objects. */
        DATA,
        /** The sink itself, soon and often: encryption and access only, no storage class, no tags. */
        CONTROL
    }

    public ObjectSpec {
        metadata = Map.copyOf(metadata);
    }

    /** An object of data. */
    public ObjectSpec(String key, String contentType, Map<String, String> metadata) {
        this(key, contentType, metadata, Purpose.DATA);
    }

    /** An object by which the sink keeps its books. */
    public static ObjectSpec control(String key, String contentType, Map<String, String> metadata) {
        return new ObjectSpec(key, contentType, metadata, Purpose.CONTROL);
    }

    /** The same with one more entry of metadata. */
    ObjectSpec with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** The same with more metadata. */
    ObjectSpec with(Map<String, String> entries) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.putAll(entries);
        return new ObjectSpec(key, contentType, more, purpose);
    }
}
