// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.delivery.OffsetLedger;
import io.outfall.delivery.ResumePoint;
import io.outfall.event.ChangeEvent;
import io.outfall.http.lane.PartitionLanes;
import io.outfall.http.report.Reports;
import io.outfall.http.request.BatchSettings;
import io.outfall.http.request.RequestRenderer;
import io.outfall.pipeline.Collector;
import io.outfall.pipeline.UnfitRowException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/** Changes into requests: each is rendered and goes to a lane of its topic-partition. */
final class HttpCollector implements Collector {
    // Less than the five seconds that a worker gives a task to stop, with time left for the worker.
    private static final Duration PARTING = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private static final long LOOK_AGAIN_MS = 50;

    private final RequestRenderer renderer;
    private final Function<OffsetLedger.Partition, PartitionLanes> open;
    private final BatchSettings batches;
    private final Reports reports;
    private final HttpMetrics metrics;
    private final Clock clock;
    private final Map<TopicPartition, PartitionLanes> lanes = new HashMap<>();

    /**
     * @param open makes the lanes of a topic-partition
     * @param batches what a request can hold
     * @param reports what becomes of changes
     * @param metrics shows what is held
     */
    HttpCollector(
            RequestRenderer renderer,
            Function<OffsetLedger.Partition, PartitionLanes> open,
            BatchSettings batches,
            Reports reports,
            HttpMetrics metrics,
            Clock clock) {
        this.renderer = renderer;
        this.open = open;
        this.batches = batches;
        this.reports = reports;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void assign(Collection<OffsetLedger.Partition> partitions) {
        partitions.forEach(partition -> partition.begin(ResumePoint.NOWHERE));
    }

    @Override
    public void add(ChangeEvent event, OffsetLedger.Partition partition) throws UnfitRowException {
        RequestRenderer.Rendered rendered = renderer.render(event);
        if (rendered == null) {
            return;
        }
        batches.check(rendered.item());
        lanes.computeIfAbsent(partition.name(), name -> open.apply(partition))
                .add(rendered.target(), rendered.item(), clock.millis());
    }

    @Override
    public void tick(long nowMs) {
        lanes.values().forEach(partition -> partition.tick(nowMs));
        reports.settle();
        metrics.show();
    }

    @Override
    public OptionalLong nextDueMs() {
        LongStream due = lanes.values().stream()
                .map(PartitionLanes::nextDueMs)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong);
        LongStream look = reports.areOnTheirWay() ? LongStream.of(clock.millis() + LOOK_AGAIN_MS) : LongStream.empty();
        return LongStream.concat(due, look).min();
    }

    @Override
    public void relieve() {
        lanes.values().forEach(PartitionLanes::send);
    }

    /**
     * Waits a little for requests that are on their way: whoever gets the partitions sends the same changes and those
     * after them, and must not be overtaken by one of ours.
     */
    @Override
    public void revoke(Collection<TopicPartition> partitions) {
        List<PartitionLanes> lost = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            PartitionLanes gone = lanes.remove(partition);
            if (gone != null) {
                gone.close();
                lost.add(gone);
            }
        }
        long end = System.nanoTime() + PARTING.toNanos();
        while (System.nanoTime() < end && lost.stream().anyMatch(PartitionLanes::isSending)) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
