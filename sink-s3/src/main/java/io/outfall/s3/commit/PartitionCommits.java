// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.Delivery;
import io.outfall.delivery.Lane;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Outcome;
import io.outfall.delivery.ResumePoint;
import io.outfall.s3.object.S3Failure;
import io.outfall.s3.object.StagedObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commits of one partition: has the steps of its {@link Phase} carried out, and feeds it with finished files. */
final class PartitionCommits {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionCommits.class);
    // A record carries small files with it: this much of them, so that it stays quick to write and to read.
    private static final long CARRIED_BYTES = 8L << 20;
    private static final int FILES_AT_ONCE = 1_000;
    private static final long CLEAR_AFTER_MS = Duration.ofSeconds(10).toMillis();
    // A task that woke up late learns of its new assignment at its next poll; one that never does was set up wrongly.
    private static final long PATIENCE_MS = Duration.ofMinutes(5).toMillis();

    private record Staged(FinishedFile file, StagedObject object) {}

    private final OffsetLedger.Partition partition;
    private final CommitStore store;
    private final Lanes lanes;
    private final CommitSettings settings;
    private final Clock clock;
    private final Set<FinishedFile> unstaged = new HashSet<>();
    private final Deque<Staged> staged = new ArrayDeque<>();
    private final Map<CommittedFile, FinishedFile> committing = new HashMap<>();
    private final Map<Object, Lane> underWay = new HashMap<>();
    // Read by the thread that takes the partition over.
    private final AtomicBoolean assigned = new AtomicBoolean(true);
    private @Nullable Phase phase;
    private @Nullable Mark mark;
    private Runnable whenLost = () -> {};
    private long dueMs = Long.MAX_VALUE;

    PartitionCommits(
            OffsetLedger.Partition partition, CommitStore store, Lanes lanes, CommitSettings settings, Clock clock) {
        this.partition = partition;
        this.store = store;
        this.lanes = lanes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Becomes the owner; the partition begins then. */
    void takeOver(Takeover takeover, Runnable whenOwner, Runnable whenNoMore) {
        whenLost = whenNoMore;
        AtomicReference<@Nullable Stored> record = new AtomicReference<>();
        run(new Step.Read(), () -> record.set(store.takeOver(partition.name(), takeover, assigned::get)), () -> {
            Stored stored = record.get();
            if (stored != null) {
                phase = new Phase.Owning(stored);
                mark = Mark.of(
                        store.place().connector(),
                        partition.name(),
                        stored.record().epoch());
                partition.begin(new ResumePoint(
                        stored.record().done(),
                        settings.topicCheck() ? stored.record().witness() : null));
                whenOwner.run();
            }
        });
    }

    boolean isOwner() {
        return mark != null;
    }

    Mark mark() {
        if (mark == null) {
            throw new IllegalStateException(partition.name() + " is not taken over yet");
        }
        return mark;
    }

    void publish(FinishedFile file) {
        if (phase instanceof Phase.Lost) {
            file.upload().abandon();
            return;
        }
        unstaged.add(file);
        file.upload().finish(file.facts().metadata(), object -> {
            unstaged.remove(file);
            staged.add(new Staged(file, object));
            commitWhatIsStaged();
        });
    }

    /**
     * The store has an upload of this owner no more. Whoever takes a partition over removes what others had not
     * committed: then this is how the former owner, if it is late, learns of it.
     *
     * @param failure what the task fails of if the partition is still its own
     */
    void removed(S3Failure failure) {
        long epoch = mark().epoch();
        AtomicReference<@Nullable Stored> found = new AtomicReference<>();
        StoreCall look = () -> {
            Stored record = store.read(partition.name());
            if (record != null && record.record().epoch() == epoch) {
                throw failure;
            }
            found.set(record);
        };
        run(failure, look, () -> {
            if (!(phase instanceof Phase.Lost)) {
                enter(new Phase.Lost(found.get()));
            }
        });
    }

    /** What is committed, or may be, is left to the next owner; everything else is given up. */
    void revoke() {
        assigned.set(false);
        underWay.values().forEach(lanes::close);
        underWay.clear();
        committing.values().forEach(file -> file.upload().release());
        committing.clear();
        giveUp();
        dueMs = Long.MAX_VALUE;
    }

    void tick(long nowMs) {
        if (nowMs < dueMs) {
            return;
        }
        dueMs = Long.MAX_VALUE;
        if (phase instanceof Phase.Owning owning && owning.isUncleared()) {
            enter(owning.clear());
        } else if (phase instanceof Phase.Lost lost) {
            throw new ConnectException(
                    lost(lost) + " It was not revoked from this task since: two connectors of the same"
                            + " name write to the same prefix, or somebody removed the record. Give each a path.prefix of its own.");
        }
    }

    long dueMs() {
        return dueMs;
    }

    private void commitWhatIsStaged() {
        if (!(phase instanceof Phase.Owning owning) || staged.isEmpty()) {
            return;
        }
        List<CommittedFile> files = new ArrayList<>();
        List<OffsetLedger.Claim> claims = new ArrayList<>();
        OffsetSet offsets = OffsetSet.EMPTY;
        long carried = 0;
        while (!staged.isEmpty() && files.size() < FILES_AT_ONCE) {
            Staged next = staged.peek();
            carried += next.object() instanceof StagedObject.Whole whole ? whole.length() : 0;
            if (carried > CARRIED_BYTES && !files.isEmpty()) {
                break;
            }
            staged.remove();
            CommittedFile file = new CommittedFile(next.object(), next.file().facts());
            files.add(file);
            committing.put(file, next.file());
            claims.add(next.file().claim());
            offsets = offsets.and(next.file().offsets());
        }
        enter(owning.commit(files, offsets, partition.progress(claims)));
    }

    private void enter(Phase next) {
        phase = next;
        for (Step step : next.steps()) {
            if (!underWay.containsKey(step)) {
                start(step);
            }
        }
        if (next instanceof Phase.Owning) {
            dueMs = clock.millis() + CLEAR_AFTER_MS;
            commitWhatIsStaged();
        } else if (next instanceof Phase.Lost lost) {
            lose(lost);
        }
    }

    private void start(Step step) {
        AtomicReference<@Nullable Reply> reply = new AtomicReference<>();
        run(step, () -> reply.set(store.carryOut(step, partition.name())), () -> {
            Reply answer = reply.get();
            Phase before = phase;
            if (answer != null && before != null && !(before instanceof Phase.Lost)) {
                if (step instanceof Step.Publish publish) {
                    visible(publish.file());
                }
                enter(before.after(step, answer));
            }
        });
    }

    private void visible(CommittedFile file) {
        FinishedFile finished = committing.remove(file);
        if (finished != null) {
            finished.visible();
        }
    }

    private void lose(Phase.Lost lost) {
        LOG.warn("{} Rows that are not committed are left to it.", lost(lost));
        dueMs = clock.millis() + PATIENCE_MS;
        committing.values().forEach(file -> file.upload().abandon());
        committing.clear();
        giveUp();
        partition.suspend();
        whenLost.run();
    }

    private void giveUp() {
        staged.forEach(one -> one.file().upload().abandon());
        staged.clear();
        unstaged.forEach(file -> file.upload().abandon());
        unstaged.clear();
    }

    private String lost(Phase.Lost lost) {
        Stored to = lost.to();
        return "The commit record of " + partition.name() + " is not this task's any more: "
                + (to == null
                        ? "it is gone."
                        : "it was taken over in epoch " + to.record().epoch() + ".");
    }

    private void run(Object what, StoreCall call, Runnable done) {
        Lane lane = lanes.open("commit of " + partition.name());
        underWay.put(what, lane);
        Delivery delivery = () -> {
            try {
                call.run();
                return new Outcome.Delivered();
            } catch (S3Failure e) {
                return e.outcome();
            }
        };
        lanes.submit(lane, delivery, () -> {
            underWay.remove(what);
            done.run();
        });
    }

    @FunctionalInterface
    private interface StoreCall {
        void run() throws S3Failure;
    }
}
