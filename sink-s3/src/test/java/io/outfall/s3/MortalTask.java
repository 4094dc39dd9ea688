// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.replay.ReplayWorker;
import io.outfall.testing.replay.TopicLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * A task with a proxy of its own between it and the store, which reads all of a topic. It dies by not being called any
 * more, when the proxy lets none of its requests through; {@link #close()} only clears it away.
 */
final class MortalTask implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FaultProxy way;
    private final S3SinkTask task = new S3SinkTask();
    private final ReplayWorker worker;

    /**
     * Starts a task and gives it all partitions.
     *
     * @param batch how many records of a partition it gets at a time
     */
    MortalTask(TestStore store, FaultProxy way, Map<String, String> settings, TopicLog log, int batch) {
        this.way = way;
        Map<String, String> through = new HashMap<>(Lake.settings(store, settings));
        through.put("s3.endpoint", way.endpoint().toString());
        this.worker = new ReplayWorker(task, through, log, batch);
        worker.assign(log.partitions());
    }

    ReplayWorker worker() {
        return worker;
    }

    /** Drives the task until a condition holds. */
    void until(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> {
            worker.poll();
            worker.commit();
            return condition.getAsBoolean();
        });
    }

    /** Lets what is on its way arrive and what waits for it set out; the task gets no records and closes no file. */
    void settleUntil(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> {
            worker.commit();
            return condition.getAsBoolean();
        });
    }

    /** Drives the task for a while, whatever comes of it. */
    void during(Duration time) {
        Instant end = Instant.now().plus(time);
        until(() -> Instant.now().isAfter(end));
    }

    @Override
    public void close() {
        way.close();
        task.stop();
    }
}
