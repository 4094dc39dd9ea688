// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.delivery.OffsetSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A topic-partition, its table, and the owners that there are or were, at one moment. Each owner believes that it is
 * the only one, and reads the partition from its start. What can happen next is {@link #successors}. Immutable.
 *
 * @param bigQuery what all owners share
 * @param owners those that live
 * @param underWay requests whose sender does not wait for them any more, and that may arrive at any time
 * @param luck what may still go wrong
 */
record World(BigQuery bigQuery, List<Owner> owners, List<Step> underWay, Luck luck) {
    private static final int TOPIC = 3;
    // The last of the topic, so that it is refused together with others.
    private static final int REFUSED_ROW = 2;
    private static final int MOST_ROWS = 2;

    /**
     * The table and its streams.
     *
     * @param table the rows that it has, as often as it has them
     * @param streams how many rows each has got, for those that can be used
     * @param opened how many there were so far
     * @param agreed the one agreed on
     * @param before the one agreed on before, which a stale answer tells
     */
    record BigQuery(
            List<Integer> table,
            SortedMap<String, Integer> streams,
            int opened,
            AgreedStream agreed,
            AgreedStream before) {

        private BigQuery with(SortedMap<String, Integer> others) {
            return new BigQuery(table, others, opened, agreed, before);
        }

        private BigQuery without(String stream) {
            SortedMap<String, Integer> rest = new TreeMap<>(streams);
            rest.remove(stream);
            return with(rest);
        }

        private BigQuery appended(String stream, List<Long> offsets) {
            SortedMap<String, Integer> longer = new TreeMap<>(streams);
            longer.merge(stream, offsets.size(), Integer::sum);
            List<Integer> rows = new ArrayList<>(table);
            offsets.forEach(offset -> rows.add(offset.intValue()));
            // In which order they came makes no difference to what can come of it.
            rows.sort(null);
            return new BigQuery(rows, longer, opened, agreed, before);
        }

        /** What is seen from an offset on, of the next two. */
        private StoredRows seen(int from) {
            OffsetSet offsets = OffsetSet.EMPTY;
            for (int row : new TreeSet<>(table)) {
                if (row >= from && row < from + MOST_ROWS) {
                    offsets = offsets.and(OffsetSet.range(row, row + 1));
                }
            }
            return new StoredRows(from, from + MOST_ROWS, offsets, null);
        }
    }

    /**
     * One owner.
     *
     * @param name unlike that of any other
     * @param phase where it stands
     * @param next the first offset that is not settled
     * @param refused what it was told that BigQuery refuses
     */
    record Owner(String name, Phase phase, int next, SortedSet<Integer> refused) {

        private Owner after(Reply reply) {
            Phase then = phase.after(reply);
            if (!(phase instanceof Phase.Appending appending)) {
                return new Owner(name, then, next, refused);
            }
            if (reply instanceof Reply.Done) {
                return new Owner(
                        name,
                        then,
                        appending.offsets().get(appending.offsets().size() - 1).intValue() + 1,
                        refused);
            }
            if (reply instanceof Reply.RowsRefused) {
                return new Owner(name, then, next, new TreeSet<>(List.of(REFUSED_ROW)));
            }
            return new Owner(name, then, next, refused);
        }

        /** What it can do with its next rows. */
        private List<Owner> decisions(Phase.Ready ready) {
            if (next == TOPIC) {
                return List.of();
            }
            if (refused.contains(next)) {
                return List.of(new Owner(name, ready, next + 1, refused));
            }
            if (!ready.stored().covers(next)) {
                return List.of(new Owner(name, ready.look(), next, refused));
            }
            if (ready.stored().has(next)) {
                return List.of(new Owner(name, ready, next + 1, refused));
            }
            List<Owner> all = new ArrayList<>();
            List<Long> rows = new ArrayList<>();
            for (int row = next; row < TOPIC && ready.stored().covers(row); row++) {
                if (!ready.stored().has(row) && !refused.contains(row)) {
                    rows.add((long) row);
                    all.add(new Owner(name, ready.append(List.copyOf(rows)), next, refused));
                }
            }
            return all;
        }
    }

    /**
     * What may still go wrong.
     *
     * @param takeovers by another owner, whether or not the former one lives
     * @param crashes of an owner
     * @param lost replies to requests that were carried out, or said to be refused because they were carried out twice
     * @param delays of requests that their sender gives up
     * @param ends of streams that BigQuery gives up, or of which it does not tell how long they are
     * @param stale answers about the stream agreed on
     */
    record Luck(int takeovers, int crashes, int lost, int delays, int ends, int stale) {
        private Luck lessTakeovers() {
            return new Luck(takeovers - 1, crashes, lost, delays, ends, stale);
        }

        private Luck lessCrashes() {
            return new Luck(takeovers, crashes - 1, lost, delays, ends, stale);
        }

        private Luck lessLost() {
            return new Luck(takeovers, crashes, lost - 1, delays, ends, stale);
        }

        private Luck lessDelays() {
            return new Luck(takeovers, crashes, lost, delays - 1, ends, stale);
        }

        private Luck lessEnds() {
            return new Luck(takeovers, crashes, lost, delays, ends - 1, stale);
        }

        private Luck lessStale() {
            return new Luck(takeovers, crashes, lost, delays, ends, stale - 1);
        }
    }

    static World of(Luck luck) {
        AgreedStream none = new AgreedStream(null, null);
        return new World(new BigQuery(List.of(), new TreeMap<>(), 0, none, none), List.of(), List.of(), luck);
    }

    /** Tells every world that can come of this one by one step. */
    void successors(Consumer<World> tell) {
        if (luck.takeovers > 0) {
            tell.accept(joined("owner" + luck.takeovers).with(luck.lessTakeovers()));
        }
        for (Step late : underWay) {
            List<Step> rest = new ArrayList<>(underWay);
            rest.remove(late);
            carriedOut(late, 0, (changed, reply) -> tell.accept(new World(changed, owners, rest, luck)));
        }
        if (luck.ends > 0) {
            bigQuery.streams
                    .keySet()
                    .forEach(
                            stream -> tell.accept(with(bigQuery.without(stream)).with(luck.lessEnds())));
        }
        for (Owner owner : owners) {
            steps(owner, tell);
            accidents(owner, tell);
        }
    }

    /** What an owner does when nothing goes wrong. */
    private void steps(Owner owner, Consumer<World> tell) {
        if (owner.phase instanceof Phase.Ready ready) {
            owner.decisions(ready).forEach(decided -> tell.accept(with(owner, decided)));
            return;
        }
        carriedOut(
                step(owner),
                owner.next,
                (changed, reply) -> tell.accept(with(changed).with(owner, owner.after(reply))));
    }

    private void accidents(Owner owner, Consumer<World> tell) {
        if (luck.crashes > 0) {
            tell.accept(without(owner).with(luck.lessCrashes()));
        }
        if (owner.phase instanceof Phase.Ready) {
            return;
        }
        Step step = step(owner);
        boolean changes = step instanceof Step.Append || step instanceof Step.Agree;
        if (luck.lost > 0) {
            World less = with(luck.lessLost());
            carriedOut(step, owner.next, (changed, reply) -> {
                tell.accept(less.with(changed).with(owner, owner.after(new Reply.Lost())));
                if (changes) {
                    tell.accept(less.with(changed).with(owner, owner.after(new Reply.Refused())));
                }
            });
        }
        if (luck.delays > 0 && (changes || step instanceof Step.End)) {
            List<Step> more = new ArrayList<>(underWay);
            more.add(step);
            tell.accept(
                    new World(bigQuery, owners, more, luck.lessDelays()).with(owner, owner.after(new Reply.Lost())));
        }
        if (luck.ends > 0 && step instanceof Step.Count) {
            tell.accept(with(luck.lessEnds()).with(owner, owner.after(new Reply.Unusable())));
        }
        if (luck.stale > 0 && step instanceof Step.Ask) {
            tell.accept(with(luck.lessStale()).with(owner, owner.after(new Reply.Agreed(bigQuery.before))));
        }
    }

    /** No row is in the table twice, nor one that BigQuery refuses. */
    void check() {
        assertThat(bigQuery.table).doesNotHaveDuplicates().doesNotContain(REFUSED_ROW);
    }

    boolean isComplete() {
        return bigQuery.table.size() == TOPIC - 1;
    }

    /** What one more owner makes of it, alone and without bad luck. */
    World settled() {
        World world = joined("last").with(new Luck(0, 0, 0, 0, 0, 0));
        while (true) {
            List<World> next = new ArrayList<>();
            world.steps(world.owners.get(world.owners.size() - 1), next::add);
            if (next.isEmpty()) {
                return world;
            }
            world = next.get(0);
        }
    }

    private World joined(String name) {
        List<Owner> more = new ArrayList<>(owners);
        more.add(new Owner(name, Phase.first(), 0, new TreeSet<>()));
        return new World(bigQuery, more, underWay, luck);
    }

    private World with(Luck less) {
        return new World(bigQuery, owners, underWay, less);
    }

    private World with(BigQuery changed) {
        return new World(changed, owners, underWay, luck);
    }

    private World with(Owner owner, Owner changed) {
        List<Owner> all = new ArrayList<>(owners);
        all.set(all.indexOf(owner), changed);
        return new World(bigQuery, all, underWay, luck);
    }

    private World without(Owner owner) {
        List<Owner> rest = new ArrayList<>(owners);
        rest.remove(owner);
        return new World(bigQuery, rest, underWay, luck);
    }

    private static Step step(Owner owner) {
        return Objects.requireNonNull(owner.phase.step());
    }

    private interface CarriedOut {
        void become(BigQuery changed, Reply reply);
    }

    /** BigQuery's side of a request. */
    private void carriedOut(Step step, int next, CarriedOut then) {
        if (step instanceof Step.Ask) {
            then.become(bigQuery, new Reply.Agreed(bigQuery.agreed));
        } else if (step instanceof Step.Open) {
            SortedMap<String, Integer> more = new TreeMap<>(bigQuery.streams);
            String name = "stream" + (bigQuery.opened + 1);
            more.put(name, 0);
            then.become(
                    new BigQuery(bigQuery.table, more, bigQuery.opened + 1, bigQuery.agreed, bigQuery.before),
                    new Reply.Opened(name));
        } else if (step instanceof Step.Agree agree) {
            agree(agree, then);
        } else if (step instanceof Step.Count count) {
            Integer rows = bigQuery.streams.get(count.stream());
            then.become(bigQuery, rows == null ? new Reply.Unusable() : new Reply.Counted(rows));
        } else if (step instanceof Step.End end) {
            then.become(bigQuery.without(end.stream()), new Reply.Done());
        } else if (step instanceof Step.Look) {
            then.become(bigQuery, new Reply.Seen(bigQuery.seen(next)));
        } else if (step instanceof Step.Append append) {
            append(append, then);
        }
    }

    private void agree(Step.Agree agree, CarriedOut then) {
        if (!Objects.equals(agree.found().version(), bigQuery.agreed.version())) {
            then.become(bigQuery, new Reply.Refused());
            return;
        }
        Object version = bigQuery.agreed.version();
        AgreedStream agreed = new AgreedStream(agree.stream(), version instanceof Integer number ? number + 1 : 1);
        then.become(
                new BigQuery(bigQuery.table, bigQuery.streams, bigQuery.opened, agreed, bigQuery.agreed),
                new Reply.Agreed(agreed));
    }

    private void append(Step.Append append, CarriedOut then) {
        Integer rows = bigQuery.streams.get(append.stream());
        if (rows == null) {
            then.become(bigQuery, new Reply.Unusable());
        } else if (rows != append.at()) {
            then.become(bigQuery, new Reply.Refused());
        } else if (append.offsets().contains((long) REFUSED_ROW)) {
            then.become(bigQuery, new Reply.RowsRefused());
        } else {
            then.become(bigQuery.appended(append.stream(), append.offsets()), new Reply.Done());
        }
    }
}
