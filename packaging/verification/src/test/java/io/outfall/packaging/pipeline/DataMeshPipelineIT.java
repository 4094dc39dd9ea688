// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A domain of a data mesh: Debezium flattens the changes, a signal table asks for snapshots amid them, and files go
 * into a directory per day of the wall clock.
 */
class DataMeshPipelineIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String CUSTOMERS = "bronze/operational/domain_business.public.customers";

    private static final String TABLES = """
            CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, born date, credit numeric(12,2) DEFAULT 100,
              active boolean DEFAULT true, since timestamptz NOT NULL);
            INSERT INTO customers SELECT i, 'Customer ' || i, date '1970-01-01' + 100 * i,
                CASE WHEN i % 7 > 0 THEN i / 4.0 END, CASE WHEN i % 5 > 0 THEN i % 2 = 0 END,
                timestamptz '2026-01-01 00:00:00.123456+02' + i * interval '1 hour'
              FROM generate_series(1, 100) i;

            CREATE TABLE debezium_signal (id varchar(42) PRIMARY KEY, type varchar(32) NOT NULL, data varchar(2048));
            """;

    /** Debezium 3.7 ignores the former names of these settings of the transform, with which the users run. */
    private static final String FORMER_NAMES = """
            transforms.unwrap.drop.tombstones=true
            transforms.unwrap.delete.handling.mode=rewrite
            """;

    private static final String NAMES = "transforms.unwrap.delete.tombstone.handling.mode=rewrite\n";

    private static Pipeline pipeline;
    private static LocalDate firstDay;

    @BeforeAll
    static void run(ConnectStack servers) throws SQLException {
        firstDay = LocalDate.now(ZoneOffset.UTC);
        pipeline = Pipeline.create(servers, "business", TABLES);
        pipeline.database().witness("customers", "id");
        source("domain_business", NAMES);
        sink("domain_business");

        changeCustomers(1, 10);
        pipeline.database().run("""
                INSERT INTO debezium_signal VALUES ('again', 'execute-snapshot',
                  '{"type": "incremental", "data-collections": ["public.customers"]}')""");
        changeCustomers(11, 40);
    }

    private static void source(String domain, String deletes) {
        pipeline.source(
                domain.replace('_', '-') + "-source", domain + ".public.customers", """
                topic.prefix=%s
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                schema.include.list=public
                snapshot.mode=initial
                signal.enabled.channels=source
                signal.data.collection=public.debezium_signal
                incremental.snapshot.chunk.size=10
                transforms=unwrap
                transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState
                transforms.unwrap.replace.null.with.default=false
                transforms.unwrap.add.fields.prefix=__debezium_
                transforms.unwrap.add.fields=name,op,db,table,source.ts_ms,txId,lsn,schema
                %svalue.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter.replace.null.with.default=false
                """.formatted(domain, deletes));
    }

    private static void sink(String domain) {
        pipeline.sink(domain.replace('_', '-') + "-sink", """
                topics.regex=%s.(.*)
                signal.table=public.debezium_signal
                flattened.fields.prefix=__debezium_
                path.prefix=bronze/operational
                path.template=${topic}/year=${time.wall:yyyy}/month=${time.wall:MM}/day=${time.wall:dd}/${topic}+${partition}+${start.offset:20}.${ext}
                rotate.rows=1000
                value.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter.replace.null.with.default=false
                """.formatted(domain));
    }

    /** In transactions of their own, so that the windows of a snapshot open and close between them. */
    private static void changeCustomers(int from, int to) throws SQLException {
        for (int id = from; id <= to; id++) {
            pipeline.database().run("UPDATE customers SET credit = credit + 0.01 WHERE id = " + id);
            pipeline.database().run("DELETE FROM customers WHERE id = " + (id + 40));
            pipeline.database()
                    .run("INSERT INTO customers VALUES (" + (id + 1000) + ", 'Ação', NULL, NULL, NULL, now())");
        }
    }

    @AfterAll
    static void end() throws SQLException {
        pipeline.close();
    }

    @Test
    void everyInsertUpdateAndDeleteIsOneRow() {
        eventually(() -> assertThat(pipeline.lake()
                        .differences(
                                "FROM changes('" + CUSTOMERS + "') WHERE __op <> 'r'",
                                pipeline.database().json("""
                                        SELECT row_data || jsonb_build_object('__op', op)
                                        FROM witness.changes WHERE table_name = 'customers' AND op <> 'r'""")))
                .isEmpty());
    }

    @Test
    void anAdHocSnapshotAmidLiveChangesRepeatsTheRowsThatNobodyTouched() {
        eventually(() -> assertThat(pipeline.lake()
                        .differences(
                                "FROM changes('" + CUSTOMERS + "') WHERE id BETWEEN 81 AND 100",
                                pipeline.database().json("""
                                        SELECT to_jsonb(c) || '{"__op": "r"}' FROM customers c, generate_series(1, 2)
                                        WHERE id BETWEEN 81 AND 100""")))
                .isEmpty());
    }

    @Test
    void theLastRowOfEachCustomerIsTheTable() {
        eventually(() -> assertThat(pipeline.lake()
                        .differences(
                                """
                                SELECT id, name, born, credit, active, since FROM files('%s')
                                QUALIFY row_number() OVER (PARTITION BY id ORDER BY __offset DESC) = 1 AND NOT __deleted
                                """.formatted(CUSTOMERS), pipeline.database().rows("customers")))
                .isEmpty());
    }

    @Test
    void columnsHaveTheTypesOfTheTableAndSayWhatTheTransformAdded() {
        eventually(() -> assertThat(pipeline.lake().columns("FROM files('" + CUSTOMERS + "')"))
                .contains(
                        entry("id", "INTEGER"),
                        entry("name", "VARCHAR"),
                        entry("born", "DATE"),
                        entry("credit", "DECIMAL(12,2)"),
                        entry("active", "BOOLEAN"),
                        entry("since", "TIMESTAMP WITH TIME ZONE"),
                        entry("__op", "VARCHAR"),
                        entry("__deleted", "BOOLEAN"),
                        entry("__source_time", "TIMESTAMP WITH TIME ZONE"))
                .doesNotContainKeys("__debezium_op", "__debezium_lsn", "__debezium_name"));
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT __op, __deleted, name, __transaction IS NULL, __source_time > now() - INTERVAL 1 HOUR
                FROM files('%s') WHERE id = 41 ORDER BY __offset""".formatted(CUSTOMERS)))
                .containsExactly("r | false | Customer 41 | false | true", "d | true | null | false | true"));
    }

    @Test
    void sourcePositionsSortAsTheDatabaseWroteThemAndRowsOfTheAdHocSnapshotHaveNone() {
        eventually(
                () -> assertThat(pipeline.lake().rows("""
                SELECT count(*), count(*) FILTER (back) FROM (
                  SELECT __source_position < lag(__source_position) OVER (ORDER BY __offset) AS back
                  FROM files('%1$s') WHERE __op <> 'r')
                UNION ALL
                SELECT count(*), count(__source_position) FROM files('%1$s') WHERE id BETWEEN 81 AND 100
                """.formatted(CUSTOMERS))).containsExactly("120 | 0", "40 | 20"));
    }

    @Test
    void rowsOfTheSignalTableAreSkipped(ConnectStack servers) {
        eventually(() -> assertThat(servers.topics().committed("connect-domain-business-sink"))
                .containsAllEntriesOf(servers.topics().ends("domain_business.public.debezium_signal")));
        assertThat(pipeline.keys()).noneMatch(key -> key.contains("debezium_signal"));
    }

    @Test
    void filesAreInADirectoryPerDayOfTheWallClock() {
        LocalDate lastDay = LocalDate.now(ZoneOffset.UTC);
        eventually(() -> assertThat(pipeline.keys())
                .filteredOn(key -> key.startsWith(CUSTOMERS))
                .isNotEmpty()
                .allMatch(key -> key.startsWith(directory(firstDay)) || key.startsWith(directory(lastDay)))
                .allMatch(key -> key.matches(
                        ".*/domain_business\\.public\\.customers\\+0\\+\\d{20}\\.[0-9a-v]{10}-[0-9a-z]+\\.parquet")));
    }

    private static String directory(LocalDate day) {
        return CUSTOMERS
                + "/year=%d/month=%02d/day=%02d/".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    @Test
    void withTheFormerNamesOfTheTransformsSettingsADeletedRowHasItsKeyStill() throws SQLException {
        pipeline.database().run("CREATE TABLE suppliers (id int PRIMARY KEY, name text NOT NULL)");
        source("domain_former", FORMER_NAMES);
        sink("domain_former");
        pipeline.database().run("INSERT INTO suppliers VALUES (1, 'Livraria'), (2, 'Papelaria')");
        pipeline.database().run("DELETE FROM suppliers WHERE id = 1");

        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT id, name, __op, __deleted FROM files('bronze/operational/domain_former.public.suppliers')
                ORDER BY __offset"""))
                .containsExactly("1 | Livraria | c | false", "2 | Papelaria | c | false", "1 | null | d | true"));
    }
}
