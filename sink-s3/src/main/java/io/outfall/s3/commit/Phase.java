// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one owner's commits of one partition stand: the whole protocol as states, with no request, no clock and no
 * thread in it. A state says which steps it wants done; the reply to one leads to the next state.
 *
 * <p>Taking over: {@link Reading} → {@link Restoring} → {@link Claiming} → {@link Owning}. What a record lists is
 * published by whoever reads it, so that no more than one commit is ever unfinished. Committing: {@link Owning} →
 * {@link Committing} → {@link Publishing} → {@link Owning}. A replacement that is refused was lost to another owner,
 * unless the record found is the very one that was to be written: then only the reply was lost.
 */
public sealed interface Phase {

    /** What is to be done now; several steps may be done at a time. Empty where the phase waits for its owner. */
    List<Step> steps();

    /**
     * The phase after one of the steps.
     *
     * @throws IllegalArgumentException if the step does not have that reply
     */
    Phase after(Step step, Reply reply);

    /** Wants to know the record. */
    record Reading(Takeover takeover) implements Phase {
        @Override
        public List<Step> steps() {
            return List.of(new Step.Read());
        }

        @Override
        public Phase after(Step step, Reply reply) {
            return restoring(takeover, found(reply));
        }
    }

    /** Finishes what a former owner has committed and may not have published. */
    record Restoring(Takeover takeover, Stored found, List<Step> left) implements Phase {
        @Override
        public List<Step> steps() {
            return left.subList(0, 1);
        }

        @Override
        public Phase after(Step step, Reply reply) {
            List<Step> rest = left.subList(1, left.size());
            return rest.isEmpty() ? new Claiming(takeover, found) : new Restoring(takeover, found, rest);
        }
    }

    /** Becomes the owner. */
    record Claiming(Takeover takeover, @Nullable Stored found) implements Phase {
        CommitRecord claim() {
            CommitRecord former = found == null ? CommitRecord.NONE : found.record();
            return former.claimed(takeover.owner(), takeover.epochAtLeast(), takeover.readAgainFrom());
        }

        @Override
        public List<Step> steps() {
            return List.of(new Step.Replace(found == null ? null : found.etag(), claim()));
        }

        @Override
        public Phase after(Step step, Reply reply) {
            if (reply instanceof Reply.Replaced replaced) {
                return new Owning(new Stored(claim(), replaced.etag()));
            }
            return new CheckingClaim(this);
        }
    }

    /** The claim was refused: was it ours already, or is there another owner to take over from? */
    record CheckingClaim(Claiming claiming) implements Phase {
        @Override
        public List<Step> steps() {
            return List.of(new Step.Read());
        }

        @Override
        public Phase after(Step step, Reply reply) {
            Stored found = found(reply);
            if (found != null && found.record().isSameWrite(claiming.claim())) {
                return new Owning(found);
            }
            return restoring(claiming.takeover(), found);
        }
    }

    /** Owns the partition; nothing is to be done. */
    record Owning(Stored current) implements Phase {
        @Override
        public List<Step> steps() {
            return List.of();
        }

        @Override
        public Phase after(Step step, Reply reply) {
            throw new IllegalArgumentException("an owner at rest expects no reply");
        }

        /**
         * Commits files.
         *
         * @param files whole and durable, but not visible
         * @param offsets of the rows in these
         * @param progress how far the owner has come with them
         */
        Committing commit(List<CommittedFile> files, OffsetSet offsets, Progress progress) {
            CommitRecord record = current.record();
            OffsetSet done = record.done().and(offsets).and(progress.done());
            return new Committing(
                    current,
                    record.next(done, progress.witness() == null ? record.witness() : progress.witness(), files));
        }

        /** Whether the record still lists files, all of which are visible. */
        boolean isUncleared() {
            return !current.record().files().isEmpty();
        }

        /** Takes the files off the record: should it be read again, nobody will look for them. */
        Committing clear() {
            return new Committing(
                    current,
                    current.record()
                            .next(current.record().done(), current.record().witness(), List.of()));
        }
    }

    /** Replaces the record: the moment at which the files are published, though not visible yet. */
    record Committing(Stored current, CommitRecord next) implements Phase {
        @Override
        public List<Step> steps() {
            return List.of(new Step.Replace(current.etag(), next));
        }

        @Override
        public Phase after(Step step, Reply reply) {
            return reply instanceof Reply.Replaced replaced
                    ? committed(new Stored(next, replaced.etag()))
                    : new CheckingCommit(this);
        }

        private static Phase committed(Stored now) {
            return now.record().files().isEmpty()
                    ? new Owning(now)
                    : new Publishing(now, publish(now.record().files()));
        }
    }

    /** The replacement was refused: was it ours already, or has somebody else taken over? */
    record CheckingCommit(Committing committing) implements Phase {
        @Override
        public List<Step> steps() {
            return List.of(new Step.Read());
        }

        @Override
        public Phase after(Step step, Reply reply) {
            Stored found = found(reply);
            if (found != null && found.record().isSameWrite(committing.next())) {
                return Committing.committed(new Stored(committing.next(), found.etag()));
            }
            // Refused for a moment, as by a store that saw two requests at a time.
            boolean untouched =
                    found != null && found.etag().equals(committing.current().etag());
            return untouched ? committing : new Lost(found);
        }
    }

    /** Makes the files of the record visible, all at a time. */
    record Publishing(Stored current, List<Step> left) implements Phase {
        @Override
        public List<Step> steps() {
            return left;
        }

        @Override
        public Phase after(Step step, Reply reply) {
            List<Step> rest = new ArrayList<>(left);
            rest.remove(step);
            if (!rest.isEmpty()) {
                return new Publishing(current, rest);
            }
            return step instanceof Step.Describe
                    ? new Owning(current)
                    : new Publishing(current, List.of(new Step.Describe(current.record())));
        }
    }

    /**
     * Another owner has the partition: nothing that is not committed may be.
     *
     * @param to what it wrote; null if the record was removed
     */
    record Lost(@Nullable Stored to) implements Phase {
        @Override
        public List<Step> steps() {
            return List.of();
        }

        @Override
        public Phase after(Step step, Reply reply) {
            return this;
        }
    }

    private static Phase restoring(Takeover takeover, @Nullable Stored found) {
        if (found == null || found.record().files().isEmpty()) {
            return new Claiming(takeover, found);
        }
        List<Step> steps = new ArrayList<>(publish(found.record().files()));
        steps.add(new Step.Describe(found.record()));
        return new Restoring(takeover, found, steps);
    }

    private static List<Step> publish(List<CommittedFile> files) {
        return files.stream().<Step>map(Step.Publish::new).toList();
    }

    private static @Nullable Stored found(Reply reply) {
        if (reply instanceof Reply.Found found) {
            return found.stored();
        }
        throw new IllegalArgumentException("not the reply to a read: " + reply);
    }
}
