// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.s3.codec.ByteSink;

/** Rows of one topic that share files, although their schemas differ. Known by identity. */
@FunctionalInterface
public interface RowFamily {

    /**
     * Begins a file.
     *
     * @param sink receives the bytes of the file in order
     */
    RowFile open(ByteSink sink);
}
