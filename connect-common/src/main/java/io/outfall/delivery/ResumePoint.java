// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a target that keeps its own account says of a partition: where its next owner goes on.
 *
 * @param done the offsets that are in the target, or of which nothing is to come there; they are not taken in again
 * @param witness a record below the end of a run of {@code done}, if the topic is to be known again by one
 */
public record ResumePoint(OffsetSet done, @Nullable Witness witness) {
    /** For targets that keep no account: the consumer's own offset is all that counts. */
    public static final ResumePoint NOWHERE = new ResumePoint(OffsetSet.EMPTY, null);
}
