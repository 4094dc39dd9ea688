// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Drives a sink task as a worker does and measures the thread that calls it; the making of the rows is left out. CPU
 * time and allocation of the calling thread mean something on a busy machine too; the wall clock does not.
 */
public final class TaskDriver {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final int BATCH = 500;
    private static final int BATCHES_PER_COMMIT = 200;
    private static final double NANOS = 1e9;
    private static final long POLL_NANOS = 1_000_000;

    private final SinkTask task;
    private final OrderRows rows;
    private final @Nullable RecordingTaskContext context;
    private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    private long next;
    private long putNanos;
    private long putBytes;
    private long makingNanos;
    private long longestPutNanos;
    private long peakHeap;

    /**
     * What a run took.
     *
     * @param rows how many
     * @param seconds on the wall, the making of the rows included
     * @param putCpuSeconds CPU time of the thread that calls the task
     * @param processCpuSeconds CPU time of everything but the making of rows
     * @param allocatedBytes by the thread that calls the task
     * @param peakHeapBytes the most that was in use after a batch, garbage included
     * @param longestPutSeconds on the wall
     */
    public record Result(
            long rows,
            double seconds,
            double putCpuSeconds,
            double processCpuSeconds,
            long allocatedBytes,
            long peakHeapBytes,
            double longestPutSeconds) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d rows | %,.0f rows per put-thread CPU s | %,.0f rows per process CPU s | %,d B allocated per row"
                            + " | peak heap %,d MB | longest put %.0f ms",
                    rows,
                    rows / putCpuSeconds,
                    rows / processCpuSeconds,
                    allocatedBytes / rows,
                    peakHeapBytes >> 20,
                    longestPutSeconds * 1000);
        }
    }

    /**
     * Drives a started task.
     *
     * @param task with its partitions open
     * @param rows what to feed it
     */
    public TaskDriver(SinkTask task, OrderRows rows) {
        this(task, rows, null);
    }

    /**
     * Drives a started task as fast as it lets itself be driven: nothing is handed in while it pauses, and a run ends
     * when all its rows are durable.
     *
     * @param context of the task, which knows what it paused
     */
    public TaskDriver(SinkTask task, OrderRows rows, @Nullable RecordingTaskContext context) {
        this.task = task;
        this.rows = rows;
        this.context = context;
    }

    /** Feeds so many rows and says what that took. */
    public Result feed(long count) {
        putNanos = 0;
        putBytes = 0;
        makingNanos = 0;
        longestPutNanos = 0;
        peakHeap = 0;
        long begun = System.nanoTime();
        long processBefore = SYSTEM.getProcessCpuTime();
        int batches = 0;
        for (long left = count; left > 0; left -= BATCH) {
            if (context != null) {
                pollUntil(() -> context.paused().isEmpty());
            }
            put(make((int) Math.min(BATCH, left)));
            if (++batches % BATCHES_PER_COMMIT == 0) {
                measured(() -> task.preCommit(new HashMap<>(reached)));
            }
            peakHeap = Math.max(peakHeap, MEMORY.getHeapMemoryUsage().getUsed());
        }
        measured(() -> task.preCommit(new HashMap<>(reached)));
        if (context != null) {
            pollUntil(() -> task.preCommit(new HashMap<>(reached)).equals(reached));
        }
        double seconds = (System.nanoTime() - begun) / NANOS;
        long process = SYSTEM.getProcessCpuTime() - processBefore - makingNanos;
        return new Result(
                count, seconds, putNanos / NANOS, process / NANOS, putBytes, peakHeap, longestPutNanos / NANOS);
    }

    private void pollUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            put(List.of());
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private List<SinkRecord> make(int count) {
        long before = THREADS.getCurrentThreadCpuTime();
        List<SinkRecord> batch = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SinkRecord record = rows.record(next++);
            batch.add(record);
            reached.put(
                    new TopicPartition(record.topic(), record.kafkaPartition()),
                    new OffsetAndMetadata(record.kafkaOffset() + 1));
        }
        makingNanos += THREADS.getCurrentThreadCpuTime() - before;
        return batch;
    }

    private void put(List<SinkRecord> batch) {
        long start = System.nanoTime();
        measured(() -> task.put(batch));
        longestPutNanos = Math.max(longestPutNanos, System.nanoTime() - start);
    }

    private void measured(Runnable call) {
        long self = Thread.currentThread().getId();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getThreadAllocatedBytes(self);
        call.run();
        putNanos += THREADS.getCurrentThreadCpuTime() - cpu;
        putBytes += THREADS.getThreadAllocatedBytes(self) - bytes;
    }
}
