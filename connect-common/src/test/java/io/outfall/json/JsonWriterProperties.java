// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/** Jackson and java.time say the same as the writer. */
class JsonWriterProperties {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long YEARS = 400_000_000_000_000_000L;

    private final ObjectMapper jackson = new ObjectMapper();
    private final JsonWriter json = new JsonWriter();

    private String written(SemanticType type, Object value) throws JsonProcessingException {
        return jackson.readTree(json.reset().value(type, value).text()).asText();
    }

    @Property
    void anyTextIsReadAsItWas(@ForAll String text) throws JsonProcessingException {
        String asUtf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(written(new SemanticType.Text(), text)).isEqualTo(asUtf8);
        assertThat(json.text()).isEqualTo(new String(json.bytes(), 0, json.length(), StandardCharsets.UTF_8));
    }

    @Property
    void anyIntegerIsItsDigits(@ForAll long value) {
        assertThat(json.reset().value(new SemanticType.Int(64), value).text()).isEqualTo(Long.toString(value));
    }

    @Property
    void anyDayIsAsJavaTimeWritesIt(@ForAll @LongRange(min = -5_000_000, max = 5_000_000) long day)
            throws JsonProcessingException {
        assertThat(written(new SemanticType.Date(), day))
                .isEqualTo(LocalDate.ofEpochDay(day).toString());
    }

    @Property
    void anyTimeIsAsJavaTimeWritesIt(@ForAll @LongRange(min = 0, max = DAY_NANOS - 1) long nanos)
            throws JsonProcessingException {
        assertThat(written(new SemanticType.Time(TimeUnit.NANOS), nanos))
                .isEqualTo(DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos)));
    }

    @Property
    void anyTimestampIsAsJavaTimeWritesIt(
            @ForAll @LongRange(min = -YEARS, max = YEARS) long micros, @ForAll TimeUnit unit)
            throws JsonProcessingException {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(micros, unit.perSecond()),
                Math.floorMod(micros, unit.perSecond()) * (TimeUnit.NANOS.perSecond() / unit.perSecond()));
        String iso = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        assertThat(written(new SemanticType.LocalTimestamp(unit), micros)).isEqualTo(iso);
        assertThat(written(new SemanticType.Instant(unit), micros)).isEqualTo(iso + "Z");
    }

    @Property
    void whatIsADocumentToJacksonIsOneToTheWriter(
            @ForAll
                    @StringLength(min = 1, max = 8)
                    @Chars({'{', '}', '[', ']', '"', ':', ',', '1', '0', '-', '.', 'e', '\\', 'n', 'u', ' ', '\n'})
                    String text) {
        Assume.that(!text.isBlank());
        assertThat(JsonSyntax.isDocument(text)).as(text).isEqualTo(jacksonReads(text));
    }

    @Property
    void whatJacksonWritesIsADocument(@ForAll Map<String, List<Double>> value) throws JsonProcessingException {
        String text = jackson.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        assertThat(JsonSyntax.isDocument(text.replace("NaN", "null"))).as(text).isTrue();
        assertThat(JsonSyntax.isDocument(text + "]")).isFalse();
    }

    private boolean jacksonReads(String text) {
        try {
            jackson.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
