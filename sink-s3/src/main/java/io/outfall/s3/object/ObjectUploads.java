// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Begins the uploads of one task.
 *
 * @param store where the objects go
 * @param lanes run the requests
 * @param budget accounts for the bytes that wait for the store
 * @param sizes of parts
 * @param parallelParts how many parts of one object may be on their way at once, at least 1
 * @param ids names for uploads, by which an object is known as ours when the reply to its completion got lost
 */
public record ObjectUploads(
        ObjectStore store, Lanes lanes, ByteBudget budget, PartSizes sizes, int parallelParts, Supplier<UUID> ids) {

    /** An upload without bytes; nothing is asked of the store yet. */
    public ObjectUpload begin(ObjectSpec object) {
        return new ObjectUpload(this, object, ids.get().toString());
    }
}
