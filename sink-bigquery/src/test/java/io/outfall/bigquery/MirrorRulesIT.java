// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.bigquery.model.Table;
import io.outfall.testing.fixture.Fixtures;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a mirror does with records and tables that are not quite made for it. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorRulesIT {
    private static final String SET = "adaptive_precise";
    private static final Schema ID =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ITEM = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final Warehouse warehouse = new Warehouse();

    @AfterAll
    void close() {
        warehouse.close();
    }

    private static SinkRecord upsert(long offset, long id, @Nullable String name) {
        return new SinkRecord(
                "items",
                0,
                ID,
                new Struct(ID).put("id", id),
                ITEM,
                new Struct(ITEM).put("id", id).put("name", name),
                offset);
    }

    private static SinkRecord tombstone(long offset, long id) {
        return new SinkRecord("items", 0, ID, new Struct(ID).put("id", id), null, null, offset);
    }

    private List<String> rejections(Map<String, String> settings, List<SinkRecord> records) {
        Map<String, String> all = new HashMap<>(Map.of("table.mode", "upsert"));
        all.putAll(settings);
        try (TaskRun run = warehouse.run(all)) {
            run.put(records);
            run.awaitDurable();
            return run.context().reported().stream()
                    .map(reported -> String.valueOf(reported.error().getMessage()))
                    .toList();
        }
    }

    private static String mode(Table table, String column) {
        return table.getSchema().getFields().stream()
                .filter(field -> field.getName().equals(column))
                .map(field -> field.getMode() == null ? "NULLABLE" : field.getMode())
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class ATableWithColumnsThatMustHaveAValue {

        @Test
        void staysSoThoughRowsAreDeletedByTheirKeyAlone() throws IOException {
            warehouse.make(
                    "strict",
                    List.of("id"),
                    Warehouse.column("id", "INTEGER", "REQUIRED"),
                    Warehouse.column("name", "STRING", "REQUIRED"));

            List<String> rejected = rejections(
                    Map.of("table.name", "strict"), List.of(upsert(0, 1, "a"), upsert(1, 2, "b"), tombstone(2, 1)));

            assertThat(rejected).isEmpty();
            assertThat(warehouse.query("SELECT id, name FROM shop.strict")).containsExactly("2 | b");
            assertThat(mode(warehouse.table("strict"), "name")).isEqualTo("REQUIRED");
        }

        @Test
        void needsThemNoMoreWhenARowHasNone() throws IOException {
            warehouse.make(
                    "relaxed",
                    List.of("id"),
                    Warehouse.column("id", "INTEGER", "REQUIRED"),
                    Warehouse.column("name", "STRING", "REQUIRED"));

            List<String> rejected =
                    rejections(Map.of("table.name", "relaxed"), List.of(upsert(0, 1, "a"), upsert(1, 2, null)));

            assertThat(rejected).isEmpty();
            assertThat(warehouse.query("SELECT id, name FROM shop.relaxed ORDER BY id"))
                    .containsExactly("1 | a", "2 | null");
            assertThat(mode(warehouse.table("relaxed"), "name")).isEqualTo("NULLABLE");
            assertThat(mode(warehouse.table("relaxed"), "id")).isEqualTo("REQUIRED");
        }

        @Test
        void rejectsSuchARowWhereItMustNotChange() throws IOException {
            warehouse.make(
                    "rigid",
                    List.of("id"),
                    Warehouse.column("id", "INTEGER", "REQUIRED"),
                    Warehouse.column("name", "STRING", "REQUIRED"));

            List<String> rejected = rejections(
                    Map.of("table.name", "rigid", "table.evolve", "false"),
                    List.of(upsert(0, 1, "a"), upsert(1, 2, null)));

            assertThat(rejected)
                    .singleElement()
                    .asString()
                    .contains("topic items, partition 0, offset 1", "column name")
                    .contains("is REQUIRED in the table, and the row has no value");
            assertThat(warehouse.query("SELECT id, name FROM shop.rigid")).containsExactly("1 | a");
        }
    }

    @Nested
    class ARecord {

        @Test
        void withoutAKeyIsRejected() {
            SinkRecord unkeyed = new SinkRecord(
                    "items", 0, null, null, ITEM, new Struct(ITEM).put("id", 1L).put("name", "a"), 0);

            assertThat(rejections(Map.of("table.name", "unkeyed"), List.of(unkeyed, upsert(1, 2, "b"))))
                    .singleElement()
                    .asString()
                    .contains("topic items, partition 0, offset 0")
                    .contains("has no key, by which a mirror finds its row");
            assertThat(warehouse.query("SELECT id FROM shop.unkeyed")).containsExactly("2");
        }

        @Test
        void canHaveItsKeyAmongItsColumns() {
            SinkRecord unkeyed = new SinkRecord(
                    "items", 0, null, null, ITEM, new Struct(ITEM).put("id", 1L).put("name", "a"), 0);

            assertThat(rejections(
                            Map.of("table.name", "own_key", "key.source", "fields", "key.fields", "id"),
                            List.of(unkeyed)))
                    .isEmpty();
            assertThat(warehouse.query("SELECT id, name FROM shop.own_key")).containsExactly("1 | a");
        }

        @Test
        void thatIsATruncateIsRejectedOrIgnored() {
            List<SinkRecord> truncated = Fixtures.load(SET, "fx.truncated");

            assertThat(rejections(Map.of(), truncated))
                    .singleElement()
                    .asString()
                    .contains("is a truncate, which no change of BigQuery says; upsert.truncate tells what to do");
            List<String> rows = warehouse.query("SELECT * FROM shop.fx_truncated");
            assertThat(rejections(Map.of("upsert.truncate", "ignore"), truncated))
                    .isEmpty();
            assertThat(warehouse.query("SELECT * FROM shop.fx_truncated")).isEqualTo(rows);
        }

        @Test
        void thatLeavesAColumnOutIsRejectedAndTheTableKeepsTheRowAsItWas() {
            List<SinkRecord> beforeItsDeletion =
                    Fixtures.load(SET, "fx.toast_default").subList(0, 4);

            List<String> rejected = rejections(Map.of(), beforeItsDeletion);

            assertThat(rejected)
                    .hasSize(3)
                    .allSatisfy(message -> assertThat(message)
                            .contains("was not repeated by the source, and BigQuery replaces whole rows; "
                                    + "upsert.unavailable tells what to do"));
            assertThat(warehouse.query("SELECT id, n, big_text[:6] FROM shop.fx_toast_default"))
                    .containsExactly("1 | 1 | c4ca42");
        }

        @Test
        void thatLeavesAColumnOutMakesItNullWhereThatIsAskedFor() {
            List<SinkRecord> beforeItsDeletion =
                    Fixtures.load(SET, "fx.toast_default").subList(0, 4);

            assertThat(rejections(Map.of("table.name", "toast_null", "upsert.unavailable", "null"), beforeItsDeletion))
                    .isEmpty();
            assertThat(warehouse.query("SELECT id, n, big_text, big_bytea, big_jsonb FROM shop.toast_null"))
                    .containsExactly("1 | 4 | now small | null | null");
        }
    }

    @Nested
    class AKey {

        @Test
        void ofATypeThatBigQueryTakesForNoneEndsTheTask() {
            Schema weight = SchemaBuilder.struct()
                    .field("weight", Schema.FLOAT64_SCHEMA)
                    .build();
            SinkRecord record = new SinkRecord(
                    "weights",
                    0,
                    weight,
                    new Struct(weight).put("weight", 1.5),
                    weight,
                    new Struct(weight).put("weight", 1.5),
                    0);
            try (TaskRun run = warehouse.run(Map.of("table.mode", "upsert", "table.name", "weights"))) {
                run.put(List.of(record));

                assertThatThrownBy(run::poll)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("The table shop.weights would have the column weight in its primary key, "
                                + "which is FLOAT64")
                        .hasMessageContaining("set table.mode or table.mode.topics to append for its topic");
            }
        }

        @Test
        void ofMoreColumnsThanBigQueryTakesEndsTheTask() {
            try (TaskRun run = warehouse.run(Map.of("table.mode", "upsert", "table.name", "wide"))) {
                run.put(List.of(keyedBy(17)));

                assertThatThrownBy(run::poll)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("would have a primary key of 17 columns, and BigQuery takes 16");
            }
        }

        @Test
        void ofSixteenColumnsSortsByTheFirstFour() throws IOException {
            assertThat(rejections(Map.of("table.name", "sixteen"), List.of(keyedBy(16))))
                    .isEmpty();

            Table table = warehouse.table("sixteen");
            assertThat(table.getTableConstraints().getPrimaryKey().getColumns()).hasSize(16);
            assertThat(table.getClustering().getFields()).containsExactly("k0", "k1", "k2", "k3");
        }

        @Test
        void ofBytesSortsByTheOtherColumns() throws IOException {
            Schema key = SchemaBuilder.struct()
                    .field("hash", Schema.BYTES_SCHEMA)
                    .field("id", Schema.INT64_SCHEMA)
                    .build();
            Struct row = new Struct(key).put("hash", new byte[] {1, 2}).put("id", 5L);

            assertThat(rejections(
                            Map.of("table.name", "hashes"),
                            List.of(new SinkRecord("hashes", 0, key, row, key, row, 0))))
                    .isEmpty();

            Table table = warehouse.table("hashes");
            assertThat(table.getTableConstraints().getPrimaryKey().getColumns()).containsExactly("hash", "id");
            assertThat(table.getClustering().getFields()).containsExactly("id");
        }

        @Test
        void thatIsNotThatOfTheTableIsRejected() throws IOException {
            warehouse.make(
                    "by_name",
                    List.of("name"),
                    Warehouse.column("id", "INTEGER", "NULLABLE"),
                    Warehouse.column("name", "STRING", "NULLABLE"));

            assertThat(rejections(Map.of("table.name", "by_name"), List.of(upsert(0, 1, "a"))))
                    .singleElement()
                    .asString()
                    .contains("has the key [id], and the primary key of the table is [name]");
        }

        @Test
        void isWhatATableNeedsToBeAMirror() throws IOException {
            warehouse.make("keyless", List.of(), Warehouse.column("id", "INTEGER", "NULLABLE"));

            try (TaskRun run = warehouse.run(Map.of("table.mode", "upsert", "table.name", "keyless"))) {
                run.put(List.of(upsert(0, 1, "a")));

                assertThatThrownBy(run::poll)
                        .isInstanceOf(ConnectException.class)
                        .hasMessageContaining("The table shop.keyless has no primary key, by which a mirror finds its "
                                + "rows; it would be [id]");
            }
        }

        private static SinkRecord keyedBy(int columns) {
            SchemaBuilder builder = SchemaBuilder.struct();
            IntStream.range(0, columns).forEach(i -> builder.field("k" + i, Schema.INT32_SCHEMA));
            Schema schema = builder.build();
            Struct row = new Struct(schema);
            IntStream.range(0, columns).forEach(i -> row.put("k" + i, i));
            return new SinkRecord("keyed", 0, schema, row, schema, row, 0);
        }
    }
}
