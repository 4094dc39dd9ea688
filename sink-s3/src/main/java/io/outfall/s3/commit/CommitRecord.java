// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Witness;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket says of one topic-partition: which offsets are done, and whose the partition is. Every replacement has
 * a higher sequence, so no two records of a partition are ever alike.
 *
 * @param epoch grows with each owner
 * @param sequence grows with each replacement
 * @param owner tells two tasks apart that claimed the same epoch, of which one was refused
 * @param done offsets that need not be read any more
 * @param witness a record among these
 * @param files what is published by this record: visible, or about to be made visible by whoever reads this
 */
public record CommitRecord(
        long epoch,
        long sequence,
        String owner,
        OffsetSet done,
        @Nullable Witness witness,
        List<CommittedFile> files) {
    /** Before the first record of a partition. */
    static final CommitRecord NONE = new CommitRecord(0, 0, "", OffsetSet.EMPTY, null, List.of());

    public CommitRecord {
        files = List.copyOf(files);
    }

    /** What comes next, of the same owner. */
    CommitRecord next(OffsetSet nowDone, @Nullable Witness nowWitness, List<CommittedFile> newFiles) {
        return new CommitRecord(epoch, sequence + 1, owner, nowDone, nowWitness, newFiles);
    }

    /**
     * What a new owner writes, once the files of this record are published.
     *
     * @param readAgainFrom offsets from there on are forgotten; empty to forget none
     */
    CommitRecord claimed(String by, long epochAtLeast, OptionalLong readAgainFrom) {
        OffsetSet kept = readAgainFrom.isPresent() ? done.below(readAgainFrom.getAsLong()) : done;
        return new CommitRecord(
                Math.max(epoch + 1, epochAtLeast),
                sequence + 1,
                by,
                kept,
                witness != null && kept.has(witness.offset()) ? witness : null,
                List.of());
    }

    /** Whether it is one write, whose reply may have been lost. */
    boolean isSameWrite(CommitRecord other) {
        return epoch == other.epoch && sequence == other.sequence && owner.equals(other.owner);
    }
}
