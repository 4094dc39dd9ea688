// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import java.util.UUID;
import java.util.function.Consumer;
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

    /**
     * An upload without bytes; nothing is asked of the store yet.
     *
     * @param whenRemoved gets, on the task thread, the store's word that it has no such upload any more though parts
     *     are still sent; then nothing more comes of this one, and it should be abandoned
     */
    public ObjectUpload begin(ObjectSpec object, Consumer<S3Failure> whenRemoved) {
        return new ObjectUpload(this, object, ids.get().toString(), whenRemoved);
    }
}
