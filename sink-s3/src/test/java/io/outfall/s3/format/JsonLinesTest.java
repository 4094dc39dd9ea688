// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataField;
import io.outfall.s3.parquet.DuckDb;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonLinesTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType TEXT = new SemanticType.Text();
    private static final JsonLinesOptions PLAIN = new JsonLinesOptions(JsonLinesOptions.Compression.NONE, 1, 1 << 16);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonLinesFormat format = new JsonLinesFormat(PLAIN, Rows.OFFSET);
    private final RowFile file =
            format.family("shop.orders", Rows.of().layout()).open(bytes::write);

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRowIsALineOfItsColumnsAndThenTheMetadata() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "note", TEXT, "day", new SemanticType.Date());
        file.add(orders.row(1, "say \"hé\"\n", (int) LocalDate.of(2024, 2, 29).toEpochDay()));
        file.add(orders.row(2, null, null));
        file.close();
        assertThat(text()).isEqualTo("""
                {"id":1,"note":"say \\"hé\\"\\n","day":"2024-02-29","__offset":40}
                {"id":2,"note":null,"day":null,"__offset":41}
                """);
        assertThat(file.rows()).isEqualTo(2);
        assertThat(file.writtenBytes()).isEqualTo(bytes.size());
    }

    @Test
    void nullIsWrittenAndWhatTheRecordSaysNothingOfIsLeftOut() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "note", TEXT, "scan", TEXT, "price", INT);
        RowFile named = new JsonLinesFormat(
                        PLAIN, List.of(new MetadataColumn(MetadataField.UNAVAILABLE, "__unavailable")))
                .family("shop.orders", Rows.of().layout())
                .open(bytes::write);
        named.add(orders.row(1, null, Rows.UNAVAILABLE, Rows.ABSENT));
        named.close();
        assertThat(text()).isEqualTo("{\"id\":1,\"note\":null,\"__unavailable\":[\"scan\"]}\n");
    }

    @Test
    void rowsOfAnyLayoutShareAFile() throws UnfitRowException {
        Rows before = Rows.of("id", INT);
        Rows after = Rows.of("id", TEXT, "size", INT);
        file.add(before.row(1));
        assertThat(file.takes(after.layout())).isTrue();
        file.add(after.row("one", 5));
        file.close();
        assertThat(text()).isEqualTo("{\"id\":1,\"__offset\":40}\n{\"id\":\"one\",\"size\":5,\"__offset\":40}\n");
    }

    @Test
    void aRowThatIsRefusedLeavesTheFileAsItWas() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "price", new SemanticType.VariableDecimal());
        file.add(orders.row(1, BigDecimal.ONE));
        assertThatThrownBy(() -> file.add(orders.row(2, new BigDecimal("1E+1000000000"))))
                .isInstanceOfSatisfying(
                        UnfitRowException.class, e -> assertThat(e.column()).isEqualTo("price"))
                .hasMessage("a decimal of scale -1000000000 is too long as plain text");
        file.add(orders.row(3, BigDecimal.TEN));
        file.close();
        assertThat(text())
                .isEqualTo("{\"id\":1,\"price\":1,\"__offset\":40}\n{\"id\":3,\"price\":10,\"__offset\":42}\n");
    }

    @Test
    void aColumnThatIsNamedLikeOneOfTheMetadataIsRefused() {
        Rows orders = Rows.of("__offset", INT);
        assertThatThrownBy(() -> file.takes(orders.layout()))
                .hasMessage("is a column of the row and of the metadata; name the latter otherwise with"
                        + " metadata.offset.column");
        assertThatThrownBy(() -> file.add(orders.row(1))).isInstanceOf(UnfitRowException.class);
        assertThat(file.rows()).isZero();
    }

    @ParameterizedTest
    @EnumSource(JsonLinesOptions.Compression.class)
    void duckDbReadsManyBlocksAsOneFile(JsonLinesOptions.Compression compression)
            throws UnfitRowException, IOException {
        JsonLinesOptions options = new JsonLinesOptions(compression, 3, 1 << 10);
        Rows orders = Rows.of("id", INT, "note", TEXT);
        try (JsonLinesFormat blocks = new JsonLinesFormat(options, Rows.OFFSET);
                DuckDb duck = new DuckDb()) {
            RowFile many = blocks.family("shop.orders", Rows.of().layout()).open(bytes::write);
            for (int i = 0; i < 5_000; i++) {
                many.add(orders.row(i, "nöte " + i));
            }
            many.add(orders.row(5_000, "long ".repeat(10_000)));
            many.close();
            Path copy = folder.resolve("orders." + blocks.extension());
            Files.write(copy, bytes.toByteArray());
            assertThat(duck.value(
                            "select count(*) || ' ' || sum(id) || ' ' || max(length(note)) || ' ' || max(__offset) from '"
                                    + copy + "'"))
                    .isEqualTo("5001 12502500 50000 5040");
            assertThat(blocks.heldBytes()).isLessThan(200_000);
        }
    }

    @Test
    void everyTypeIsReadForWhatItMeans() throws UnfitRowException, IOException {
        Rows all = Rows.of(
                "flag", new SemanticType.Bool(),
                "big", new SemanticType.Int(64),
                "real", new SemanticType.Real(64),
                "amount", new SemanticType.Decimal(20, 4),
                "doc", new SemanticType.Json(),
                "uuid", new SemanticType.Uuid(),
                "bin", new SemanticType.Binary(),
                "bits", new SemanticType.Bits(),
                "day", new SemanticType.Date(),
                "clock", new SemanticType.Time(TimeUnit.MICROS),
                "local", new SemanticType.LocalTimestamp(TimeUnit.MICROS),
                "instant", new SemanticType.Instant(TimeUnit.NANOS),
                "list", new SemanticType.ListOf(INT),
                "map", new SemanticType.MapOf(TEXT, INT),
                "struct", new SemanticType.StructOf(List.of(new SemanticType.Member("x", INT))));
        file.add(all.row(
                true,
                Long.MIN_VALUE,
                -0.5,
                new BigDecimal("12.3400"),
                "{\"k\":\n[1]}",
                "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                new byte[] {1, 2},
                "0101",
                -1,
                1_000_001L,
                -1L,
                1L,
                Arrays.asList(1, null),
                Map.of("a", 1),
                new Object[] {7}));
        file.close();
        Path copy = folder.resolve("all.jsonl");
        Files.write(copy, bytes.toByteArray());
        try (DuckDb duck = new DuckDb()) {
            assertThat(duck.query(
                            "select * replace (cast(local as timestamp) as local, cast(amount as decimal(20, 4)) as"
                                    + " amount, from_base64(bin) as bin) from '" + copy + "'"))
                    .containsExactly("true | -9223372036854775808 | -0.5 | 12.3400 | {'k': [1]} |"
                            + " a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 | \\x01\\x02 | 0101 | 1969-12-31 |"
                            + " 00:00:01.000001 | 1969-12-31 23:59:59.999999 | 1970-01-01T00:00Z | [1, NULL] |"
                            + " {'a': 1} | {'x': 7} | 40");
            assertThat(duck.query(
                            "select column_name || ' ' || column_type from (describe select flag, big, real, uuid, day,"
                                    + " clock, instant, list, struct from '" + copy + "')"))
                    .containsExactly(
                            "flag BOOLEAN",
                            "big BIGINT",
                            "real DOUBLE",
                            "uuid UUID",
                            "day DATE",
                            "clock TIME",
                            "instant TIMESTAMP WITH TIME ZONE",
                            "list BIGINT[]",
                            "struct STRUCT(x BIGINT)");
        }
    }

    @Test
    void aThousandOpenFilesHoldWhatTheirLinesWeighAndGiveItBack() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "note", TEXT);
        List<RowFile> files = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            RowFile one = format.family("shop.orders", Rows.of().layout()).open((from, offset, length) -> {});
            one.add(orders.row(i, "x".repeat(400)));
            files.add(one);
        }
        assertThat(format.heldBytes()).isBetween(1_000 * 430L, 1_000 * 1_024L);
        files.subList(0, 500).forEach(RowFile::flush);
        files.subList(500, 1_000).forEach(RowFile::discard);
        assertThat(format.heldBytes()).isLessThan(10_000);
        assertThat(files.get(0).rows()).isEqualTo(1);
        assertThat(files.get(0).writtenBytes()).isGreaterThan(400);
    }

    @Test
    void aFileEndsOnceAndNotWithoutRows() throws UnfitRowException {
        assertThatThrownBy(file::close).hasMessage("the file has no row");
        file.add(Rows.of("id", INT).row(1));
        file.close();
        assertThatThrownBy(file::close).hasMessage("the file is closed");
    }
}
