// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataField;
import io.outfall.row.MetadataValues;
import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import io.outfall.type.UnfitPolicy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonRowEncoderTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final SemanticType TEXT = new SemanticType.Text();
    private static final List<MetadataColumn> METADATA = List.of(
            new MetadataColumn(MetadataField.UNAVAILABLE, "__unavailable"),
            new MetadataColumn(MetadataField.TOPIC, "__topic"));

    private static JsonRowEncoder encoder(Rows rows, TypeOptions options, List<MetadataColumn> metadata)
            throws UnfitRowException {
        RowSchemas schemas = new RowSchemas(metadata, new ColumnTypes(options));
        return new JsonRowEncoder(
                schemas.of(rows.layout()).table(), schemas, new MetadataValues(metadata), UnfitPolicy.FAIL);
    }

    private static String json(Rows rows, ChangeRow row) throws UnfitRowException {
        return new String(encoder(rows, TypeOptions.defaults(), List.of()).encode(row), StandardCharsets.UTF_8);
    }

    private static String json(SemanticType type, Object value) throws UnfitRowException {
        Rows rows = Rows.of("c", type);
        return json(rows, rows.row(value));
    }

    @Test
    void aRowIsAnObjectOfTheColumnsThatHaveAValue() throws UnfitRowException {
        Rows rows = Rows.of("id", INT, "none", TEXT, "say \"x\"", TEXT, "old", TEXT);
        JsonRowEncoder encoder = encoder(rows, TypeOptions.defaults(), METADATA);

        byte[] row = encoder.encode(rows.row(1, null, "é\n", Rows.UNAVAILABLE));

        assertThat(new String(row, StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":1,\"say__x_\":\"é\\n\",\"__unavailable\":[\"old\"],\"__topic\":\"shop.orders\"}");
        assertThat(encoder.unavailable()).containsExactly("old");
    }

    @Test
    void numbersKeepEveryDigit() throws UnfitRowException {
        SemanticType wide = new SemanticType.Int(64);
        assertThat(json(wide, 1L << 53)).isEqualTo("{\"c\":9007199254740992}");
        assertThat(json(wide, Long.MIN_VALUE)).isEqualTo("{\"c\":\"-9223372036854775808\"}");
        assertThat(json(new SemanticType.Real(64), 0.1)).isEqualTo("{\"c\":0.1}");
        assertThat(json(new SemanticType.Real(64), Double.NEGATIVE_INFINITY)).isEqualTo("{\"c\":\"-Infinity\"}");
        assertThat(json(new SemanticType.Decimal(38, 10), new BigDecimal("12345678901234567890.1234567890")))
                .isEqualTo("{\"c\":\"12345678901234567890.123456789\"}");
        assertThat(json(new SemanticType.VariableDecimal(), new BigDecimal("-1E+3")))
                .isEqualTo("{\"c\":\"-1000\"}");
        assertThat(json(new SemanticType.VariableDecimal(), new BigDecimal("0.00")))
                .isEqualTo("{\"c\":\"0\"}");
    }

    @Test
    void timesAreText() throws UnfitRowException {
        assertThat(json(new SemanticType.Date(), -719_162)).isEqualTo("{\"c\":\"0001-01-01\"}");
        assertThat(json(new SemanticType.Time(TimeUnit.NANOS), 86_399_999_999_999L))
                .isEqualTo("{\"c\":\"23:59:59.999999\"}");
        assertThat(json(new SemanticType.LocalTimestamp(TimeUnit.MICROS), -1L))
                .isEqualTo("{\"c\":\"1969-12-31T23:59:59.999999\"}");
        assertThat(json(new SemanticType.Instant(TimeUnit.MILLIS), -62_135_596_800_000L))
                .isEqualTo("{\"c\":\"0001-01-01T00:00:00Z\"}");
        assertThat(json(new SemanticType.Interval(), "P1M")).isEqualTo("{\"c\":\"0-1 0 0:0:0\"}");
    }

    @Test
    void documentsAreTextAndBytesAreBase64() throws UnfitRowException {
        assertThat(json(new SemanticType.Json(), "{\"a\":1}")).isEqualTo("{\"c\":\"{\\\"a\\\":1}\"}");
        assertThat(json(new SemanticType.Binary(), new byte[] {1})).isEqualTo("{\"c\":\"AQ==\"}");
    }

    @Test
    void whatHasPartsIsNested() throws UnfitRowException {
        SemanticType inner = new SemanticType.StructOf(
                List.of(new Member("x", INT), new Member("list", new SemanticType.ListOf(INT))));
        SemanticType outer = new SemanticType.StructOf(
                List.of(new Member("a", INT), new Member("in", inner), new Member("z", TEXT)));
        Rows rows = Rows.of("before", INT, "s", new SemanticType.ListOf(outer), "after", new SemanticType.ListOf(INT));
        Object first = new Object[] {1, new Object[] {2, List.of(3, 4)}, "end"};
        Object second = new Object[] {null, new Object[] {null, List.of()}, "end"};

        assertThat(json(rows, rows.row(0, Arrays.asList(first, second), List.of(5))))
                .isEqualTo("{\"before\":0,\"s\":[{\"a\":1,\"in\":{\"x\":2,\"list\":[3,4]},\"z\":\"end\"},"
                        + "{\"in\":{\"list\":[]},\"z\":\"end\"}],\"after\":[5]}");
    }

    @Test
    void mapsCanBePairs() throws UnfitRowException {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", null);
        Rows rows = Rows.of("m", new SemanticType.MapOf(TEXT, INT));

        assertThat(new String(encoder(rows, Options.other(), List.of()).encode(rows.row(map)), StandardCharsets.UTF_8))
                .isEqualTo("{\"m\":[{\"key\":\"b\",\"value\":1},{\"key\":\"a\"}]}");
    }

    @Test
    void aRefusedRowLeavesNothingBehind() throws UnfitRowException {
        Rows rows = Rows.of("s", new SemanticType.StructOf(List.of(new Member("a", new SemanticType.ListOf(TEXT)))));
        JsonRowEncoder encoder = encoder(rows, TypeOptions.defaults(), List.of());

        assertThatThrownBy(() -> encoder.encode(rows.row((Object) new Object[] {List.of("a", "\uD800")})))
                .isInstanceOf(UnfitRowException.class);
        assertThat(encoder.encode(rows.row((Object) new Object[] {List.of("b")})))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"s\":{\"a\":[\"b\"]}}");
    }
}
