// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.config.TaskId;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSettings;
import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.DeliverySettings;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.event.ChangeEvent;
import io.outfall.http.auth.AuthorizedTransport;
import io.outfall.http.auth.SharedTokens;
import io.outfall.http.client.JdkTransport;
import io.outfall.http.client.Transport;
import io.outfall.http.lane.Courier;
import io.outfall.http.lane.GivingUp;
import io.outfall.http.lane.PartitionLanes;
import io.outfall.http.lane.RequestLane;
import io.outfall.http.lane.SizeLimit;
import io.outfall.http.lane.Traffic;
import io.outfall.http.pace.Pace;
import io.outfall.http.pace.Rests;
import io.outfall.http.report.Reports;
import io.outfall.http.request.CallWriter;
import io.outfall.http.request.RequestRenderer;
import io.outfall.http.verdict.Judge;
import io.outfall.metrics.SinkMetrics;
import io.outfall.pipeline.RejectedRecords;
import io.outfall.pipeline.SinkPipeline;
import io.outfall.row.RawRows;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one task, put together, and what has to be closed of them. */
final class HttpSink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSink.class);

    private final SinkPipeline pipeline;
    private final Transport transport;
    private final Reports reports;
    private final SinkMetrics metrics;

    private HttpSink(SinkPipeline pipeline, Transport transport, Reports reports, SinkMetrics metrics) {
        this.pipeline = pipeline;
        this.transport = transport;
        this.reports = reports;
        this.metrics = metrics;
    }

    /**
     * Puts a task together.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the settings have problems, naming every one
     */
    static HttpSink start(SinkTaskContext context, Map<String, String> props) {
        HttpSinkConfig config = HttpSinkConnector.SPEC.parse(HttpSinkSection.fill(props));
        TaskId task = TaskId.of(props);
        HttpSinkConnector.SPEC.warnings(props).forEach(warning -> LOG.warn("Task {}: {}", task, warning));
        Clock clock = Clock.systemUTC();
        AuthorizedTransport transport = transport(config, task, clock);
        SinkMetrics metrics = SinkMetrics.open(context, "http-sink", task.connector(), task.task(), clock);
        RejectedRecords rejected = new RejectedRecords(config.rejections().open(context, clock), metrics);
        ByteBudget budget = new ByteBudget(config.delivery().memoryBytes());
        Lanes lanes = lanes(config, task, clock);
        Pace pace = new Pace(config.pace(), Rests.OF_WORKER, clock);
        SizeLimit limit = new SizeLimit(config.batches().bytes());
        Traffic traffic = new Traffic();
        HttpMetrics shown = new HttpMetrics(metrics, budget, traffic, transport, pace, limit);
        GivingUp givingUp =
                new GivingUp(config.delivery().retries(), config.rejections().failTask(context), clock);
        Courier courier = new Courier(
                new CallWriter(config.requests(), config.batches(), clock),
                transport,
                new Judge(config.verdicts(), clock),
                limit,
                pace,
                traffic,
                givingUp);
        Reports reports = Reports.open(config.reports(), "outfall-report-" + task);
        Settling settling = new Settling(metrics, rejected, reports);
        HttpCollector collector = new HttpCollector(
                new RequestRenderer(config.requests()),
                partition -> lanes(partition, config, lanes, courier, limit, budget, settling),
                config.batches(),
                reports,
                shown,
                clock);
        SinkPipeline pipeline = new SinkPipeline(
                context, decoder(config), collector, lanes, new OffsetLedger(), budget, rejected, metrics, clock);
        return new HttpSink(pipeline, transport, reports, metrics);
    }

    /** Waiting for ever: which request is given up is the courier's to say. */
    private static Lanes lanes(HttpSinkConfig config, TaskId task, Clock clock) {
        DeliverySettings delivery = config.delivery();
        return new Lanes(
                task.toString(), delivery.parallelism(), delivery.retries().forEver(), clock);
    }

    private static PartitionLanes lanes(
            OffsetLedger.Partition partition,
            HttpSinkConfig config,
            Lanes lanes,
            Courier courier,
            SizeLimit limit,
            ByteBudget budget,
            Settling settling) {
        return new PartitionLanes(
                partition,
                config.ordering(),
                config.delivery().parallelism(),
                number -> new RequestLane(
                        lanes,
                        partition.name() + " lane " + number,
                        courier,
                        config.batches(),
                        limit,
                        budget,
                        settling::settle));
    }

    private static AuthorizedTransport transport(HttpSinkConfig config, TaskId task, Clock clock) {
        String userAgent = "outfall/" + Version.current();
        return AuthorizedTransport.over(
                JdkTransport.open(config.client(), userAgent, task.toString()),
                config.auth(),
                config.client(),
                userAgent,
                SharedTokens.OF_WORKER,
                clock);
    }

    private static Function<SinkRecord, ChangeEvent> decoder(HttpSinkConfig config) {
        return switch (config.content()) {
            case ROW -> new EventDecoder(config.events())::decode;
            case ENVELOPE -> new EventDecoder(config.events().withFormat(EventSettings.Format.PLAIN))::decode;
            case RAW -> RawRows::of;
        };
    }

    SinkPipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        pipeline.stop();
        transport.close();
        reports.close();
        metrics.close();
    }
}
