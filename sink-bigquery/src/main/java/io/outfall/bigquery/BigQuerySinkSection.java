// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.client.ClientSection;
import io.outfall.bigquery.schema.TypeOptionsSection;
import io.outfall.bigquery.stream.BatchSection;
import io.outfall.bigquery.stream.WriteMethod;
import io.outfall.bigquery.stream.WriteSection;
import io.outfall.bigquery.stream.WriteSettings;
import io.outfall.bigquery.table.TableSection;
import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.decode.EventSection;
import io.outfall.delivery.DeliverySection;
import io.outfall.error.RejectionSection;
import io.outfall.row.MetadataField;
import io.outfall.row.MetadataSection;
import io.outfall.type.YearRange;
import java.util.List;

/** The sections of {@link BigQuerySinkConfig}. */
final class BigQuerySinkSection implements Section<BigQuerySinkConfig> {
    private final ClientSection client = new ClientSection();
    private final TableSection tables = new TableSection();
    private final UpsertSection upserts = new UpsertSection();
    private final EventSection events = new EventSection(YearRange.SQL);
    private final TypeOptionsSection types = new TypeOptionsSection();
    private final MetadataSection metadata = new MetadataSection();
    private final WriteSection writes = new WriteSection();
    private final BatchSection batches = new BatchSection();
    private final DeliverySection delivery = new DeliverySection();
    private final RejectionSection rejections = new RejectionSection();

    @Override
    public String title() {
        return "BigQuery sink";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(client, tables, upserts, events, types, metadata, writes, batches, delivery, rejections);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                this::mirrorsAreWrittenByTheStorageApi,
                this::mirrorsAreReadFromTheBeginning,
                this::logsTellWhatTheyHave,
                EventSection.needsKey(
                        tables::hasMirrors,
                        "and table.mode or table.mode.topics asks for mirrors, which find rows by key"));
    }

    @Override
    public BigQuerySinkConfig read(Values values) {
        return new BigQuerySinkConfig(
                client.read(values),
                tables.read(values),
                upserts.read(values),
                events.read(values),
                types.read(values),
                metadata.read(values),
                writes.read(values),
                batches.read(values),
                delivery.read(values),
                rejections.read(values));
    }

    /** A task that takes a partition over looks at records before its first, where there may be none any more. */
    private void mirrorsAreReadFromTheBeginning(Values values, Problems problems) {
        String reset =
                values.startingWith("consumer.override.auto.offset.reset").getOrDefault("", "earliest");
        if (!"earliest".equals(reset) && tables.hasMirrors(values)) {
            problems.add(
                    TableSection.MODE,
                    "or table.mode.topics asks for mirrors, for which consumer.override.auto.offset.reset must be "
                            + "earliest, not " + reset);
        }
    }

    private void mirrorsAreWrittenByTheStorageApi(Values values, Problems problems) {
        if (values.get(WriteSection.METHOD) == WriteMethod.INSERT_ALL && tables.hasMirrors(values)) {
            problems.add(
                    WriteSection.METHOD, "insert-all adds rows and cannot change them, as mirrors need: set storage");
        }
    }

    private void logsTellWhatTheyHave(Values values, Problems problems) {
        WriteSettings settings = writes.read(values);
        if (!settings.isExact() || !tables.hasLogs(values)) {
            return;
        }
        for (MetadataField field : List.of(MetadataField.TOPIC, MetadataField.PARTITION, MetadataField.OFFSET)) {
            if (values.get(metadata.key(field)).isEmpty()) {
                problems.add(metadata.key(field), "must not be empty with delivery.guarantee=exactly-once");
            }
        }
        if (settings.topicCheck()
                && values.get(metadata.key(MetadataField.KAFKA_TIME)).isEmpty()) {
            problems.add(
                    metadata.key(MetadataField.KAFKA_TIME),
                    "must not be empty with delivery.guarantee=exactly-once, unless delivery.topic.check=false");
        }
    }
}
