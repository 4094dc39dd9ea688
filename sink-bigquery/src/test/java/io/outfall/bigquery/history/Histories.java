// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.history;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Anything that can happen to a source. */
public final class Histories {

    private Histories() {}

    /**
     * A step.
     *
     * @param what happens, for people
     * @param happens does it
     */
    public record Step(String what, Consumer<Source> happens) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** A history of some length. */
    public static Arbitrary<List<Step>> any() {
        return step().list().ofMinSize(1).ofMaxSize(60);
    }

    /** The source after it. */
    public static Source play(List<Step> steps) {
        Source source = new Source();
        steps.forEach(step -> step.happens().accept(source));
        source.settle();
        return source;
    }

    /** A transaction changes all rows; a snapshot reads them before its commit, which comes with nothing before it. */
    public static Source unseenBySnapshot(int rows) {
        Source source = new Source();
        writeAll(source, 1, rows);
        source.commit(1);
        writeAll(source, 2, rows);
        source.makeTopicAnew();
        source.commit(2);
        return source;
    }

    private static void writeAll(Source source, int transaction, int rows) {
        for (int id = 1; id <= rows; id++) {
            source.write(transaction, id, true);
        }
    }

    private static Arbitrary<Step> step() {
        Arbitrary<Integer> transactions = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> ids = Arbitraries.integers().between(1, 5);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        10,
                        Combinators.combine(transactions, ids, flags)
                                .as((in, id, note) -> new Step(
                                        in + " writes " + id + (note ? " and its note" : ""),
                                        source -> source.write(in, id, note)))),
                Tuple.of(
                        3,
                        Combinators.combine(transactions, ids)
                                .as((in, id) -> new Step(in + " deletes " + id, source -> source.delete(in, id)))),
                Tuple.of(
                        2,
                        Combinators.combine(transactions, ids, ids)
                                .as((in, from, to) -> new Step(
                                        in + " renames " + from + " to " + to, source -> source.rename(in, from, to)))),
                Tuple.of(8, transactions.map(in -> new Step(in + " commits", source -> source.commit(in)))),
                Tuple.of(1, transactions.map(in -> new Step(in + " rolls back", source -> source.rollBack(in)))),
                Tuple.of(
                        2,
                        ids.map(from -> new Step(
                                "incremental snapshot from " + from, source -> source.snapshotIncrementally(from)))),
                Tuple.of(1, Arbitraries.just(new Step("not captured any more", Source::stopCapturing))),
                Tuple.of(
                        1,
                        flags.map(known -> new Step(
                                known ? "snapshot again" : "snapshot of a new connector",
                                source -> source.snapshot(known)))),
                Tuple.of(1, Arbitraries.just(new Step("topic made anew", Source::makeTopicAnew))),
                Tuple.of(1, Arbitraries.just(new Step("place noted", Source::note))),
                Tuple.of(1, Arbitraries.just(new Step("told again since the place noted last", Source::repeat))),
                Tuple.of(1, Arbitraries.just(new Step("compaction", Source::compact))));
    }
}
