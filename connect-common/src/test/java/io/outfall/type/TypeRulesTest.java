// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Meanings that the schema does not tell: by configured rules, or by what Debezium adds about the source's column. */
class TypeRulesTest {

    private static Resolved resolve(TypeRules rules, String column, Schema schema) {
        return new TypeResolver(rules, ValuePolicies.strict()).resolve(column, schema);
    }

    private static TypeRules temporal(String columns, TemporalRule.Form form, TemporalRule.Zone zone) {
        return TypeRules.none().withTemporals(List.of(new TemporalRule(Pattern.compile(columns), form, zone)));
    }

    @Nested
    class RulesByColumnName {

        @Test
        void giveNumbersTheirMeaningBack() {
            TypeRules rules = TypeRules.none()
                    .withTemporals(List.of(
                            new TemporalRule(
                                    Pattern.compile("DT_.*"), TemporalRule.Form.EPOCH_MILLIS, TemporalRule.Zone.UTC),
                            new TemporalRule(
                                    Pattern.compile("BIRTH"), TemporalRule.Form.EPOCH_DAYS, TemporalRule.Zone.UTC)));

            assertThat(resolve(rules, "DT_UPDATE", Schema.OPTIONAL_INT64_SCHEMA).type())
                    .isEqualTo(new SemanticType.Instant(TimeUnit.MILLIS));
            assertThat(resolve(rules, "BIRTH", Schema.OPTIONAL_INT32_SCHEMA).type())
                    .isEqualTo(new SemanticType.Date());
            assertThat(resolve(rules, "NAME", Schema.OPTIONAL_INT64_SCHEMA).type())
                    .isEqualTo(new SemanticType.Int(64));
        }

        @Test
        void tellPointsInTimeFromWallClocks() {
            assertThat(resolve(
                                    temporal("at", TemporalRule.Form.EPOCH_MICROS, TemporalRule.Zone.LOCAL),
                                    "at",
                                    Schema.INT64_SCHEMA)
                            .type())
                    .isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.MICROS));
            assertThat(resolve(
                                    temporal("at", TemporalRule.Form.EPOCH_NANOS, TemporalRule.Zone.UTC),
                                    "at",
                                    Schema.INT64_SCHEMA)
                            .type())
                    .isEqualTo(new SemanticType.Instant(TimeUnit.NANOS));
        }

        @Test
        void readIsoText() {
            Resolved utc = resolve(
                    temporal("at", TemporalRule.Form.ISO_TIMESTAMP, TemporalRule.Zone.UTC), "at", Schema.STRING_SCHEMA);
            Resolved local = resolve(
                    temporal("at", TemporalRule.Form.ISO_TIMESTAMP, TemporalRule.Zone.LOCAL),
                    "at",
                    Schema.STRING_SCHEMA);
            Resolved date = resolve(
                    temporal("on", TemporalRule.Form.ISO_DATE, TemporalRule.Zone.LOCAL), "on", Schema.STRING_SCHEMA);

            assertThat(utc.decoder().decode("1970-01-01 02:00:00+02:00")).isEqualTo(0L);
            assertThat(local.decoder().decode("1970-01-01T02:00:00+02:00"))
                    .as("the clock on the wall showed two")
                    .isEqualTo(7_200_000_000L);
            assertThat(date.decoder().decode("1970-01-02")).isEqualTo(1L);
        }

        @Test
        void doNotTouchColumnsThatKeptTheirName() {
            TypeRules rules = temporal(".*", TemporalRule.Form.EPOCH_MILLIS, TemporalRule.Zone.UTC);

            assertThat(resolve(rules, "at", Schemas.int64("io.debezium.time.MicroTimestamp"))
                            .type())
                    .isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.MICROS));
        }

        @Test
        void doNotTouchColumnsOfAnotherKind() {
            TypeRules rules = temporal(".*", TemporalRule.Form.EPOCH_MILLIS, TemporalRule.Zone.UTC);

            assertThat(resolve(rules, "name", Schema.STRING_SCHEMA).type()).isEqualTo(new SemanticType.Text());
            assertThat(resolve(rules, "weight", Schema.FLOAT64_SCHEMA).type()).isEqualTo(new SemanticType.Real(64));
        }

        @Test
        void theFirstThatCoversAColumnCounts() {
            TypeRules rules = TypeRules.none()
                    .withTemporals(List.of(
                            new TemporalRule(
                                    Pattern.compile("a.*"), TemporalRule.Form.EPOCH_MILLIS, TemporalRule.Zone.UTC),
                            new TemporalRule(
                                    Pattern.compile("at"), TemporalRule.Form.EPOCH_MICROS, TemporalRule.Zone.UTC)));

            assertThat(resolve(rules, "at", Schema.INT64_SCHEMA).type())
                    .isEqualTo(new SemanticType.Instant(TimeUnit.MILLIS));
        }
    }

    @Nested
    class WhatDebeziumSaysAboutTheColumn {

        private static Schema text(String sourceType) {
            return SchemaBuilder.string()
                    .parameter("__debezium.source.column.type", sourceType)
                    .build();
        }

        @Test
        void tellsWhatATextIs() {
            assertThat(resolve(TypeRules.none(), "c", text("UUID")).type()).isEqualTo(new SemanticType.Uuid());
            assertThat(resolve(TypeRules.none(), "c", text("jsonb")).type()).isEqualTo(new SemanticType.Json());
            assertThat(resolve(TypeRules.none(), "c", text("TIMESTAMPTZ")).type())
                    .isEqualTo(new SemanticType.Instant(TimeUnit.MICROS));
            assertThat(resolve(TypeRules.none(), "c", text("VARCHAR")).type()).isEqualTo(new SemanticType.Text());
        }

        @Test
        void makesDecimalsOfDigits() {
            Resolved numeric = resolve(TypeRules.none(), "c", text("NUMERIC"));

            assertThat(numeric.type()).isEqualTo(new SemanticType.VariableDecimal());
            assertThat(numeric.decoder().decode("123.4567")).isEqualTo(new BigDecimal("123.4567"));
        }

        @Test
        void makesADateOfANumberOfDaysButGuessesNoUnitForATimestamp() {
            Schema date = SchemaBuilder.int32()
                    .parameter("__debezium.source.column.type", "DATE")
                    .build();
            Schema timestamp = SchemaBuilder.int64()
                    .parameter("__debezium.source.column.type", "TIMESTAMP")
                    .build();

            assertThat(resolve(TypeRules.none(), "c", date).type()).isEqualTo(new SemanticType.Date());
            assertThat(resolve(TypeRules.none(), "c", timestamp).type()).isEqualTo(new SemanticType.Int(64));
        }

        @Test
        void tellsABitStringOfVaryingLengthFromOneOfFixedLength() {
            Schema varying = SchemaBuilder.bytes()
                    .name("io.debezium.data.Bits")
                    .parameter("length", "20")
                    .parameter("__debezium.source.column.type", "VARBIT")
                    .build();

            assertThat(resolve(TypeRules.none(), "c", varying).decoder().decode(new byte[] {5}))
                    .isEqualTo("101");
        }
    }

    @Test
    void connectsTimestampCanBeTakenForAWallClock() {
        TypeRules local = new TypeRules(List.of(), Optional.empty(), TemporalRule.Zone.LOCAL, TimeUnit.MICROS);

        assertThat(resolve(local, "c", Timestamp.SCHEMA).type())
                .isEqualTo(new SemanticType.LocalTimestamp(TimeUnit.MILLIS));
    }

    @Test
    void textCanBeReadToTheNanosecond() {
        TypeRules nanos = new TypeRules(List.of(), Optional.empty(), TemporalRule.Zone.UTC, TimeUnit.NANOS);
        Resolved zoned = resolve(nanos, "c", Schemas.string("io.debezium.time.ZonedTimestamp"));

        assertThat(zoned.type()).isEqualTo(new SemanticType.Instant(TimeUnit.NANOS));
        assertThat(zoned.decoder().decode("1970-01-01T00:00:00.123456789Z")).isEqualTo(123_456_789L);
    }
}
