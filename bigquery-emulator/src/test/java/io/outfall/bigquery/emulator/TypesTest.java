// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.repeated;
import static io.outfall.bigquery.emulator.Clients.required;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigDecimalByteStringEncoder;
import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Storage Write interface takes for each type, and what SQL shows of it. */
class TypesTest {

    private final Clients bigquery = Clients.start();

    @AfterEach
    void stop() {
        bigquery.close();
    }

    static Stream<Arguments> good() {
        BigDecimal numeric = new BigDecimal("99999999999999999999999999999.999999999");
        BigDecimal big =
                new BigDecimal("-578960446186580977117854925043439539266.34992332820282019728792003956564819968");
        return Stream.of(
                Arguments.of("STRING", "string", "text", "text"),
                Arguments.of("INTEGER", "int64", Long.MIN_VALUE, Long.MIN_VALUE),
                Arguments.of("INTEGER", "int32", -7, -7L),
                Arguments.of("INTEGER", "uint32", -1, 4294967295L),
                Arguments.of("FLOAT", "double", -0.5, -0.5),
                Arguments.of("FLOAT", "float", 0.5f, 0.5),
                Arguments.of("FLOAT", "double", Double.NaN, Double.NaN),
                Arguments.of("BOOLEAN", "bool", true, true),
                Arguments.of("BOOLEAN", "int64", 1L, true),
                Arguments.of("DATE", "int32", -719162, LocalDate.of(1, 1, 1)),
                Arguments.of("DATE", "int64", 2932896L, LocalDate.of(9999, 12, 31)),
                Arguments.of("DATE", "string", "1969-12-31", LocalDate.of(1969, 12, 31)),
                Arguments.of("TIMESTAMP", "int64", -62_135_596_800_000_000L, Instant.parse("0001-01-01T00:00:00Z")),
                Arguments.of(
                        "TIMESTAMP", "int64", 253_402_300_799_999_999L, Instant.parse("9999-12-31T23:59:59.999999Z")),
                Arguments.of("TIMESTAMP", "int64", -1L, Instant.parse("1969-12-31T23:59:59.999999Z")),
                Arguments.of(
                        "DATETIME", "int64", packed("0001-01-01T00:00:00"), LocalDateTime.parse("0001-01-01T00:00:00")),
                Arguments.of(
                        "DATETIME",
                        "int64",
                        packed("9999-12-31T23:59:59.999999"),
                        LocalDateTime.parse("9999-12-31T23:59:59.999999")),
                Arguments.of("DATETIME", "string", "2026-03-29 02:30:00", LocalDateTime.parse("2026-03-29T02:30:00")),
                Arguments.of(
                        "TIME",
                        "int64",
                        CivilTimeEncoder.encodePacked64TimeMicros(
                                org.threeten.bp.LocalTime.of(23, 59, 59, 999_999_000)),
                        LocalTime.of(23, 59, 59, 999_999_000)),
                Arguments.of("TIME", "string", "1:02:03.5", LocalTime.of(1, 2, 3, 500_000_000)),
                Arguments.of(
                        "NUMERIC", "bytes", BigDecimalByteStringEncoder.encodeToNumericByteString(numeric), numeric),
                Arguments.of(
                        "NUMERIC",
                        "bytes",
                        BigDecimalByteStringEncoder.encodeToNumericByteString(numeric.negate()),
                        numeric.negate()),
                Arguments.of("NUMERIC", "string", "1e3", new BigDecimal("1000.000000000")),
                Arguments.of("NUMERIC", "int64", 5L, new BigDecimal("5.000000000")),
                Arguments.of(
                        "BIGNUMERIC",
                        "bytes",
                        BigDecimalByteStringEncoder.encodeToBigNumericByteString(big),
                        big.toPlainString()),
                Arguments.of("BIGNUMERIC", "string", "1.50", "1.5"),
                Arguments.of("JSON", "string", "{\"a\": [1, null]}", "{\"a\": [1, null]}"),
                Arguments.of("GEOGRAPHY", "string", "POINT(1.5 -2)", "POINT(1.5 -2)"),
                Arguments.of("INTERVAL", "string", "1-2 3 -4:5:6.7", "1-2 3 -4:5:6.7"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void isTaken(String type, String proto, Object sent, Object shown) throws Exception {
        AppendRowsResponse answer = append(field("v", type), "v " + proto, sent);

        assertThat(answer.getError().getMessage()).isEmpty();
        assertThat(bigquery.query("SELECT v FROM shop.t")).containsExactly(Map.of("v", shown));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("DATE", "int32", -719163, "Date out of range 0001-01-01 to 9999-12-31: -719163 days"),
                Arguments.of("DATE", "string", "2026-02-30", "Invalid DATE value: '2026-02-30'"),
                Arguments.of("DATE", "string", "0000-01-01", "Out of range 0001-01-01 to 9999-12-31: 0000-01-01"),
                Arguments.of("TIMESTAMP", "int64", 253_402_300_800_000_000L, "Timestamp out of range"),
                Arguments.of("DATETIME", "int64", 5L, "DATETIME out of range 0001-01-01 to 9999-12-31: year 0"),
                Arguments.of("DATETIME", "string", "2026-01-01 24:00:00", "Invalid DATETIME value"),
                Arguments.of("TIME", "int64", 24L << 32, "Invalid TIME"),
                Arguments.of("TIME", "string", "12:00", "Invalid TIME value: '12:00'"),
                Arguments.of("NUMERIC", "string", "1.0000000001", "has more digits after the point"),
                Arguments.of("NUMERIC", "string", "100000000000000000000000000000", "is out of range"),
                Arguments.of("NUMERIC", "double", Double.NaN, "Invalid NUMERIC value: NaN"),
                Arguments.of("NUMERIC", "bytes", ByteString.copyFrom(new byte[17]), "17 bytes are too few or too many"),
                Arguments.of("BIGNUMERIC", "string", "578960446186580977117854925043439539267", "is out of range"),
                Arguments.of("BOOLEAN", "int64", 2L, "Invalid BOOL value: 2"),
                Arguments.of("JSON", "string", "{a:1}", "Invalid JSON value"),
                Arguments.of("JSON", "string", "1 2", "Invalid JSON value"),
                Arguments.of("JSON", "string", "", "Invalid JSON value"),
                Arguments.of("GEOGRAPHY", "string", "POINT(1", "Invalid GEOGRAPHY value: POINT(1"),
                Arguments.of("GEOGRAPHY", "string", "LINESTRING(1 2)", "should have at least two vertices"),
                Arguments.of("INTERVAL", "string", "P1D", "Invalid INTERVAL value: 'P1D'"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isARowError(String type, String proto, Object sent, String message) throws Exception {
        AppendRowsResponse answer = append(field("v", type), "v " + proto, sent);

        assertThat(Connection.rowErrors(answer))
                .singleElement()
                .asString()
                .startsWith("0 Field v: ")
                .contains(message);
    }

    static Stream<Arguments> mismatched() {
        return Stream.of(
                Arguments.of("STRING", "bytes"),
                Arguments.of("STRING", "int64"),
                Arguments.of("INTEGER", "string"),
                Arguments.of("INTEGER", "uint64"),
                Arguments.of("INTEGER", "sint64"),
                Arguments.of("FLOAT", "int64"),
                Arguments.of("TIMESTAMP", "string"),
                Arguments.of("DATE", "bytes"),
                Arguments.of("DATETIME", "int32"),
                Arguments.of("JSON", "bytes"),
                Arguments.of("BOOLEAN", "string"),
                Arguments.of("GEOGRAPHY", "bytes"));
    }

    @ParameterizedTest
    @MethodSource("mismatched")
    void isRefusedWithTheWriterSchema(String type, String proto) throws Exception {
        bigquery.create("t", field("v", type));

        AppendRowsResponse answer = Connection.once(
                bigquery,
                Connection.request(
                        stream("t") + "/_default", Rows.of("v " + proto).row()));

        assertThat(answer.getError().getMessage()).contains("The proto field mismatched with BigQuery field at v");
    }

    @Test
    void parametersOfTheTypeBoundTheValue() throws Exception {
        bigquery.create(
                "t",
                field("s", "STRING").setMaxLength(3L),
                field("b", "BYTES").setMaxLength(1L),
                field("n", "NUMERIC").setPrecision(4L).setScale(2L));
        Rows rows = Rows.of("s string", "b bytes", "n string")
                .row("äöü", ByteString.copyFromUtf8("x"), "-99.99")
                .row("abcd", null, null)
                .row(null, ByteString.copyFromUtf8("xy"), null)
                .row(null, null, "100")
                .row(null, null, "1.234");

        AppendRowsResponse answer = Connection.once(bigquery, Connection.request(stream("t") + "/_default", rows));

        assertThat(Connection.rowErrors(answer))
                .containsExactly(
                        "1 Field s: Value of length 4 does not fit STRING(3)",
                        "2 Field b: Value of length 2 does not fit BYTES(1)",
                        "3 Field n: Value 100 does not fit NUMERIC(4, 2)",
                        "4 Field n: Value 1.234 does not fit NUMERIC(4, 2)");
    }

    @Test
    void bytesStayBytes() throws Exception {
        append(field("v", "BYTES"), "v bytes", ByteString.copyFrom(new byte[] {0, -1}));

        assertThat((byte[]) bigquery.query("SELECT v FROM shop.t").get(0).get("v"))
                .containsExactly(0, -1);
    }

    @Test
    void recordsNestAndRepeat() throws Exception {
        bigquery.create(
                "t",
                field("id", "INTEGER"),
                repeated("lines", "RECORD")
                        .setFields(
                                List.of(required("sku", "STRING"), repeated("days", "DATE"), field("at", "DATETIME"))));
        Rows rows = Rows.nesting(
                "lines", true, Rows.message("Line", "sku string", "days repeated int32", "at int64"), "id int64");
        rows.row(
                        1L,
                        List.of(
                                rows.record(
                                        "lines",
                                        Map.of("sku", "a", "days", List.of(0, 1), "at", packed("2026-03-29T02:30:00"))),
                                rows.record("lines", Map.of("sku", "b"))))
                .row(2L);

        Connection.once(bigquery, Connection.request(stream("t") + "/_default", rows));

        assertThat(bigquery.query(
                                "SELECT id, len(lines) AS n, lines[1].days AS days, lines[1].at AS at, lines[2].days AS none"
                                        + " FROM shop.t ORDER BY id")
                        .get(0))
                .isEqualTo(Map.of(
                        "id",
                        1L,
                        "n",
                        2L,
                        "days",
                        List.of(LocalDate.of(1970, 1, 1), LocalDate.of(1970, 1, 2)),
                        "at",
                        LocalDateTime.parse("2026-03-29T02:30:00"),
                        "none",
                        List.of()));
    }

    @Test
    void whatLacksInARecordIsNamedByItsPath() throws Exception {
        bigquery.create("t", field("id", "INTEGER"), Clients.record("buyer", required("name", "STRING")));
        Rows rows = Rows.nesting("buyer", false, Rows.message("Buyer", "name string"), "id int64");
        rows.row(1L, rows.record("buyer", Map.of()));

        AppendRowsResponse answer = Connection.once(bigquery, Connection.request(stream("t") + "/_default", rows));

        assertThat(Connection.rowErrors(answer)).containsExactly("0 Field buyer.name: required field is missing");
    }

    @Test
    void aFieldAddedToARecordIsNullInOlderRows() throws Exception {
        bigquery.create("t", field("id", "INTEGER"), Clients.record("buyer", field("name", "STRING")));
        Rows old = Rows.nesting("buyer", false, Rows.message("Buyer", "name string"), "id int64");
        old.row(1L, old.record("buyer", Map.of("name", "Ada")));
        Connection.once(bigquery, Connection.request(stream("t") + "/_default", old));

        bigquery.patch(
                "t",
                new Table()
                        .setSchema(Clients.schema(
                                field("id", "INTEGER"),
                                Clients.record("buyer", field("name", "STRING"), repeated("mails", "STRING")))));
        Rows now =
                Rows.nesting("buyer", false, Rows.message("Buyer", "name string", "mails repeated string"), "id int64");
        now.row(2L, now.record("buyer", Map.of("name", "Bob", "mails", List.of("b@x"))));
        Connection.once(bigquery, Connection.request(stream("t") + "/_default", now));

        assertThat(bigquery.query("SELECT buyer.name AS name, len(buyer.mails) AS mails FROM shop.t WHERE id = 2"))
                .containsExactly(Map.of("name", "Bob", "mails", 1L));
        assertThat(bigquery.query("SELECT buyer.name AS name FROM shop.t WHERE id = 1"))
                .containsExactly(Map.of("name", "Ada"));
    }

    @Test
    void aFieldAddedToARepeatedRecordIsNullInOlderRowsAndANewArrayIsEmpty() throws Exception {
        bigquery.create("t", repeated("lines", "RECORD").setFields(List.of(field("sku", "STRING"))));
        Rows old = Rows.nesting("lines", true, Rows.message("Line", "sku string"));
        old.row(List.of(old.record("lines", Map.of("sku", "a"))));
        Connection.once(bigquery, Connection.request(stream("t") + "/_default", old));
        bigquery.query("SELECT * FROM shop.t");

        bigquery.patch(
                "t",
                new Table()
                        .setSchema(Clients.schema(
                                repeated("lines", "RECORD")
                                        .setFields(List.of(field("sku", "STRING"), field("n", "INTEGER"))),
                                repeated("tags", "STRING"))));

        assertThat(bigquery.query("SELECT lines[1].sku AS sku, lines[1].n IS NULL AS blank, tags FROM shop.t"))
                .containsExactly(Map.of("sku", "a", "blank", true, "tags", List.of()));
    }

    private AppendRowsResponse append(TableFieldSchema column, String field, Object value) throws Exception {
        bigquery.create("t", column);
        return Connection.once(
                bigquery,
                Connection.request(stream("t") + "/_default", Rows.of(field).row(value)));
    }

    private static long packed(String datetime) {
        return CivilTimeEncoder.encodePacked64DatetimeMicros(org.threeten.bp.LocalDateTime.parse(datetime));
    }
}
