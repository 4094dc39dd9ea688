// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Progress;
import io.outfall.s3.object.ObjectSpec;
import io.outfall.s3.object.StagedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A topic-partition, a store, and the owners that there are or were, at one moment. Each owner believes that it is the
 * only one, and reads the partition from its start. What can happen next is {@link #successors}. Immutable.
 *
 * @param topic how many records the partition has
 * @param stored the commit record
 * @param writes how often it was replaced, from which ETags are made
 * @param published keys of the visible objects; a key says which offsets its object has
 * @param owners those that live
 * @param underWay requests whose sender does not wait for them any more, and that may arrive at any time
 * @param luck what may still go wrong
 */
record World(
        int topic,
        @Nullable Stored stored,
        int writes,
        SortedSet<String> published,
        List<Owner> owners,
        List<Step> underWay,
        Luck luck) {

    /**
     * One owner: its commits, the next offset that it reads, and the rows of its two open files.
     *
     * @param name unlike that of any other
     */
    record Owner(String name, Phase phase, int next, List<Integer> left, List<Integer> right) {
        Owner in(Phase changed) {
            return new Owner(name, changed, next, left, right);
        }

        private OffsetSet done() {
            return phase instanceof Phase.Owning owning
                    ? owning.current().record().done()
                    : OffsetSet.EMPTY;
        }

        private Progress progress(Collection<Integer> stillOpen) {
            int watermark = stillOpen.stream().mapToInt(Integer::intValue).min().orElse(next);
            return new Progress(OffsetSet.range(0, watermark), null);
        }
    }

    /**
     * What may still go wrong.
     *
     * @param takeovers by another owner, whether or not the former one lives
     * @param crashes of an owner
     * @param lostReplies to requests that were carried out, or false refusals
     * @param delays of requests that their sender gives up and repeats
     */
    record Luck(int takeovers, int crashes, int lostReplies, int delays) {}

    static World of(int topic, Luck luck) {
        return new World(topic, null, 0, new TreeSet<>(), List.of(), List.of(), luck);
    }

    /** Tells every world that can come of this one by one step. */
    void successors(Consumer<World> tell) {
        if (luck.takeovers > 0) {
            Luck less = new Luck(luck.takeovers - 1, luck.crashes, luck.lostReplies, luck.delays);
            tell.accept(joined("owner" + luck.takeovers).with(less));
        }
        for (Step late : underWay) {
            List<Step> rest = new ArrayList<>(underWay);
            rest.remove(late);
            carriedOut(
                    late,
                    (world, reply) -> tell.accept(
                            new World(topic, world.stored, world.writes, world.published, owners, rest, luck)));
        }
        for (Owner owner : owners) {
            steps(owner, tell);
            if (owner.phase instanceof Phase.Owning owning) {
                decisions(owner, owning, tell);
            }
            if (luck.crashes > 0) {
                Luck less = new Luck(luck.takeovers, luck.crashes - 1, luck.lostReplies, luck.delays);
                tell.accept(without(owner).with(less));
            }
        }
    }

    /** What the store and the requests of an owner can do. */
    private void steps(Owner owner, Consumer<World> tell) {
        for (Step step : owner.phase.steps()) {
            carriedOut(
                    step, (world, reply) -> tell.accept(world.with(owner, owner.in(owner.phase.after(step, reply)))));
            if (luck.lostReplies > 0) {
                Luck less = new Luck(luck.takeovers, luck.crashes, luck.lostReplies - 1, luck.delays);
                carriedOut(step, (world, reply) -> tell.accept(world.with(less)));
            }
            if (luck.lostReplies > 0 && step instanceof Step.Replace) {
                // As by a store that saw two requests at a time.
                Luck less = new Luck(luck.takeovers, luck.crashes, luck.lostReplies - 1, luck.delays);
                tell.accept(with(owner, owner.in(owner.phase.after(step, new Reply.Refused())))
                        .with(less));
            }
            if (luck.delays > 0) {
                Luck less = new Luck(luck.takeovers, luck.crashes, luck.lostReplies, luck.delays - 1);
                List<Step> more = new ArrayList<>(underWay);
                more.add(step);
                tell.accept(new World(topic, stored, writes, published, owners, more, less));
            }
        }
    }

    /** What an owner can decide to do. */
    private void decisions(Owner owner, Phase.Owning owning, Consumer<World> tell) {
        if (owner.next < topic) {
            if (owner.done().has(owner.next)) {
                tell.accept(with(owner, new Owner(owner.name, owning, owner.next + 1, owner.left, owner.right)));
            } else {
                tell.accept(with(
                        owner,
                        new Owner(owner.name, owning, owner.next + 1, plus(owner.left, owner.next), owner.right)));
                tell.accept(with(
                        owner,
                        new Owner(owner.name, owning, owner.next + 1, owner.left, plus(owner.right, owner.next))));
            }
        }
        if (!owner.left.isEmpty()) {
            Phase commit =
                    owning.commit(List.of(file(owner, owner.left)), offsets(owner.left), owner.progress(owner.right));
            tell.accept(with(owner, new Owner(owner.name, commit, owner.next, List.of(), owner.right)));
        }
        if (!owner.left.isEmpty() && !owner.right.isEmpty()) {
            Phase commit = owning.commit(
                    List.of(file(owner, owner.left), file(owner, owner.right)),
                    offsets(owner.left).and(offsets(owner.right)),
                    owner.progress(List.of()));
            tell.accept(with(owner, new Owner(owner.name, commit, owner.next, List.of(), List.of())));
        }
        if (owning.isUncleared()) {
            tell.accept(with(owner, owner.in(owning.clear())));
        }
    }

    /** Nothing is twice, and whatever the record calls done is visible or listed. */
    void check() {
        TreeSet<Integer> visible = new TreeSet<>();
        for (String key : published) {
            for (int offset : offsetsOf(key)) {
                assertThat(visible.add(offset))
                        .as("offset %s is in one object of %s", offset, published)
                        .isTrue();
            }
        }
        CommitRecord record = stored == null ? CommitRecord.NONE : stored.record();
        TreeSet<Integer> accounted = new TreeSet<>(visible);
        record.files()
                .forEach(file -> accounted.addAll(offsetsOf(file.object().spec().key())));
        for (int offset = 0; offset < topic; offset++) {
            assertThat(record.done().has(offset))
                    .as("offset %s is done as it is visible or listed", offset)
                    .isEqualTo(accounted.contains(offset));
        }
    }

    /** What one more owner makes of it, alone and without bad luck. */
    World settled() {
        World world = joined("last");
        while (true) {
            Owner last = world.owners.get(world.owners.size() - 1);
            List<World> next = new ArrayList<>();
            world.steps(last, next::add);
            if (next.isEmpty() && last.phase instanceof Phase.Owning owning) {
                world.decisions(last, owning, next::add);
            }
            if (next.isEmpty()) {
                return world;
            }
            world = next.get(0).with(new Luck(0, 0, 0, 0));
        }
    }

    private World joined(String name) {
        List<Owner> more = new ArrayList<>(owners);
        Phase reading = new Phase.Reading(new Takeover(name, 0, OptionalLong.empty()));
        more.add(new Owner(name, reading, 0, List.of(), List.of()));
        return new World(topic, stored, writes, published, more, underWay, luck);
    }

    private World with(Luck less) {
        return new World(topic, stored, writes, published, owners, underWay, less);
    }

    private World with(Owner owner, Owner changed) {
        List<Owner> all = new ArrayList<>(owners);
        all.set(all.indexOf(owner), changed);
        return new World(topic, stored, writes, published, all, underWay, luck);
    }

    private World without(Owner owner) {
        List<Owner> rest = new ArrayList<>(owners);
        rest.remove(owner);
        return new World(topic, stored, writes, published, rest, underWay, luck);
    }

    private interface CarriedOut {
        void become(World world, Reply reply);
    }

    /** The store's side of a step. */
    private void carriedOut(Step step, CarriedOut then) {
        if (step instanceof Step.Read) {
            then.become(this, new Reply.Found(stored));
        } else if (step instanceof Step.Replace replace) {
            String etag = stored == null ? null : stored.etag();
            if (Objects.equals(etag, replace.expected())) {
                String written = "v" + (writes + 1);
                Stored now = new Stored(replace.next(), written);
                then.become(
                        new World(topic, now, writes + 1, published, owners, underWay, luck),
                        new Reply.Replaced(written));
            } else {
                then.become(this, new Reply.Refused());
            }
        } else if (step instanceof Step.Publish publish) {
            TreeSet<String> more = new TreeSet<>(published);
            more.add(publish.file().object().spec().key());
            then.become(new World(topic, stored, writes, more, owners, underWay, luck), new Reply.Done());
        } else {
            then.become(this, new Reply.Done());
        }
    }

    private static CommittedFile file(Owner owner, List<Integer> rows) {
        String key = owner.name + rows;
        return new CommittedFile(
                new StagedObject.Parts(new ObjectSpec(key, "", Map.of()), "upload of " + key, List.of(), 0),
                new FileFacts(rows.size(), 0, 0, 0, 0, ""));
    }

    private static List<Integer> offsetsOf(String key) {
        String rows = key.substring(key.indexOf('[') + 1, key.length() - 1);
        return List.of(rows.split(", ")).stream().map(Integer::valueOf).toList();
    }

    private static OffsetSet offsets(List<Integer> rows) {
        OffsetSet.Builder builder = new OffsetSet.Builder();
        rows.forEach(builder::add);
        return builder.build();
    }

    private static List<Integer> plus(List<Integer> rows, int row) {
        List<Integer> more = new ArrayList<>(rows);
        more.add(row);
        return more;
    }
}
