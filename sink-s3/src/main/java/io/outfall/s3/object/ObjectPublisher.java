// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.Optional;

/**
 * Makes objects visible that are all there. May be repeated as often as one likes, also by somebody else: an object
 * that is visible already is left alone.
 *
 * @param store where the objects go
 * @param conditions what the store honours; where it honours nothing, a repetition replaces an object by the same bytes
 */
public record ObjectPublisher(ObjectStore store, ConditionalWrites conditions) {

    /**
     * Makes an object visible.
     *
     * @throws S3Failure if the store fails; lasting, if the key is taken by another object or the upload was removed by
     *     somebody else
     */
    public void publish(StagedObject object) throws S3Failure {
        if (object instanceof StagedObject.Whole whole) {
            put(whole);
        } else {
            complete((StagedObject.Parts) object);
        }
    }

    private void put(StagedObject.Whole whole) throws S3Failure {
        Condition condition = conditions.putIfAbsent() ? new Condition.IfAbsent() : new Condition.Always();
        if (store.put(whole.spec(), whole.body(), condition) instanceof WriteResult.Refused && !isVisible(whole)) {
            throw taken(whole);
        }
    }

    private void complete(StagedObject.Parts parts) throws S3Failure {
        String key = parts.spec().key();
        try {
            WriteResult result = store.completeUpload(
                    key, parts.uploadId(), parts.parts(), parts.length(), conditions.completeIfAbsent());
            if (result instanceof WriteResult.Refused) {
                if (!isVisible(parts)) {
                    throw taken(parts);
                }
                store.abortUpload(key, parts.uploadId());
            }
        } catch (S3Failure e) {
            // A completion whose reply got lost leaves no upload either, but the object.
            if (!e.isCode("NoSuchUpload") || !isVisible(parts)) {
                throw e;
            }
        }
    }

    private boolean isVisible(StagedObject object) throws S3Failure {
        Optional<StoredObject> found = store.head(object.spec().key());
        String id = object.spec().metadata().get(ObjectUpload.ID);
        return found.isPresent()
                && found.get().length() == object.length()
                && found.get().metadata().getOrDefault(ObjectUpload.ID, "").equals(id);
    }

    private S3Failure taken(StagedObject object) {
        return S3Failure.lasting("s3://" + store.bucket() + "/" + object.spec().key()
                + " is another object than the one to be published. Two connectors write to the same prefix, or somebody else"
                + " does.");
    }
}
