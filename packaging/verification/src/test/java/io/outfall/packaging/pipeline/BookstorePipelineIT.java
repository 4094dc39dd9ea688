// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A bookstore with mixed-case names, a table without a key and accented text; the envelopes reach the sink as they are.
 */
class BookstorePipelineIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String TABLES = """
            CREATE TABLE "BookTypes" ("BookTypeId" int PRIMARY KEY, "BookTypeCode" varchar(12) NOT NULL,
              "BookTypeName" varchar(50) NOT NULL, "Description" varchar(100));
            CREATE TABLE "Books" ("BookId" int PRIMARY KEY, "BookName" varchar(100) NOT NULL, "SubjectId" int NOT NULL,
              "ISBN" bigint, "Author" varchar(100));
            CREATE TABLE "Users" ("UserId" int PRIMARY KEY, "UserName" varchar(50), "Department" varchar(50));
            CREATE TABLE "Sales" ("SaleId" int NOT NULL, "BookId" int NOT NULL, "BookTypeId" int NOT NULL,
              "UserId" int NOT NULL, "Value" double precision NOT NULL,
              "EntryDateTime" timestamp NOT NULL DEFAULT now());
            CREATE TABLE "Stock" ("BookId" int PRIMARY KEY, "Copies" int NOT NULL);
            INSERT INTO "Stock" VALUES (1, 10), (2, 20);

            INSERT INTO "BookTypes" VALUES (1, '1', 'Suspense', 'Livros de suspense'), (2, '2', 'Ação', NULL);
            INSERT INTO "Books" VALUES (1, 'Dom Casmurro', 1, 9788535910666, 'Machado de Assis'),
              (2, 'Vidas secas', 2, NULL, 'Graciliano Ramos');
            INSERT INTO "Users" VALUES (1, 'Ana', 'Vendas'), (2, 'João', 'Apoio');
            INSERT INTO "Sales" VALUES (0, 1, 2, 1, 59.9, timestamp '2022-09-12 23:30:00.123456');
            """;

    private static Pipeline pipeline;

    @BeforeAll
    static void run(ConnectStack servers) throws SQLException {
        pipeline = Pipeline.create(servers, "bookstore", TABLES);
        SourceDatabase database = pipeline.database();
        database.witness("BookTypes", "BookTypeId");
        database.witness("Books", "BookId");
        database.witness("Users", "UserId");
        database.witness("Sales");
        pipeline.source("bookstore-source", "postgres.public.Sales", """
                topic.prefix=postgres
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                table.include.list=public\\.(BookTypes|Books|Users|Sales|Stock)
                decimal.handling.mode=double
                time.precision.mode=adaptive
                """);
        pipeline.sink("bookstore-sink", """
                topics.regex=postgres\\.public\\.(.*)
                """);

        database.run("""
                INSERT INTO "Sales" SELECT i, 1 + i % 2, 1 + i % 2, 1 + i % 2, i / 8.0,
                  timestamp '2026-03-29 02:30:00' + i * interval '1 second' FROM generate_series(1, 1000) i""");
        database.run("UPDATE \"Users\" SET \"Department\" = 'Direção' WHERE \"UserId\" = 2");
        database.run("DELETE FROM \"Books\" WHERE \"BookId\" = 2");
        database.run("ALTER TABLE \"Users\" ADD COLUMN \"E-Mail\" text");
        database.run("INSERT INTO \"Users\" VALUES (3, 'Bia', 'Vendas', 'bia@example.com')");
        database.run("UPDATE \"Users\" SET \"E-Mail\" = 'ana@example.com' WHERE \"UserId\" = 1");
        database.run("UPDATE \"Users\" SET \"UserId\" = 30 WHERE \"UserId\" = 3");
        runALongTransactionAroundAShortOne(database);
    }

    private static void runALongTransactionAroundAShortOne(SourceDatabase database) throws SQLException {
        try (SourceDatabase other = database.somebodyElse()) {
            database.run("BEGIN; UPDATE \"Stock\" SET \"Copies\" = 11 WHERE \"BookId\" = 1");
            other.run("UPDATE \"Stock\" SET \"Copies\" = 21 WHERE \"BookId\" = 2");
            database.run("UPDATE \"Stock\" SET \"Copies\" = 22 WHERE \"BookId\" = 2; COMMIT");
        }
    }

    @AfterAll
    static void end() throws SQLException {
        pipeline.close();
    }

    @Test
    void aThousandSalesInOneGoArriveOnceEachFromATableWithoutKey() {
        eventually(() -> assertThat(pipeline.lake()
                        .differences(
                                "FROM changes('postgres.public.Sales')",
                                pipeline.database().changes("Sales")))
                .isEmpty());
    }

    @Test
    void aTimestampWithoutTimeZoneStaysALocalTimestampAndADoubleADouble() throws SQLException {
        eventually(() -> assertThat(pipeline.lake().columns("FROM changes('postgres.public.Sales')"))
                .containsExactly(
                        entry("SaleId", "INTEGER"),
                        entry("BookId", "INTEGER"),
                        entry("BookTypeId", "INTEGER"),
                        entry("UserId", "INTEGER"),
                        entry("Value", "DOUBLE"),
                        entry("EntryDateTime", "TIMESTAMP"),
                        entry("__op", "VARCHAR")));
        assertThat(pipeline.lake().rows("""
                SELECT "Value", "EntryDateTime" FROM files('postgres.public.Sales') WHERE "SaleId" = 0""")).containsExactly("59.9 | 2022-09-12 23:30:00.123456");
    }

    @Test
    void updatesDeletesAndAccentedTextArrive() {
        for (String table : new String[] {"BookTypes", "Books"}) {
            eventually(() -> assertThat(pipeline.lake()
                            .differences(
                                    "FROM changes('postgres.public." + table + "')",
                                    pipeline.database().changes(table)))
                    .isEmpty());
        }
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT "BookTypeName", "Description" FROM files('postgres.public.BookTypes') WHERE "BookTypeId" = 2""")).containsExactly("Ação | null"));
    }

    @Test
    void aColumnThatIsAddedIsThereFromThenOnAndAnotherKeyIsADeleteAndAnInsert() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT "UserId", "UserName", "Department", "E-Mail", __op, __deleted
                FROM files('postgres.public.Users') ORDER BY __offset"""))
                .containsExactly(
                        "1 | Ana | Vendas | null | r | false",
                        "2 | João | Apoio | null | r | false",
                        "2 | João | Direção | null | u | false",
                        "3 | Bia | Vendas | bia@example.com | c | false",
                        "1 | Ana | Vendas | ana@example.com | u | false",
                        "3 | null | null | null | d | true",
                        "30 | Bia | Vendas | bia@example.com | c | false"));
    }

    @Test
    void everyRowTellsWhereItComesFrom() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT __snapshot, __source_position IS NULL, __source_time > __kafka_time - INTERVAL 1 HOUR,
                  __topic, __partition, __offset, __key
                FROM files('postgres.public.Books') ORDER BY __offset"""))
                .containsExactly(
                        "initial | false | true | postgres.public.Books | 0 | 0 | {\"BookId\":1}",
                        "initial | false | true | postgres.public.Books | 0 | 1 | {\"BookId\":2}",
                        "null | false | true | postgres.public.Books | 0 | 2 | {\"BookId\":2}"));
    }

    @Test
    void thePositionsOfARowAreInTheOrderOfItsChangesThoughTransactionsOverlap() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT "BookId", "Copies" FROM files('postgres.public.Stock')
                ORDER BY "BookId", __source_position"""))
                .containsExactly("1 | 10", "1 | 11", "2 | 20", "2 | 21", "2 | 22"));
    }

    @Test
    void allSalesOfOneStatementAreOfOneTransaction() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT count(*), count(DISTINCT __transaction) FROM files('postgres.public.Sales') WHERE __op = 'c'""")).containsExactly("1000 | 1"));
    }
}
