// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import com.google.cloud.bigquery.storage.v1.TableName;
import io.outfall.bigquery.client.BigQueryClients;
import io.outfall.bigquery.exact.ExactInlet;
import io.outfall.bigquery.exact.LogColumns;
import io.outfall.bigquery.exact.LogTable;
import io.outfall.bigquery.row.WriterSchema;
import io.outfall.bigquery.schema.ColumnNames;
import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.stream.DefaultInlet;
import io.outfall.bigquery.stream.DefaultStream;
import io.outfall.bigquery.stream.InsertInlet;
import io.outfall.bigquery.stream.InsertTarget;
import io.outfall.bigquery.stream.WriteMethod;
import io.outfall.bigquery.table.TableStore;
import io.outfall.config.TaskId;
import io.outfall.decode.EventDecoder;
import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.OffsetLedger;
import io.outfall.metrics.SinkMetrics;
import io.outfall.pipeline.RejectedRecords;
import io.outfall.pipeline.SinkPipeline;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataField;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one task, put together, and what has to be closed of them. */
final class BigQuerySink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BigQuerySink.class);

    private final SinkPipeline pipeline;
    private final BigQueryCollector collector;
    private final BigQueryClients clients;
    private final SinkMetrics metrics;

    private BigQuerySink(
            SinkPipeline pipeline, BigQueryCollector collector, BigQueryClients clients, SinkMetrics metrics) {
        this.pipeline = pipeline;
        this.collector = collector;
        this.clients = clients;
        this.metrics = metrics;
    }

    /**
     * Puts a task together.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the settings have problems, naming every one
     */
    static BigQuerySink start(SinkTaskContext context, Map<String, String> props, Clock clock) {
        BigQuerySinkConfig config = BigQuerySinkConnector.SPEC.parse(props);
        TaskId task = TaskId.of(props);
        BigQuerySinkConnector.SPEC.warnings(props).forEach(warning -> LOG.warn("Task {}: {}", task, warning));
        LOG.info(
                "Task {} writes to the project {} as {}",
                task,
                config.client().project(),
                config.client().credentials().describe());
        BigQueryClients clients = BigQueryClients.open(config.client(), "outfall/" + Version.current());
        SinkMetrics metrics = SinkMetrics.open(context, "bigquery-sink", task.connector(), task.task(), clock);
        RejectedRecords rejected = new RejectedRecords(config.rejections().open(context, clock), metrics);
        ByteBudget budget = new ByteBudget(config.delivery().memoryBytes());
        Lanes lanes = new Lanes(
                task.toString(),
                config.delivery().parallelism(),
                config.delivery().retries(),
                clock);
        WriterTools tools = new WriterTools(
                new TableStore(clients, config.tables(), clock),
                config.tables(),
                inlets(clients, config),
                lanes,
                config.batches(),
                budget,
                rejected,
                new TableMetrics(metrics, budget),
                clock);
        BigQueryCollector collector = new BigQueryCollector(
                config.tables().naming(), config.tables()::mode, log(config), mirror(config), tools);
        SinkPipeline pipeline = new SinkPipeline(
                context,
                new EventDecoder(config.events())::decode,
                collector,
                lanes,
                new OffsetLedger(),
                budget,
                rejected,
                metrics,
                clock);
        return new BigQuerySink(pipeline, collector, clients, metrics);
    }

    SinkPipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        pipeline.stop();
        collector.close();
        clients.close();
        metrics.close();
    }

    private static RowForm.Log log(BigQuerySinkConfig config) {
        return new RowForm.Log(
                schemas(config, config.metadata()),
                new MetadataValues(config.metadata()),
                decimals(config),
                config.writes().method());
    }

    /** A mirror has the columns of its source and no others. */
    private static RowForm.Mirror mirror(BigQuerySinkConfig config) {
        return new RowForm.Mirror(
                schemas(config, List.of()),
                new MetadataValues(List.of()),
                decimals(config),
                config.upserts(),
                new Sequence());
    }

    private static RowSchemas schemas(BigQuerySinkConfig config, List<MetadataColumn> metadata) {
        return new RowSchemas(metadata, new ColumnTypes(config.types()));
    }

    private static UnfitPolicy decimals(BigQuerySinkConfig config) {
        return config.events().values().decimal();
    }

    private static WriterTools.Inlets inlets(BigQueryClients clients, BigQuerySinkConfig config) {
        if (config.writes().method() == WriteMethod.INSERT_ALL) {
            return (table, form) -> new InsertInlet(
                    clients.tables(),
                    new InsertTarget(clients.project(), table.dataset(), table.table()),
                    config.writes().insertIds());
        }
        return (table, form) -> form instanceof RowForm.Log && config.writes().isExact()
                ? new ExactInlet(
                        clients,
                        new LogTable(clients.project(), table.dataset(), table.table()),
                        columns(config),
                        config.client().requestTimeout())
                : new DefaultInlet(
                        table.toString(),
                        form instanceof RowForm.Mirror ? WriterSchema::ofChanges : WriterSchema::ofRows,
                        schema -> new DefaultStream(
                                clients.writes(),
                                TableName.of(clients.project(), table.dataset(), table.table()),
                                schema,
                                config.client().requestTimeout()));
    }

    /** The columns by which logs tell what they have; the settings were refused if there are none. */
    private static LogColumns columns(BigQuerySinkConfig config) {
        return new LogColumns(
                column(config, MetadataField.TOPIC).orElseThrow(),
                column(config, MetadataField.PARTITION).orElseThrow(),
                column(config, MetadataField.OFFSET).orElseThrow(),
                column(config, MetadataField.KAFKA_TIME)
                        .filter(time -> config.writes().topicCheck()),
                config.writes().topicSince());
    }

    private static Optional<String> column(BigQuerySinkConfig config, MetadataField field) {
        ColumnNames names = new ColumnTypes(config.types()).names();
        return config.metadata().stream()
                .filter(column -> column.field() == field)
                .map(column -> names.of(column.name()))
                .findFirst();
    }
}
