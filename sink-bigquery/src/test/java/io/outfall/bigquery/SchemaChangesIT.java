// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.bigquery.emulator.fault.Stall;
import io.outfall.row.MetadataField;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Tables whose rows change their form: none is lost, and none is there twice. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaChangesIT {
    private static final Map<String, String> WITHOUT_METADATA = Stream.concat(
                    Arrays.stream(MetadataField.values())
                            .map(field -> Map.entry("metadata." + field.key() + ".column", "")),
                    Stream.of(Map.entry("delivery.guarantee", "at-least-once")))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Warehouse warehouse = new Warehouse();
    private String topic = "";
    private int topics;

    @AfterAll
    void close() {
        warehouse.close();
    }

    @BeforeEach
    void nextTopic() {
        topic = "t" + topics++;
        warehouse.emulator().faults().clear();
        warehouse.emulator().calls().reset();
    }

    /** A row of columns such as {@code row(3, "id", Schema.INT64_SCHEMA, 3L)}. */
    private SinkRecord row(long offset, @Nullable Object... columns) {
        return PlainRows.row(topic, offset, columns);
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(key, value);
        return all;
    }

    private TaskRun run(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putIfAbsent("table.name", "${topic}");
        return warehouse.run(all);
    }

    /** The columns of the topic's table, without those of the metadata. */
    private List<String> columns() throws IOException {
        return warehouse.table(topic).getSchema().getFields().stream()
                .filter(field -> !field.getName().startsWith("__"))
                .map(field -> field.getName() + " " + field.getType()
                        + ("REQUIRED".equals(field.getMode()) ? " REQUIRED" : ""))
                .toList();
    }

    private List<String> offsets() {
        return warehouse.query("SELECT __offset FROM shop." + topic + " ORDER BY __offset");
    }

    private static List<String> upTo(long end) {
        return LongStream.range(0, end).mapToObj(String::valueOf).toList();
    }

    private long updates() {
        return warehouse.emulator().calls().count(Operation.TABLES_PATCH, "shop." + topic);
    }

    @Nested
    class ATable {

        @Test
        void getsColumnsThatRowsHave() throws IOException {
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "id", Schema.INT64_SCHEMA, 0L)));
                run.awaitDurable();
                run.put(List.of(
                        row(1, "id", Schema.INT64_SCHEMA, 1L),
                        row(2, "id", Schema.INT64_SCHEMA, 2L, "name", Schema.OPTIONAL_STRING_SCHEMA, "two"),
                        row(3, "id", Schema.INT64_SCHEMA, 3L)));
                run.awaitDurable();
            }

            assertThat(columns()).containsExactly("id INTEGER", "name STRING");
            assertThat(warehouse.query("SELECT id, name FROM shop." + topic + " ORDER BY id"))
                    .containsExactly("0 | null", "1 | null", "2 | two", "3 | null");
        }

        @Test
        void getsAllThatRowsOfOneBatchNeedAtOnce() throws IOException {
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "id", Schema.INT64_SCHEMA, 0L)));
                run.awaitDurable();
                run.put(IntStream.range(1, 8)
                        .mapToObj(i -> row(i, "id", Schema.INT64_SCHEMA, (long) i, "c" + i, Schema.STRING_SCHEMA, "x"))
                        .toList());
                run.awaitDurable();
            }

            assertThat(columns()).hasSize(8);
            assertThat(updates()).isEqualTo(1);
            assertThat(offsets()).isEqualTo(upTo(8));
        }

        @Test
        void losesItsRequiredWhereRowsHaveNoSuchColumnOrNoValue() throws IOException {
            warehouse.make(
                    topic,
                    List.of(),
                    Warehouse.column("id", "INTEGER", "REQUIRED"),
                    Warehouse.column("name", "STRING", "REQUIRED"),
                    Warehouse.column("note", "STRING", "REQUIRED"));
            try (TaskRun run = run(WITHOUT_METADATA)) {
                run.put(List.of(
                        row(
                                0,
                                "id",
                                Schema.INT64_SCHEMA,
                                0L,
                                "name",
                                Schema.OPTIONAL_STRING_SCHEMA,
                                "zero",
                                "note",
                                Schema.STRING_SCHEMA,
                                "x"),
                        row(1, "id", Schema.INT64_SCHEMA, 1L, "name", Schema.OPTIONAL_STRING_SCHEMA, null),
                        row(2, "id", Schema.INT64_SCHEMA, 2L, "name", Schema.OPTIONAL_STRING_SCHEMA, "two")));
                run.awaitDurable();
                assertThat(run.context().reported()).isEmpty();
            }

            assertThat(columns()).containsExactly("id INTEGER REQUIRED", "name STRING", "note STRING");
            assertThat(warehouse.query("SELECT id, name, note FROM shop." + topic + " ORDER BY id"))
                    .containsExactly("0 | zero | x", "1 | null | null", "2 | two | null");
        }

        @Test
        void isWidenedStepByStepAsItsRowsAre() throws IOException {
            Schema scaled = Decimal.builder(4)
                    .parameter("connect.decimal.precision", "20")
                    .build();
            Schema long38 = Decimal.builder(20)
                    .parameter("connect.decimal.precision", "50")
                    .build();
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "n", Schema.INT64_SCHEMA, 1L)));
                run.awaitDurable();
                assertThat(columns()).containsExactly("n INTEGER");
                run.put(List.of(row(1, "n", scaled, new BigDecimal("2.5000"))));
                run.awaitDurable();
                assertThat(columns()).containsExactly("n NUMERIC");
                run.put(List.of(row(2, "n", long38, new BigDecimal("3.12345678901234567890"))));
                run.put(List.of(row(3, "n", Schema.INT64_SCHEMA, 4L)));
                run.awaitDurable();
                assertThat(run.context().reported()).isEmpty();
            }

            assertThat(columns()).containsExactly("n BIGNUMERIC");
            assertThat(offsets()).isEqualTo(upTo(4));
        }

        @Test
        void ofWholeNumbersBecomesOneOfFractions() throws IOException {
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "n", Schema.INT64_SCHEMA, 1L)));
                run.awaitDurable();
                run.put(List.of(row(1, "n", Schema.FLOAT64_SCHEMA, 2.5)));
                run.awaitDurable();
                assertThat(run.context().reported()).isEmpty();
            }

            assertThat(warehouse.query("SELECT n FROM shop." + topic + " ORDER BY n"))
                    .containsExactly("1.0", "2.5");
        }

        @Test
        void staysAsItIsWhereItMustNotChange() throws IOException {
            warehouse.make(topic, List.of(), Warehouse.column("id", "INTEGER", "NULLABLE"));
            try (TaskRun run = run(with(WITHOUT_METADATA, "table.evolve", "false"))) {
                run.put(List.of(row(0, "id", Schema.INT64_SCHEMA, 0L, "name", Schema.STRING_SCHEMA, "x")));
                run.awaitDurable();

                assertThat(run.context().reported())
                        .singleElement()
                        .satisfies(reported -> assertThat(reported.error())
                                .hasMessageContaining("the table would have to be changed, and table.evolve is false")
                                .hasMessageContaining("name added as STRING"));
            }
            assertThat(columns()).containsExactly("id INTEGER");
        }
    }

    @Nested
    class AChangeThatBigQueryCannotMake {

        @Test
        void isToldByColumnWithBothTypesAndTheOtherRowsAreWritten() throws IOException {
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "id", Schema.INT64_SCHEMA, 0L, "at", Schema.STRING_SCHEMA, "noon")));
                run.awaitDurable();
                run.put(List.of(
                        row(1, "id", Schema.STRING_SCHEMA, "one", "at", Schema.STRING_SCHEMA, "one"),
                        row(2, "id", Schema.INT64_SCHEMA, 2L, "at", Schema.STRING_SCHEMA, "two")));
                run.awaitDurable();

                assertThat(run.context().reported())
                        .singleElement()
                        .satisfies(reported -> assertThat(reported.error())
                                .hasMessageContaining(
                                        "topic " + topic + ", partition 0, offset 1, column id: the table's "
                                                + "column id is INT64, and the row needs STRING, which BigQuery cannot make of "
                                                + "it"));
            }
            assertThat(offsets()).containsExactly("0", "2");
        }
    }

    @Nested
    class WhileATableIsChanged {

        @Test
        void theRowsOfOthersGoOn() {
            Stall stall = Fault.stall();
            String other = topic + "_other";
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(
                        row(0, "id", Schema.INT64_SCHEMA, 0L), PlainRows.row(other, 0, "id", Schema.INT64_SCHEMA, 0L)));
                run.awaitDurable();
                warehouse.emulator().faults().next(Operation.TABLES_PATCH, stall);

                run.put(List.of(
                        row(1, "id", Schema.INT64_SCHEMA, 1L, "name", Schema.STRING_SCHEMA, "one"),
                        PlainRows.row(other, 1, "id", Schema.INT64_SCHEMA, 1L)));
                run.pollUntil(() -> run.committable(new TopicPartition(other, 0)) == 2);
                assertThat(run.context().paused()).containsExactly(new TopicPartition(topic, 0));
                assertThat(run.committable(new TopicPartition(topic, 0))).isEqualTo(1);

                stall.release();
                run.awaitDurable();
            }
            assertThat(offsets()).isEqualTo(upTo(2));
        }

        @Test
        void moreChangesThanBigQueryTakesWaitTogether() throws IOException {
            try (TaskRun run = run(Map.of())) {
                for (int i = 0; i < 5; i++) {
                    run.put(List.of(wider(i)));
                    run.awaitDurable();
                }
                run.put(List.of(wider(5), wider(6), wider(7), wider(8)));
                run.awaitDurable();
            }

            assertThat(columns()).hasSize(10);
            assertThat(updates()).isEqualTo(5);
            assertThat(offsets()).isEqualTo(upTo(9));
        }

        private SinkRecord wider(long offset) {
            return row(offset, "id", Schema.INT64_SCHEMA, offset, "c" + offset, Schema.STRING_SCHEMA, "x");
        }

        @Test
        void whatBigQueryRefusesForNowIsAskedForAgain() throws IOException {
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "id", Schema.INT64_SCHEMA, 0L)));
                run.awaitDurable();
                warehouse.emulator().faults().next(Operation.TABLES_PATCH, 3, Fault.rateLimitExceeded());
                run.put(List.of(row(1, "id", Schema.INT64_SCHEMA, 1L, "name", Schema.STRING_SCHEMA, "one")));
                run.awaitDurable();
            }

            assertThat(columns()).containsExactly("id INTEGER", "name STRING");
            assertThat(updates()).isEqualTo(4);
            assertThat(offsets()).isEqualTo(upTo(2));
        }
    }

    @Nested
    class WhatSomebodyElseDoes {

        private void add(TableFieldSchema column) throws IOException {
            Table table = warehouse.table(topic);
            List<TableFieldSchema> columns = new ArrayList<>(table.getSchema().getFields());
            columns.add(column);
            warehouse
                    .rest()
                    .tables()
                    .patch(
                            Warehouse.PROJECT,
                            Warehouse.DATASET,
                            topic,
                            new Table().setSchema(new TableSchema().setFields(columns)))
                    .execute();
        }

        @Test
        void atTheSameTimeIsKept() throws IOException {
            Stall stall = Fault.stall();
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "id", Schema.INT64_SCHEMA, 0L)));
                run.awaitDurable();
                warehouse.emulator().faults().next(Operation.TABLES_PATCH, stall);
                run.put(List.of(row(1, "id", Schema.INT64_SCHEMA, 1L, "ours", Schema.STRING_SCHEMA, "one")));
                run.pollUntil(() -> updates() == 1);
                add(Warehouse.column("theirs", "STRING", "NULLABLE"));
                stall.release();
                run.awaitDurable();
            }

            assertThat(columns()).containsExactlyInAnyOrder("id INTEGER", "theirs STRING", "ours STRING");
            assertThat(offsets()).isEqualTo(upTo(2));
        }

        @Test
        void toColumnsThatRowsDoNotHaveChangesNothing() throws IOException {
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "id", Schema.INT64_SCHEMA, 0L)));
                run.awaitDurable();
                add(Warehouse.column("theirs", "STRING", "NULLABLE"));
                run.put(List.of(row(1, "id", Schema.INT64_SCHEMA, 1L)));
                run.awaitDurable();
                assertThat(run.context().reported()).isEmpty();
            }

            assertThat(offsets()).isEqualTo(upTo(2));
        }

        @Test
        void toMakeAColumnWiderChangesNothing() throws IOException {
            try (TaskRun run = run(Map.of())) {
                run.put(List.of(row(0, "n", Schema.INT64_SCHEMA, 0L)));
                run.awaitDurable();
                warehouse
                        .rest()
                        .jobs()
                        .query(
                                Warehouse.PROJECT,
                                new QueryRequest()
                                        .setQuery("ALTER TABLE `shop." + topic
                                                + "` ALTER COLUMN `n` SET DATA TYPE NUMERIC")
                                        .setUseLegacySql(false))
                        .execute();
                run.put(List.of(row(1, "n", Schema.INT64_SCHEMA, 1L)));
                run.awaitDurable();
                assertThat(run.context().reported()).isEmpty();
            }

            assertThat(offsets()).isEqualTo(upTo(2));
        }
    }
}
