// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.config.TaskId;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSettings;
import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.event.ChangeEvent;
import io.outfall.metrics.SinkMetrics;
import io.outfall.pipeline.RejectedRecords;
import io.outfall.pipeline.SinkPipeline;
import io.outfall.row.RawRows;
import io.outfall.s3.commit.CommitPlace;
import io.outfall.s3.format.FileFormat;
import io.outfall.s3.object.ObjectStore;
import io.outfall.s3.object.ObjectUploads;
import io.outfall.s3.object.PartSizes;
import io.outfall.s3.object.S3Failure;
import io.outfall.s3.object.S3Settings;
import io.outfall.s3.path.PathRouter;
import io.outfall.s3.spill.SpillFile;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one task, put together, and what has to be closed of them. */
final class S3Sink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Sink.class);
    // Two keep the connection of one object busy; more objects, not more parts, fill the rest of the threads.
    private static final int PARALLEL_PARTS = 2;

    private final SinkPipeline pipeline;
    private final FileFormat format;
    private final SpillFile disk;
    private final ObjectStore store;
    private final SinkMetrics metrics;

    private S3Sink(SinkPipeline pipeline, FileFormat format, SpillFile disk, ObjectStore store, SinkMetrics metrics) {
        this.pipeline = pipeline;
        this.format = format;
        this.disk = disk;
        this.store = store;
        this.metrics = metrics;
    }

    /**
     * Puts a task together and starts to look whether its bucket is there.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the settings have problems, naming every one
     */
    static S3Sink start(SinkTaskContext context, Map<String, String> props) {
        S3SinkConfig config = S3SinkConnector.SPEC.parse(props);
        TaskId task = TaskId.of(props);
        S3SinkConnector.SPEC.warnings(props).forEach(warning -> LOG.warn("Task {}: {}", task, warning));
        Clock clock = Clock.systemUTC();
        ByteBudget budget = new ByteBudget(config.delivery().memoryBytes());
        Lanes lanes = new Lanes(
                task.toString(),
                config.delivery().parallelism(),
                config.delivery().retries(),
                clock);
        ObjectStore store = open(config.store());
        ObjectUploads uploads = new ObjectUploads(
                store, lanes, budget, new PartSizes(config.store().partBytes()), PARALLEL_PARTS, UUID::randomUUID);
        SpillFile disk = SpillFile.of(config.spill());
        FileFormat format =
                config.format().open(config.metadata(), "outfall version " + Version.current(), disk, lanes::assist);
        SinkMetrics metrics = SinkMetrics.open(context, "s3-sink", task.connector(), task.task(), clock);
        S3Metrics figures = new S3Metrics(metrics, budget.limit());
        S3Collector collector = new S3Collector(
                new PathRouter(config.path(), task.connector(), clock, UUID::randomUUID),
                format,
                config.rotation(),
                uploads,
                new Preflight(store, lanes, config.commits(), place(config, task.connector()), task, figures, clock)
                        .publication(),
                budget,
                figures,
                clock);
        SinkPipeline pipeline = new SinkPipeline(
                context,
                decoder(config),
                collector,
                lanes,
                new OffsetLedger(),
                budget,
                new RejectedRecords(config.rejections().open(context, clock), metrics),
                metrics,
                clock);
        return new S3Sink(pipeline, format, disk, store, metrics);
    }

    SinkPipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        pipeline.stop();
        store.close();
        format.close();
        disk.close();
        metrics.close();
    }

    /** Where the connector keeps its books. */
    static CommitPlace place(S3SinkConfig config, String connector) {
        return new CommitPlace(config.path().prefix(), connector);
    }

    /** A client of the bucket. */
    static ObjectStore open(S3Settings settings) {
        try {
            return ObjectStore.open(settings);
        } catch (S3Failure e) {
            throw new ConnectException(e.getMessage(), e);
        }
    }

    private static Function<SinkRecord, ChangeEvent> decoder(S3SinkConfig config) {
        return switch (config.content()) {
            case ROW -> new EventDecoder(config.events())::decode;
            case ENVELOPE -> new EventDecoder(config.events().withFormat(EventSettings.Format.PLAIN))::decode;
            case RAW -> RawRows::of;
        };
    }
}
