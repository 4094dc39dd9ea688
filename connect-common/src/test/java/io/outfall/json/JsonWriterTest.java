// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    private static String json(SemanticType type, @Nullable Object value) {
        return new JsonWriter().value(type, value).text();
    }

    @Test
    void decimalsArePlainNumbersWithTheirScale() {
        assertThat(json(new SemanticType.Decimal(12, 2), new BigDecimal("1.50")))
                .isEqualTo("1.50");
        assertThat(json(new SemanticType.VariableDecimal(), new BigDecimal("1E+3")))
                .isEqualTo("1000");
    }

    @Test
    void datesAndTimesAreIso8601() {
        assertThat(json(new SemanticType.Date(), (int) LocalDate.of(1, 1, 1).toEpochDay()))
                .isEqualTo("\"0001-01-01\"");
        assertThat(json(new SemanticType.Time(TimeUnit.MICROS), 3_600_000_001L)).isEqualTo("\"01:00:00.000001\"");
        assertThat(json(new SemanticType.LocalTimestamp(TimeUnit.MILLIS), -1L))
                .isEqualTo("\"1969-12-31T23:59:59.999\"");
        assertThat(json(new SemanticType.Instant(TimeUnit.NANOS), 1L)).isEqualTo("\"1970-01-01T00:00:00.000000001Z\"");
    }

    @Test
    void textIsEscaped() {
        assertThat(json(new SemanticType.Text(), "a\"b\\c\n\u0001é")).isEqualTo("\"a\\\"b\\\\c\\n\\u0001é\"");
    }

    @Test
    void jsonColumnsStayJson() {
        assertThat(json(new SemanticType.Json(), "{\"a\": [1, 2.50]}")).isEqualTo("{\"a\": [1, 2.50]}");
    }

    @Test
    void aJsonDocumentThatTheSourceBrokeIntoLinesStaysOnOne() {
        assertThat(json(new SemanticType.Json(), "{\n  \"a\": \"b\\nc\"\r\n}")).isEqualTo("{   \"a\": \"b\\nc\"  }");
    }

    @Test
    void aDocumentThatIsNoJsonIsTextSoThatWhatIsAroundItStaysReadable() {
        assertThat(json(new SemanticType.Json(), "{\"a\":")).isEqualTo("\"{\\\"a\\\":\"");
        assertThat(json(new SemanticType.Json(), "")).isEqualTo("\"\"");
    }

    @Test
    void aDecimalOfAGigabyteOfZerosIsRefused() {
        assertThatThrownBy(() -> json(new SemanticType.VariableDecimal(), new BigDecimal("1E+1000000000")))
                .hasMessage("a decimal of scale -1000000000 is too long as plain text");
    }

    @Test
    void anObjectCanBeWrittenMemberByMember() {
        assertThat(new JsonWriter()
                        .beginObject()
                        .member(0, "id", new SemanticType.Int(32), 7)
                        .member(1, "say \"hi\"", new SemanticType.Text(), null)
                        .endObject()
                        .text())
                .isEqualTo("{\"id\":7,\"say \\\"hi\\\"\":null}");
    }

    @Test
    void numbersThatJsonDoesNotKnowAreText() {
        assertThat(json(new SemanticType.Real(64), Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(json(new SemanticType.Real(32), 1.5f)).isEqualTo("1.5");
    }

    @Test
    void nestedValuesKeepTheirTypesAndNulls() {
        SemanticType point = new SemanticType.StructOf(List.of(
                new SemanticType.Member("x", new SemanticType.Int(32)),
                new SemanticType.Member("on", new SemanticType.Date())));
        assertThat(json(new SemanticType.ListOf(point), Arrays.asList(new Object[] {1, 0}, null)))
                .isEqualTo("[{\"x\":1,\"on\":\"1970-01-01\"},null]");
        assertThat(json(new SemanticType.MapOf(new SemanticType.Text(), new SemanticType.Bool()), Map.of("k", true)))
                .isEqualTo("{\"k\":true}");
    }

    @Test
    void binaryIsBase64AndItsBufferIsNotMoved() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
        assertThat(json(new SemanticType.Binary(), bytes)).isEqualTo("\"AQID\"");
        assertThat(bytes.remaining()).isEqualTo(3);
        assertThat(json(new SemanticType.Geometry(false), new GeometryValue(bytes, 4326)))
                .isEqualTo("{\"wkb\":\"AQID\",\"srid\":4326}");
    }
}
