// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.List;

/** An object of which the bytes are all there, and which nobody sees yet. */
public sealed interface StagedObject {

    /** All but its bytes. */
    ObjectSpec spec();

    /** How long it is, in bytes. */
    long length();

    /**
     * Small enough for one request.
     *
     * @param body its bytes
     */
    record Whole(ObjectSpec spec, Body body) implements StagedObject {
        @Override
        public long length() {
            return body.length();
        }
    }

    /**
     * In the store, as parts of an upload that is not completed.
     *
     * @param uploadId names the upload
     * @param parts all of them, in order
     */
    record Parts(ObjectSpec spec, String uploadId, List<UploadedPart> parts, long length) implements StagedObject {
        public Parts {
            parts = List.copyOf(parts);
        }
    }
}
