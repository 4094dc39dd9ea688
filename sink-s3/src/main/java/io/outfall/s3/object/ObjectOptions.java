// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/**
 * What every object is stored with.
 *
 * @param encryption of all objects
 * @param acl who may read them; null for what the bucket says
 * @param storageClass of objects of data, in the words of the store; null for the store's default
 * @param tags of objects of data
 * @param metadata of objects of data, beside what each has of its own
 * @param checksum what the store verifies each request by
 */
public record ObjectOptions(
        Encryption encryption,
        @Nullable ObjectCannedACL acl,
        @Nullable String storageClass,
        Map<String, String> tags,
        Map<String, String> metadata,
        Checksum checksum) {
    /** Nothing but a checksum that costs nothing. */
    public static final ObjectOptions DEFAULT =
            new ObjectOptions(new Encryption.OfBucket(), null, null, Map.of(), Map.of(), Checksum.CRC32);

    public ObjectOptions {
        tags = Map.copyOf(tags);
        metadata = Map.copyOf(metadata);
    }
}
