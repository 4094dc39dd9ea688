// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.pipeline.UnfitRowException;

/** Gives the encoded text of one piece of a path. */
@FunctionalInterface
interface ValueReader {

    /** @throws UnfitRowException if the record cannot have a path */
    String read(RecordView view) throws UnfitRowException;
}
