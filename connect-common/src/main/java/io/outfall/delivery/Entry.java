// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a partition come in, until it is clear where its new owner goes on. The consumer starts at what
 * the group committed, which may be far behind what the target has; the first record that the target has already makes
 * it jump to the last of them that is known by its timestamp, the witness. If another record is met there, or none and
 * an earlier one instead, then the topic was made anew, and its offsets mean other records than those in the target.
 */
final class Entry {
    private static final long NONE = Long.MAX_VALUE;

    private enum Jump {
        NOT_NEEDED_YET,
        WANTED,
        ASKED_FOR,
        LANDED
    }

    private final TopicPartition name;
    private @Nullable ResumePoint point;
    private Jump jump = Jump.NOT_NEEDED_YET;
    private boolean lookingBack;
    private long refused = NONE;
    private long soughtTo = NONE;

    Entry(TopicPartition name) {
        this.name = name;
    }

    void begin(ResumePoint resumePoint) {
        point = resumePoint;
    }

    void suspend() {
        point = null;
    }

    /** Lets nothing in until the consumer was set to that offset. */
    void lookBack(long offset) {
        lookingBack = true;
        refused = Math.min(refused, offset);
    }

    private boolean isSeeking() {
        return lookingBack || jump == Jump.WANTED;
    }

    boolean hasBegun() {
        return point != null;
    }

    /** Whether records are met now, in their order; if not they come again. */
    boolean admits(long offset, @Nullable Long timestampMs) {
        if (point == null || isSeeking()) {
            refused = Math.min(refused, offset);
            return false;
        }
        soughtTo = NONE;
        Witness witness = point.witness();
        if (witness == null || jump == Jump.LANDED) {
            return true;
        }
        if (jump == Jump.ASKED_FOR) {
            jump = Jump.LANDED;
            check(witness, offset, timestampMs);
        } else if (offset == witness.offset()) {
            jump = Jump.LANDED;
            check(witness, offset, timestampMs);
        } else if (offset < witness.offset() && isInRunOf(witness, offset)) {
            jump = Jump.WANTED;
            refused = Math.min(refused, offset);
            return false;
        }
        return true;
    }

    /** Whether the target has it already. */
    boolean isDone(long offset) {
        return point != null && point.done().has(offset);
    }

    /**
     * Nothing from there on may be committed: it was handed in, and left for later. Connect may still ask for what can
     * be committed after a seek was asked for and before it is made, and then it means the records before the seek.
     */
    long lowestRefused() {
        return Math.min(refused, soughtTo);
    }

    OptionalLong takeSeek() {
        if (point == null || refused == NONE) {
            return OptionalLong.empty();
        }
        long to = refused;
        refused = NONE;
        lookingBack = false;
        Witness witness = point.witness();
        if (jump == Jump.WANTED && witness != null) {
            jump = Jump.ASKED_FOR;
            to = witness.offset();
        }
        soughtTo = to;
        return OptionalLong.of(to);
    }

    private boolean isInRunOf(Witness witness, long offset) {
        return point != null && point.done().has(offset) && point.done().endOfRun(offset) > witness.offset();
    }

    private void check(Witness witness, long offset, @Nullable Long timestampMs) {
        boolean another = offset == witness.offset() && timestampMs != null && timestampMs != witness.timestampMs();
        if (another || offset < witness.offset()) {
            throw new ConnectException("topic-partition " + name + " is not the one that the target knows: "
                    + (another
                            ? "the record at offset " + offset + " has the timestamp " + timestampMs + ", not "
                                    + witness.timestampMs()
                            : "its records end before offset " + witness.offset())
                    + ". The topic was deleted and made anew, so its offsets mean other records now. To read it from the"
                    + " start, stop the connector and reset its offsets (DELETE /connectors/{name}/offsets).");
        }
    }
}
