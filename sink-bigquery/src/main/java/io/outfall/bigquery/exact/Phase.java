// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one owner of a topic-partition stands with its rows for one table: the whole protocol as states, with no
 * request, no clock and no thread in it. A state says which request it wants made; the reply leads to the next.
 *
 * <p>All owners append to one stream, each at the place where it believes the stream ends. Whoever is wrong about that
 * is refused, and looks again: {@link Counting}, <em>then</em> {@link Looking}, then {@link Ready}. A row that is not
 * in the table when it is looked at, and appended where the stream ended before that, is in the table once: had anybody
 * written in between, the stream would end elsewhere.
 *
 * <p>A stream that cannot be used any more is ended for all ({@link Ending}) before another one is agreed on
 * ({@link Opening}, {@link Agreeing}), so that no row comes in by it after the table was looked at.
 */
sealed interface Phase {

    /** The request to make now; null where the phase waits for rows. */
    @Nullable
    Step step();

    /**
     * The phase after the request.
     *
     * @throws IllegalArgumentException if the request has no such reply
     */
    Phase after(Reply reply);

    /** The phase of an owner that knows nothing. */
    static Phase first() {
        return new Asking(null);
    }

    /** Wants to know the stream; {@code unusable} was of no use, if it is still that one. */
    record Asking(@Nullable String unusable) implements Phase {
        @Override
        public Step step() {
            return new Step.Ask();
        }

        @Override
        public Phase after(Reply reply) {
            if (reply instanceof Reply.Agreed found) {
                AgreedStream agreed = found.agreed();
                if (agreed.stream() == null) {
                    return new Opening(agreed);
                }
                return agreed.name().equals(unusable) ? new Ending(agreed) : new Counting(agreed);
            }
            return again(this, reply);
        }
    }

    /** The stream is of no use: it must be of none to anybody. */
    record Ending(AgreedStream agreed) implements Phase {
        @Override
        public Step step() {
            return new Step.End(agreed.name());
        }

        @Override
        public Phase after(Reply reply) {
            return reply instanceof Reply.Done ? new Opening(agreed) : again(this, reply);
        }
    }

    /** Wants a new stream. */
    record Opening(AgreedStream found) implements Phase {
        @Override
        public Step step() {
            return new Step.Open();
        }

        @Override
        public Phase after(Reply reply) {
            return reply instanceof Reply.Opened opened ? new Agreeing(found, opened.stream()) : again(this, reply);
        }
    }

    /** Proposes its new stream to all. */
    record Agreeing(AgreedStream found, String stream) implements Phase {
        @Override
        public Step step() {
            return new Step.Agree(found, stream);
        }

        @Override
        public Phase after(Reply reply) {
            if (reply instanceof Reply.Agreed agreed) {
                // Nobody else has known of the stream before.
                return new Looking(agreed.agreed(), 0);
            }
            if (reply instanceof Reply.Refused || reply instanceof Reply.Lost) {
                return new Asking(null);
            }
            throw unexpected(this, reply);
        }
    }

    /** Wants to know where the stream ends. */
    record Counting(AgreedStream agreed) implements Phase {
        @Override
        public Step step() {
            return new Step.Count(agreed.name());
        }

        @Override
        public Phase after(Reply reply) {
            if (reply instanceof Reply.Counted counted) {
                return new Looking(agreed, counted.rows());
            }
            if (reply instanceof Reply.Unusable) {
                return new Asking(agreed.name());
            }
            // Of the row that the question was asked with.
            return reply instanceof Reply.RowsRefused ? this : again(this, reply);
        }
    }

    /** Wants to know what the table has, now that it knows where the stream ended before. */
    record Looking(AgreedStream agreed, long rows) implements Phase {
        @Override
        public Step step() {
            return new Step.Look();
        }

        @Override
        public Phase after(Reply reply) {
            return reply instanceof Reply.Seen seen ? new Ready(agreed, rows, seen.stored()) : again(this, reply);
        }
    }

    /** Takes rows. */
    record Ready(AgreedStream agreed, long rows, StoredRows stored) implements Phase {
        @Override
        public @Nullable Step step() {
            return null;
        }

        @Override
        public Phase after(Reply reply) {
            throw unexpected(this, reply);
        }

        /** The table has to be looked at again, for rows of which nothing is known. */
        Looking look() {
            return new Looking(agreed, rows);
        }

        /**
         * Appends rows that the table has not.
         *
         * @param offsets theirs, in ascending order
         */
        Appending append(List<Long> offsets) {
            for (long offset : offsets) {
                if (!stored.covers(offset) || stored.has(offset)) {
                    throw new IllegalArgumentException(offset + " is not missing in " + stored);
                }
            }
            return new Appending(this, offsets);
        }
    }

    /** Waits for rows to be in. */
    record Appending(Ready from, List<Long> offsets) implements Phase {
        @Override
        public Step step() {
            return new Step.Append(from.agreed.name(), from.rows, offsets);
        }

        @Override
        public Phase after(Reply reply) {
            if (reply instanceof Reply.Done) {
                return new Ready(from.agreed, from.rows + offsets.size(), from.stored);
            }
            if (reply instanceof Reply.RowsRefused) {
                return from;
            }
            if (reply instanceof Reply.Refused || reply instanceof Reply.Lost) {
                return new Counting(from.agreed);
            }
            if (reply instanceof Reply.Unusable) {
                return new Asking(from.agreed.name());
            }
            throw unexpected(this, reply);
        }
    }

    private static Phase again(Phase phase, Reply reply) {
        if (reply instanceof Reply.Lost) {
            return phase;
        }
        throw unexpected(phase, reply);
    }

    private static IllegalArgumentException unexpected(Phase phase, Reply reply) {
        return new IllegalArgumentException(phase + " expects no " + reply);
    }
}
