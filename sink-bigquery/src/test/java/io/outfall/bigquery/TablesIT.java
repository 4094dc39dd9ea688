// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.bigquery.model.Table;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What new tables are made like. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TablesIT {
    private static final Schema DATE =
            SchemaBuilder.int32().name("io.debezium.time.Date").version(1).build();
    private static final Schema KEY = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("shop", Schema.STRING_SCHEMA)
            .build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("shop", Schema.STRING_SCHEMA)
            .field("ordered_on", DATE)
            .build();

    private final Warehouse warehouse = new Warehouse();
    private int tables;

    @AfterAll
    void close() {
        warehouse.close();
    }

    private static SinkRecord order(String topic, long id) {
        Struct key = new Struct(KEY).put("id", id).put("shop", "north");
        Struct value = new Struct(ORDER).put("id", id).put("shop", "north").put("ordered_on", 20_000);
        return new SinkRecord(topic, 0, KEY, key, ORDER, value, id);
    }

    private Table made(Map<String, String> settings) throws IOException {
        String name = "orders_" + tables++;
        Map<String, String> all = new HashMap<>(settings);
        all.put("table.name", name);
        write(all, order("orders", 1));
        return warehouse.table(name);
    }

    private void write(Map<String, String> settings, SinkRecord... records) {
        try (TaskRun run = warehouse.run(settings)) {
            run.put(List.of(records));
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }
    }

    @Test
    void aLogIsNeitherPartitionedNorSortedUnlessThatIsAskedFor() throws IOException {
        Table table = made(Map.of());

        assertThat(table.getTimePartitioning()).isNull();
        assertThat(table.getRangePartitioning()).isNull();
        assertThat(table.getClustering()).isNull();
        assertThat(table.getTableConstraints()).isNull();
        assertThat(table.getExpirationTime()).isNull();
        assertThat(table.getMaxStaleness()).isNull();
        assertThat(table.getDescription()).isNull();
        assertThat(table.getLabels()).containsOnlyKeys("outfall_name");
    }

    @Nested
    class Partitions {

        @Test
        void areOfTheTimeWhenARowCameIn() throws IOException {
            Table table = made(Map.of("table.partition.by", "ingestion", "table.partition.unit", "hour"));

            assertThat(table.getTimePartitioning().getType()).isEqualTo("HOUR");
            assertThat(table.getTimePartitioning().getField()).isNull();
        }

        @Test
        void areOfTheTimeInAColumnAndEndWhenTheyAreOld() throws IOException {
            Table table = made(Map.of(
                    "table.partition.by", "time",
                    "table.partition.column", "ordered_on",
                    "table.partition.unit", "month",
                    "table.partition.expiration.ms", "86400000"));

            assertThat(table.getTimePartitioning().getType()).isEqualTo("MONTH");
            assertThat(table.getTimePartitioning().getField()).isEqualTo("ordered_on");
            assertThat(table.getTimePartitioning().getExpirationMs()).isEqualTo(86_400_000L);
        }

        @Test
        void areOfDaysUnlessAnotherLengthIsAskedFor() throws IOException {
            Table byDay = made(Map.of("table.partition.by", "time", "table.partition.column", "__source_time"));
            Table byYear = made(Map.of(
                    "table.partition.by", "time",
                    "table.partition.column", "__source_time",
                    "table.partition.unit", "year"));

            assertThat(byDay.getTimePartitioning().getType()).isEqualTo("DAY");
            assertThat(byYear.getTimePartitioning().getType()).isEqualTo("YEAR");
        }

        @Test
        void areOfRangesOfAWholeNumber() throws IOException {
            Table table = made(Map.of(
                    "table.partition.by", "range",
                    "table.partition.column", "id",
                    "table.partition.range.start", "-50",
                    "table.partition.range.end", "1000",
                    "table.partition.range.interval", "10"));

            assertThat(table.getRangePartitioning().getField()).isEqualTo("id");
            assertThat(table.getRangePartitioning().getRange().getStart()).isEqualTo(-50L);
            assertThat(table.getRangePartitioning().getRange().getEnd()).isEqualTo(1_000L);
            assertThat(table.getRangePartitioning().getRange().getInterval()).isEqualTo(10L);
        }

        @Test
        void areOfNoColumnThatTheTableHasNot() {
            try (TaskRun run = warehouse.run(Map.of(
                    "table.name", "no_such_column",
                    "table.partition.by", "time",
                    "table.partition.column", "shipped_on"))) {
                run.put(List.of(order("orders", 1)));

                assertThatThrownBy(run::poll)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("shop.no_such_column")
                        .hasMessageContaining("shipped_on");
            }
        }
    }

    @Test
    void whatElseIsSaidOfTablesIsSaidOfNewOnes() throws IOException {
        long before = System.currentTimeMillis();
        Table table = made(Map.of(
                "table.clustering.columns", "shop,id",
                "table.labels", "team:orders,tier:gold",
                "table.description", "Orders of the shop",
                "table.expiration.ms", "7200000"));

        assertThat(table.getClustering().getFields()).containsExactly("shop", "id");
        assertThat(table.getLabels()).containsEntry("team", "orders").containsEntry("tier", "gold");
        assertThat(table.getDescription()).isEqualTo("Orders of the shop");
        assertThat(table.getExpirationTime()).isBetween(before + 7_200_000, System.currentTimeMillis() + 7_200_000);
    }

    @Nested
    class AMirror {

        @Test
        void hasTheKeyOfItsRecordsAndIsSortedByIt() throws IOException {
            Table table = made(Map.of("table.mode", "upsert", "table.max.staleness.ms", "900000"));

            assertThat(table.getTableConstraints().getPrimaryKey().getColumns()).containsExactly("id", "shop");
            assertThat(table.getClustering().getFields()).containsExactly("id", "shop");
            assertThat(table.getMaxStaleness()).isEqualTo("0-0 0 0:15:0");
        }

        @Test
        void isSortedByOtherColumnsWhereThatIsAskedFor() throws IOException {
            Table table = made(Map.of("table.mode", "upsert", "table.clustering.columns", "ordered_on"));

            assertThat(table.getTableConstraints().getPrimaryKey().getColumns()).containsExactly("id", "shop");
            assertThat(table.getClustering().getFields()).containsExactly("ordered_on");
        }

        @Test
        void canStandBesideLogsOfOtherTopics() throws IOException {
            write(
                    Map.of("table.name", "${topic}", "table.mode", "upsert", "table.mode.topics", "audit:append"),
                    order("mirrored", 1),
                    order("audit", 1));

            assertThat(warehouse.table("mirrored").getTableConstraints()).isNotNull();
            assertThat(warehouse.table("audit").getTableConstraints()).isNull();
            assertThat(warehouse.query("SELECT __topic, __offset, id FROM shop.audit"))
                    .containsExactly("audit | 1 | 1");
        }
    }

    @Nested
    class Names {

        @Test
        void canLeaveTheDifferenceBetweenTopicsOutAndBothOfTheirRowsAreInTheLog() {
            write(Map.of("table.name", "both"), order("orders.eu", 7), order("orders.us", 7));

            assertThat(warehouse.query("SELECT __topic, __partition, __offset FROM shop.both ORDER BY __topic"))
                    .containsExactly("orders.eu | 0 | 7", "orders.us | 0 | 7");
        }

        @Test
        void thatBecomeTheSameEndTheTask() {
            try (TaskRun run = warehouse.run(Map.of("table.name", "${topic}"))) {
                run.put(List.of(order("web.orders", 1)));
                run.awaitDurable();

                assertThatThrownBy(() -> run.put(List.of(order("web-orders", 1))))
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining(
                                "Topic web-orders would go to the table shop.web_orders, as which BigQuery "
                                        + "takes both shop.web-orders and shop.web.orders: set table.name so that they differ");
            }
        }

        @Test
        void thatBecomeTheSameEndTheTaskAlsoWhereTheOtherTopicIsOfAnother() {
            write(Map.of("table.name", "${topic}"), order("app.orders", 1));

            try (TaskRun run = warehouse.run(Map.of("table.name", "${topic}"))) {
                run.put(List.of(order("app-orders", 1)));

                assertThatThrownBy(run::poll)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("The table shop.app_orders was made for another topic");
            }
            assertThat(warehouse.query("SELECT __topic FROM shop.app_orders")).containsExactly("app.orders");
        }
    }

    @Nested
    class ATableThatIsNotThere {

        @Test
        void endsTheTaskWhereItMustNotBeMade() {
            try (TaskRun run = warehouse.run(Map.of("table.name", "absent", "table.create", "false"))) {
                run.put(List.of(order("orders", 1)));

                assertThatThrownBy(run::poll)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("The table shop.absent does not exist, and table.create is false");
            }
        }
    }
}
