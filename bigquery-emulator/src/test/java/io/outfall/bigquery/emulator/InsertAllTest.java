// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.record;
import static io.outfall.bigquery.emulator.Clients.refusal;
import static io.outfall.bigquery.emulator.Clients.repeated;
import static io.outfall.bigquery.emulator.Clients.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.model.TableDataInsertAllRequest;
import com.google.api.services.bigquery.model.TableDataInsertAllResponse;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsertAllTest {

    private final StepClock clock = new StepClock();
    private final Clients bigquery =
            new Clients(BigQueryEmulator.builder().dataset("shop").clock(clock).start());

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void eachTypeIsReadFromItsOwnForm() throws Exception {
        bigquery.create(
                "t",
                field("s", "STRING"),
                field("b", "BYTES"),
                field("i", "INTEGER"),
                field("f", "FLOAT"),
                field("o", "BOOLEAN"),
                field("ts", "TIMESTAMP"),
                field("d", "DATE"),
                field("t", "TIME"),
                field("dt", "DATETIME"),
                field("n", "NUMERIC"),
                field("bn", "BIGNUMERIC"),
                field("j", "JSON"),
                repeated("l", "INTEGER"),
                record("r", field("x", "STRING")));

        insert(
                "t",
                row(Map.ofEntries(
                        Map.entry("s", "text"),
                        Map.entry("b", "AQI="),
                        Map.entry("i", "-5"),
                        Map.entry("f", 1.5),
                        Map.entry("o", true),
                        Map.entry("ts", "0001-01-01T00:00:00Z"),
                        Map.entry("d", "1969-12-31"),
                        Map.entry("t", "23:59:59.999999"),
                        Map.entry("dt", "9999-12-31 23:59:59"),
                        Map.entry("n", "12.5"),
                        Map.entry("bn", "0.00000000000000000000000000000000000001"),
                        Map.entry("j", "{\"a\":[1]}"),
                        Map.entry("l", List.of(1, 2)),
                        Map.entry("r", Map.of("x", "y")))));

        Map<String, @Nullable Object> row =
                bigquery.query("SELECT * FROM shop.t").get(0);
        assertThat((byte[]) row.remove("b")).containsExactly(1, 2);
        assertThat(row)
                .isEqualTo(Map.ofEntries(
                        Map.entry("s", "text"),
                        Map.entry("i", -5L),
                        Map.entry("f", 1.5),
                        Map.entry("o", true),
                        Map.entry("ts", Instant.parse("0001-01-01T00:00:00Z")),
                        Map.entry("d", LocalDate.of(1969, 12, 31)),
                        Map.entry("t", LocalTime.of(23, 59, 59, 999_999_000)),
                        Map.entry("dt", LocalDateTime.of(9999, 12, 31, 23, 59, 59)),
                        Map.entry("n", new BigDecimal("12.500000000")),
                        Map.entry("bn", "0.00000000000000000000000000000000000001"),
                        Map.entry("j", "{\"a\":[1]}"),
                        Map.entry("l", List.of(1L, 2L)),
                        Map.entry("r", Map.of("x", "y"))));
    }

    @Test
    void aBadRowIsNamedAndStopsItsNeighbours() throws Exception {
        bigquery.create("t", required("id", "INTEGER"));

        TableDataInsertAllResponse answer = insert(
                "t", row(Map.of("id", 1)), row(Map.of("id", "one")), row(Map.of()), row(Map.of("id", 4, "x", 1)));

        assertThat(errors(answer))
                .containsExactly(
                        "0 stopped  ",
                        "1 invalid id Cannot convert value to INTEGER: Character o is neither a decimal digit number, decimal point, nor \"e\" notation exponential mark.",
                        "2 invalid id Missing required field: id.",
                        "3 invalid x no such field: x.");
        assertThat(bigquery.query("SELECT * FROM shop.t")).isEmpty();
    }

    @Test
    void badRowsAreSkippedAndUnknownFieldsIgnoredOnRequest() throws Exception {
        bigquery.create("t", required("id", "INTEGER"));

        TableDataInsertAllResponse answer = bigquery.rest()
                .tabledata()
                .insertAll(
                        "test",
                        "shop",
                        "t",
                        new TableDataInsertAllRequest()
                                .setSkipInvalidRows(true)
                                .setIgnoreUnknownValues(true)
                                .setRows(List.of(row(Map.of("id", true)), row(Map.of("id", 2, "x", 1)))))
                .execute();

        assertThat(answer.getInsertErrors()).hasSize(1);
        assertThat(bigquery.query("SELECT id FROM shop.t")).containsExactly(Map.of("id", 2L));
    }

    @Test
    void formsOfOtherTypesAreRefused() throws Exception {
        bigquery.create(
                "t",
                field("s", "STRING"),
                repeated("l", "STRING"),
                record("r", field("x", "STRING")),
                field("j", "JSON"));

        assertThat(errors(insert("t", row(Map.of("s", 5)))))
                .containsExactly("0 invalid s Cannot convert value to STRING: a text is expected, found 5");
        assertThat(errors(insert("t", row(Map.of("l", "one")))))
                .containsExactly("0 invalid l Repeated field must be imported as a JSON array: l.");
        assertThat(errors(insert(
                        "t",
                        row(Map.of(
                                "l",
                                Collections.singletonList(com.google.api.client.util.Data.nullOf(String.class)))))))
                .containsExactly("0 invalid l Only optional fields can be set to NULL. Field: l");
        assertThat(errors(insert("t", row(Map.of("r", "x")))))
                .containsExactly("0 invalid r This field: r is a record.");
        assertThat(errors(insert("t", row(Map.of("r", Map.of("y", 1))))))
                .containsExactly("0 invalid r.y no such field: r.y.");
        assertThat(errors(insert("t", row(Map.of("j", Map.of("a", 1))))))
                .containsExactly("0 invalid j This field: j is not a record.");
    }

    @Test
    void aRowWithTheSameInsertIdIsTakenOnceWithinTheWindow() throws Exception {
        bigquery.create("t", field("id", "INTEGER"));
        insert("t", row(Map.of("id", 1)).setInsertId("a"), row(Map.of("id", 2)).setInsertId("a"));
        insert("t", row(Map.of("id", 3)).setInsertId("a"));
        clock.advance(Duration.ofMinutes(1));
        insert("t", row(Map.of("id", 4)).setInsertId("a"));

        assertThat(bigquery.query("SELECT id FROM shop.t ORDER BY id"))
                .containsExactly(Map.of("id", 1L), Map.of("id", 4L));
    }

    @Test
    void requestsHaveTheirLimits() throws Exception {
        bigquery.create("t", field("s", "STRING"));
        List<TableDataInsertAllRequest.Rows> many = Collections.nCopies(50_001, row(Map.of()));

        assertThat(refusal(() -> insert("t", many.toArray(TableDataInsertAllRequest.Rows[]::new))))
                .isEqualTo("400 invalid: Too many rows present in the request, limit: 50000 row count: 50001.");
        assertThat(refusal(() -> insert("t", row(Map.of("s", "x".repeat(10 * 1024 * 1024))))))
                .isEqualTo("413 uploadTooLarge: Request payload size exceeds the limit: 10485760 bytes.");
        assertThat(refusal(() -> insert("t"))).isEqualTo("400 invalid: No rows present in the request.");
    }

    @Test
    void aPartitionMayBeNamedWhereThereAreSome() throws Exception {
        bigquery.create("plain", field("id", "INTEGER"));
        bigquery.create(Clients.table("daily", field("id", "INTEGER"))
                .setTimePartitioning(new TimePartitioning().setType("DAY")));

        insert("daily$20260101", row(Map.of("id", 1)));

        assertThat(bigquery.query("SELECT id FROM shop.daily")).containsExactly(Map.of("id", 1L));
        assertThat(refusal(() -> insert("plain$20260101", row(Map.of("id", 1)))))
                .startsWith("400 invalid: Invalid partition");
    }

    private TableDataInsertAllResponse insert(String table, TableDataInsertAllRequest.Rows... rows) throws Exception {
        return bigquery.rest()
                .tabledata()
                .insertAll("test", "shop", table, new TableDataInsertAllRequest().setRows(List.of(rows)))
                .execute();
    }

    private static TableDataInsertAllRequest.Rows row(Map<String, Object> json) {
        return new TableDataInsertAllRequest.Rows().setJson(json);
    }

    /** Index, reason, location and message of each error. */
    private static List<String> errors(TableDataInsertAllResponse answer) {
        List<String> errors = new ArrayList<>();
        answer.getInsertErrors()
                .forEach(error -> error.getErrors()
                        .forEach(detail -> errors.add(error.getIndex() + " " + detail.getReason() + " "
                                + detail.getLocation() + " " + detail.getMessage())));
        return errors;
    }
}
