// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataField;
import io.outfall.s3.avro.AvroCodec;
import io.outfall.s3.avro.AvroOptions;
import io.outfall.type.SemanticType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType TEXT = new SemanticType.Text();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AvroFormat format = new AvroFormat(AvroOptions.defaults(), Rows.OFFSET);

    private AvroRead read() {
        return AvroRead.of(bytes.toByteArray());
    }

    @Test
    void aRowIsARecordOfItsColumnsAndThenTheMetadata() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "note", TEXT);
        RowFile file = orders.open(format, bytes::write);
        file.add(orders.row(1, "hé"));
        file.add(orders.row(2, null));
        file.close();
        assertThat(read().schema().getFullName()).isEqualTo("shop.orders");
        assertThat(read().schema().getField("id").doc()).isEqualTo("source type");
        assertThat(read().schema().getField("__offset").doc()).isEqualTo("the Kafka offset");
        assertThat(read().text())
                .containsExactly(
                        "{\"id\": 1, \"note\": \"hé\", \"__offset\": 40}",
                        "{\"id\": 2, \"note\": null, \"__offset\": 41}");
        assertThat(file.rows()).isEqualTo(2);
        assertThat(file.writtenBytes()).isEqualTo(bytes.size());
    }

    @Test
    void whatTheRecordSaysNothingOfIsNullAndNamedWhereTheSourceDidNotRepeatIt() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "scan", TEXT, "price", INT);
        RowFile named = orders.open(
                new AvroFormat(
                        AvroOptions.defaults(),
                        List.of(new MetadataColumn(MetadataField.UNAVAILABLE, "__unavailable"))),
                bytes::write);
        named.add(orders.row(1, Rows.UNAVAILABLE, Rows.ABSENT));
        named.close();
        assertThat(read().text())
                .containsExactly("{\"id\": 1, \"scan\": null, \"price\": null, \"__unavailable\": [\"scan\"]}");
    }

    @Test
    void namesThatAvroDoesNotAllowAreWrittenOtherwiseAndKeptBeside() throws UnfitRowException {
        Rows orders = Rows.of("Ação 1", INT, "2nd", INT);
        RowFile file = orders.open(format, bytes::write);
        file.add(orders.row(1, 2));
        file.close();
        assertThat(read().text()).containsExactly("{\"A_x00e7_x00e3o_x00201\": 1, \"_x0032nd\": 2, \"__offset\": 40}");
        assertThat(read().schema().getField("A_x00e7_x00e3o_x00201").getProp("sourceName"))
                .isEqualTo("Ação 1");
    }

    @Test
    void aNewColumnEndsAFileOnceAndThenRowsWithAndWithoutItShareFiles() throws UnfitRowException {
        Rows before = Rows.of("id", INT, "note", TEXT);
        Rows after = Rows.of("id", INT, "size", INT);
        RowFile first = before.open(format, (from, offset, length) -> {});
        first.add(before.row(1, "a"));
        RowFile next = after.open(format, bytes::write);
        assertThat(first.takes(after.layout())).isFalse();
        next.add(after.row(2, 5));
        assertThat(next.takes(before.layout())).isTrue();
        next.add(before.row(3, "b"));
        next.close();
        assertThat(read().text())
                .containsExactly(
                        "{\"id\": 2, \"note\": null, \"size\": 5, \"__offset\": 40}",
                        "{\"id\": 3, \"note\": \"b\", \"size\": null, \"__offset\": 41}");
    }

    @Test
    void rowsThatContradictEachOtherAreOfTwoFamiliesAndAThirdVersionJoinsTheFirst() throws UnfitRowException {
        Rows number = Rows.of("id", INT, "size", INT);
        Rows text = Rows.of("id", INT, "size", TEXT);
        RowFamily numbers = format.family("shop.orders", number.layout());
        RowFamily texts = format.family("shop.orders", text.layout());

        assertThat(texts).isNotSameAs(numbers);
        assertThat(format.family(
                        "shop.orders", Rows.of("id", new SemanticType.Int(64)).layout()))
                .isSameAs(numbers);
        assertThat(format.family("shop.orders", text.layout())).isSameAs(texts);
        assertThat(format.family("shop.returns", number.layout())).isNotSameAs(numbers);
    }

    @Test
    void versionsThatTakeTurnsEndAFileOnce() throws UnfitRowException {
        List<Rows> versions = List.of(
                Rows.of("id", INT, "price", new SemanticType.Decimal(5, 2)),
                Rows.of("price", new SemanticType.Decimal(8, 3), "note", TEXT),
                Rows.of("id", new SemanticType.Int(64)));
        List<RowFile> files = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            Rows version = versions.get(i % 3);
            RowFamily family = format.family("shop.orders", version.layout());
            if (files.isEmpty() || !files.get(files.size() - 1).takes(version.layout())) {
                files.add(family.open(bytes::write));
            }
            files.get(files.size() - 1)
                    .add(version.row(new Object[version.layout().columns().size()]));
        }
        assertThat(files).extracting(RowFile::rows).containsExactly(1L, 1L, 97L);
    }

    @Test
    void aWiderTypeTakesTheNarrower() throws UnfitRowException {
        Rows narrow = Rows.of("n", INT, "price", new SemanticType.Decimal(5, 2));
        Rows wide = Rows.of("n", new SemanticType.Int(64), "price", new SemanticType.Decimal(8, 3));
        RowFile first = wide.open(format, bytes::write);
        first.add(wide.row(1L << 40, new BigDecimal("12345.678")));
        assertThat(first.takes(narrow.layout())).isTrue();
        first.add(narrow.row(7, new BigDecimal("123.45")));
        first.close();
        assertThat(read().column("n").getType()).isEqualTo(org.apache.avro.Schema.Type.LONG);
        assertThat(read().connect().value().toString()).contains("n=1099511627776", "price=12345.678");
    }

    @Test
    void aRowThatIsRefusedLeavesTheFileAsItWas() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "price", new SemanticType.Decimal(4, 2));
        RowFile file = orders.open(format, bytes::write);
        file.add(orders.row(1, new BigDecimal("1.00")));
        assertThatThrownBy(() -> file.add(orders.row(2, new BigDecimal("100.00"))))
                .isInstanceOfSatisfying(
                        UnfitRowException.class, e -> assertThat(e.column()).isEqualTo("price"))
                .hasMessage("a decimal of more than 4 digits at scale 2 does not fit");
        file.add(orders.row(3, null));
        file.close();
        assertThat(read().rows()).extracting(row -> row.get("id")).containsExactly(1, 3);
    }

    @ParameterizedTest
    @CsvSource({"NONE, null", "DEFLATE, deflate", "SNAPPY, snappy", "ZSTD, zstandard"})
    void manyBlocksAreReadAsOneFile(AvroCodec codec, String word) throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "note", TEXT);
        try (AvroFormat blocks = new AvroFormat(new AvroOptions(codec, 3, 1 << 10), Rows.OFFSET)) {
            RowFile many = orders.open(blocks, bytes::write);
            for (int i = 0; i < 5_000; i++) {
                many.add(orders.row(i, "nöte " + i));
            }
            many.add(orders.row(5_000, "long ".repeat(10_000)));
            many.close();
            assertThat(blocks.heldBytes()).isLessThan(200_000);
        }
        assertThat(read().codec()).isEqualTo(word);
        assertThat(read().rows()).hasSize(5_001);
        assertThat(read().rows().get(4_999)).hasToString("{\"id\": 4999, \"note\": \"nöte 4999\", \"__offset\": 5039}");
        assertThat(read().rows().get(5_000).get("note").toString()).hasSize(50_000);
    }

    @Test
    void aThousandOpenFilesHoldWhatTheirRowsWeighAndGiveItBack() throws UnfitRowException {
        Rows orders = Rows.of("id", INT, "note", TEXT);
        List<RowFile> files = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            RowFile one = orders.open(format, (from, offset, length) -> {});
            one.add(orders.row(i, "x".repeat(400)));
            files.add(one);
        }
        assertThat(format.heldBytes()).isBetween(1_000 * 400L, 1_000 * 1_024L);
        files.subList(0, 500).forEach(RowFile::compress);
        files.subList(500, 1_000).forEach(RowFile::discard);
        assertThat(format.heldBytes()).isLessThan(10_000);
        assertThat(files.get(0).rows()).isEqualTo(1);
    }

    @Test
    void aFileEndsOnceAndNotWithoutRows() throws UnfitRowException {
        Rows orders = Rows.of("id", INT);
        RowFile file = orders.open(format, bytes::write);
        assertThatThrownBy(file::close).hasMessage("the file has no row");
        file.add(orders.row(1));
        file.close();
        assertThatThrownBy(file::close).hasMessage("the file is closed");
    }
}
