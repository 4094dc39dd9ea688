// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.outfall.delivery.Lane.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the deliveries of all lanes of a task on a bounded number of worker threads. Workers attempt,
 * {@linkplain #assist assist} and nothing else: each outcome comes back through a queue and is settled on the task
 * thread by {@link #settle()}, which the task calls from {@code put} and {@code preCommit}. A delivery that is to be
 * tried later puts its own lane to sleep; the others go on.
 *
 * <p>Not thread-safe but for the queue: the task thread owns all state.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    // How often an idle task looks for outcomes: the consumer cannot be woken from another thread.
    private static final long LOOK_AGAIN_MS = 50;
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Retries retries;
    private final Clock clock;
    private final ExecutorService workers;
    private final int limit;
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Set<Lane> waiting = new LinkedHashSet<>();
    private final Outage outage;
    private int running;
    private long retried;
    private boolean ending;
    private @Nullable ConnectException broken;

    private record Attempt(Lane lane, Step step, Outcome outcome) {}

    /**
     * Lanes with threads of their own.
     *
     * @param name what the threads are called
     * @param limit how many deliveries may run at once
     * @param retries when to attempt again
     * @param clock tells when a sleeping lane is due
     */
    public Lanes(String name, int limit, Retries retries, Clock clock) {
        this.limit = limit;
        this.retries = retries;
        this.clock = clock;
        this.outage = new Outage(clock);
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(limit, task -> {
            Thread thread = new Thread(task, name + "-delivery-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A new lane with nothing in it. */
    public Lane open(String name) {
        return new Lane(name);
    }

    /**
     * Queues a delivery behind those that the lane has already. A lane that something broke takes nothing more.
     *
     * @param done runs on the task thread when the delivery is done, never if it breaks or the lane is closed before
     */
    public void submit(Lane lane, Delivery delivery, Runnable done) {
        if (lane.closed && broken != null) {
            return;
        }
        if (lane.closed) {
            throw new IllegalStateException("lane " + lane + " is closed");
        }
        lane.steps.addLast(new Step(delivery, done));
        if (!lane.running) {
            waiting.add(lane);
        }
        startDue();
    }

    /** Forgets what the lane has queued; an attempt that is running now is left to end and its outcome is ignored. */
    public void close(Lane lane) {
        lane.closed = true;
        lane.steps.clear();
        waiting.remove(lane);
        outage.forget(lane);
    }

    /**
     * Has a worker do something short beside the deliveries; does it here and now if none is free. May be lost when the
     * workers end.
     */
    public void assist(Runnable work) {
        if (ending || running >= limit) {
            work.run();
        } else {
            workers.execute(work);
        }
    }

    /** Takes in the outcomes so far and starts what is due. Never throws; {@link #check()} tells what broke. */
    public void settle() {
        for (Attempt attempt = attempts.poll(); attempt != null; attempt = attempts.poll()) {
            running--;
            attempt.lane.running = false;
            if (!attempt.lane.closed) {
                settle(attempt);
            }
        }
        outage.tell();
        startDue();
    }

    /**
     * Throws what broke, if anything did. For {@code put}, where an exception fails the task; one from
     * {@code preCommit} would only be logged.
     */
    public void check() {
        if (broken != null) {
            throw broken;
        }
    }

    /** In how many milliseconds {@link #settle()} is worth calling again; empty when nothing is queued or running. */
    public OptionalLong nextLookMs() {
        if (running > 0) {
            return OptionalLong.of(LOOK_AGAIN_MS);
        }
        long now = clock.millis();
        return waiting.stream()
                .mapToLong(lane -> Math.max(1, lane.wakeAtMs - now))
                .min();
    }

    /** How many deliveries are being attempted now. */
    public int inFlight() {
        return running;
    }

    /**
     * What is going wrong.
     *
     * @param deliveries how many wait for their next attempt after a failed one, or because others failed
     * @param sinceMs when the first of these began to wait, in milliseconds since 1970-01-01T00:00Z
     * @param why what is in the way of the one that has been waiting longest
     */
    public record Failing(int deliveries, long sinceMs, String why) {}

    /** What is going wrong now; empty when nothing is. */
    public Optional<Failing> failing() {
        return outage.failing();
    }

    /** How many attempts ended with {@link Outcome.TryLater} so far. */
    public long retried() {
        return retried;
    }

    /**
     * Ends the workers. What is running or due gets a few seconds to end: at this point that is the cleaning up after
     * what was given up. Then it is interrupted, and its outcome no longer counts.
     */
    @Override
    public void close() {
        ending = true;
        long deadline = System.nanoTime() + GOODBYE.toNanos();
        settle();
        while (running > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(MILLISECONDS.toNanos(LOOK_AGAIN_MS / 10));
            settle();
        }
        workers.shutdownNow();
        if (running > 0) {
            LOG.warn("{} deliveries did not end within {} and were interrupted", running, GOODBYE);
        }
    }

    private void settle(Attempt attempt) {
        Lane lane = attempt.lane;
        Outcome outcome = attempt.outcome;
        if (outcome instanceof Outcome.Delivered) {
            lane.attempts = 0;
            outage.delivered(lane);
            end(attempt);
        } else if (outcome instanceof Outcome.GivenUp) {
            outage.forget(lane);
            end(attempt);
        } else if (outcome instanceof Outcome.TryLater later) {
            failed(lane, later);
        } else if (outcome instanceof Outcome.Held held) {
            held(lane, held);
        } else if (outcome instanceof Outcome.Broken dead) {
            fail(lane, dead.cause().getMessage(), dead.cause());
        }
        // What is done may have submitted to the lane again, and started it.
        if (!lane.steps.isEmpty() && !lane.running && !lane.closed) {
            waiting.add(lane);
        }
    }

    private static void end(Attempt attempt) {
        attempt.lane.steps.removeFirst();
        attempt.lane.wakeAtMs = 0;
        attempt.step.done().run();
    }

    private void failed(Lane lane, Outcome.TryLater later) {
        retried++;
        lane.attempts++;
        outage.waits(lane, true);
        sleep(lane, later.cause(), retries.waitMs(lane.attempts, later.notBefore()));
    }

    /** Looks again soon: what was not attempted is no reason to wait longer each time. */
    private void held(Lane lane, Outcome.Held held) {
        outage.waits(lane, false);
        sleep(lane, held.cause(), retries.waitMs(1, held.notBefore()));
    }

    /** Lets a lane wait, unless it has waited for too long. */
    private void sleep(Lane lane, Throwable cause, long waitMs) {
        long now = clock.millis();
        lane.lastFailure = String.valueOf(cause.getMessage());
        lane.wakeAtMs = now + waitMs;
        LOG.debug("{}: {} failed attempts, next look in {} ms: {}", lane, lane.attempts, waitMs, lane.lastFailure);
        long failingForMs = now - lane.firstFailureMs;
        if (retries.isOver(failingForMs)) {
            String tried = "gave up after " + lane.attempts + " attempts in " + failingForMs + " ms: ";
            fail(lane, tried + lane.lastFailure, cause);
        }
    }

    private void fail(Lane lane, @Nullable String reason, Throwable cause) {
        close(lane);
        if (broken == null) {
            broken = new ConnectException(lane + ": " + reason, cause);
        }
    }

    private void startDue() {
        if (running >= limit || waiting.isEmpty() || (broken != null && !ending)) {
            return;
        }
        long now = clock.millis();
        List<Lane> due = new ArrayList<>();
        for (Lane lane : waiting) {
            if (lane.wakeAtMs <= now && running + due.size() < limit) {
                due.add(lane);
            }
        }
        due.forEach(this::start);
    }

    private void start(Lane lane) {
        Step step = lane.steps.getFirst();
        waiting.remove(lane);
        lane.running = true;
        running++;
        workers.execute(() -> attempts.add(new Attempt(lane, step, attempt(step.delivery()))));
    }

    private static Outcome attempt(Delivery delivery) {
        try {
            return delivery.attempt();
        } catch (Throwable e) {
            return new Outcome.Broken(e);
        }
    }
}
