// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import io.outfall.decode.EventSettings.Format;
import io.outfall.decode.EventSettings.PositionOrder;
import io.outfall.type.SemanticType;
import io.outfall.type.TemporalRule;
import io.outfall.type.TemporalRule.Form;
import io.outfall.type.TemporalRule.Zone;
import io.outfall.type.TimeUnit;
import io.outfall.type.TypeRules;
import io.outfall.type.UnfitPolicy;
import io.outfall.type.ValuePolicies;
import io.outfall.type.YearRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventSectionTest {

    private static EventSettings read(Map<String, String> settings) {
        return new Spec<>(new EventSection()).parse(settings);
    }

    private static EventSettings defaultsWith(KeySource key) {
        EventSettings defaults = EventSettings.defaults();
        return new EventSettings(
                defaults.format(),
                defaults.flattened(),
                defaults.unavailablePlaceholder(),
                defaults.completeBefore(),
                key,
                defaults.types(),
                defaults.values(),
                defaults.positions(),
                defaults.signalTable(),
                defaults.controlTopics());
    }

    @Test
    void everySettingHasADefaultAndAnEffect() {
        assertThatSection(new EventSection())
                .hasDefaults(Map.ofEntries(
                        Map.entry("event.format", "auto"),
                        Map.entry("event.before.trusted", "false"),
                        Map.entry("event.unavailable.placeholder", "__debezium_unavailable_value"),
                        Map.entry("event.order", "source"),
                        Map.entry("signal.table", "none"),
                        Map.entry("flattened.fields.prefix", "__"),
                        Map.entry("flattened.headers.prefix", "__"),
                        Map.entry("flattened.deleted.field", "__deleted"),
                        Map.entry("flattened.fields.renamed", ""),
                        Map.entry("key.source", "record"),
                        Map.entry("key.fields", ""),
                        Map.entry("key.header", "none"),
                        Map.entry("key.name", "none"),
                        Map.entry("temporal.columns", ""),
                        Map.entry("temporal.connect.timestamp", "utc"),
                        Map.entry("temporal.text.unit", "micros"),
                        Map.entry("decimal.variable", "none"),
                        Map.entry("values.infinity", "fail"),
                        Map.entry("values.out.of.range", "fail"),
                        Map.entry("values.time.of.day", "fail"),
                        Map.entry("values.decimal", "fail"),
                        Map.entry("values.not.a.number", "fail"),
                        Map.entry("control.topics.heartbeat", "__debezium-heartbeat.*"),
                        Map.entry("control.topics.transaction", ".*\\.transaction"),
                        Map.entry("control.topics.notification", ".*notification.*"),
                        Map.entry("control.topics.signal", ".*signal.*")))
                .reads(
                        Map.ofEntries(
                                Map.entry("event.format", "flattened"),
                                Map.entry("event.before.trusted", "true"),
                                Map.entry("event.unavailable.placeholder", "hex:00ff"),
                                Map.entry("event.order", "offset"),
                                Map.entry("signal.table", "public.debezium_signal"),
                                Map.entry("flattened.fields.prefix", "cdc_"),
                                Map.entry("flattened.headers.prefix", "h_"),
                                Map.entry("flattened.deleted.field", "gone"),
                                Map.entry("flattened.fields.renamed", "source.ts_ms:when, op:what"),
                                Map.entry("key.source", "header"),
                                Map.entry("key.header", "row-key"),
                                Map.entry("key.name", "id"),
                                Map.entry("temporal.columns", "(?i).*_at:epoch-millis:local, day:iso-date"),
                                Map.entry("temporal.connect.timestamp", "local"),
                                Map.entry("temporal.text.unit", "nanos"),
                                Map.entry("decimal.variable", "38, 9"),
                                Map.entry("values.infinity", "clamp"),
                                Map.entry("values.out.of.range", "null"),
                                Map.entry("values.time.of.day", "text"),
                                Map.entry("values.decimal", "clamp"),
                                Map.entry("values.not.a.number", "null"),
                                Map.entry("control.topics.heartbeat", "beat"),
                                Map.entry("control.topics.transaction", "tx"),
                                Map.entry("control.topics.notification", "note"),
                                Map.entry("control.topics.signal", "sig")),
                        new EventSettings(
                                Format.FLATTENED,
                                new FlattenedNames("cdc_", "h_", "gone", Map.of("source.ts_ms", "when", "op", "what")),
                                "hex:00ff",
                                true,
                                new KeySource.Header("row-key", "id"),
                                new TypeRules(
                                        List.of(
                                                new TemporalRule(
                                                        Pattern.compile("(?i).*_at"), Form.EPOCH_MILLIS, Zone.LOCAL),
                                                new TemporalRule(Pattern.compile("day"), Form.ISO_DATE, Zone.UTC)),
                                        Optional.of(new SemanticType.Decimal(38, 9)),
                                        Zone.LOCAL,
                                        TimeUnit.NANOS),
                                new ValuePolicies(
                                        UnfitPolicy.CLAMP,
                                        UnfitPolicy.NULL,
                                        UnfitPolicy.TEXT,
                                        UnfitPolicy.CLAMP,
                                        UnfitPolicy.NULL,
                                        YearRange.ANY),
                                PositionOrder.OFFSET,
                                Optional.of("public.debezium_signal"),
                                new ControlTopics(
                                        Pattern.compile("beat"),
                                        Pattern.compile("tx"),
                                        Pattern.compile("note"),
                                        Pattern.compile("sig"))))
                .reads(
                        Map.of("key.source", "fields", "key.fields", "tenant,id"),
                        defaultsWith(new KeySource.RowColumns(List.of("tenant", "id"))))
                .mentionsEveryKey();
    }

    @Test
    void whatNobodySetIsTheDefaultOfTheSettingsThemselves() {
        assertThat(read(Map.of()))
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> a.pattern().equals(b.pattern()), Pattern.class)
                .isEqualTo(EventSettings.defaults());
    }

    @Test
    void theYearsAreThoseOfTheTarget() {
        assertThat(new Spec<>(new EventSection(YearRange.SQL))
                        .parse(Map.of())
                        .values()
                        .years())
                .isEqualTo(YearRange.SQL);
    }

    @Nested
    class AKey {

        @Test
        void comesFromTheRecordUnlessSaidOtherwise() {
            assertThat(read(Map.of()).key()).isEqualTo(new KeySource.RecordKey(Optional.empty()));
            assertThat(read(Map.of("key.name", "id")).key()).isEqualTo(new KeySource.RecordKey(Optional.of("id")));
        }

        @Test
        void comesFromTheRow() {
            assertThat(read(Map.of("key.source", "fields", "key.fields", "tenant, id"))
                            .key())
                    .isEqualTo(new KeySource.RowColumns(List.of("tenant", "id")));
        }

        @Test
        void isNotNeeded() {
            assertThat(read(Map.of("key.source", "none")).key()).isEqualTo(new KeySource.None());
        }

        @Test
        void isToldWhatIsMissingAndWhatHasNoEffect() {
            assertThatSection(new EventSection())
                    .refuses(Map.of("key.source", "fields"), "key.fields must be set where key.source is fields")
                    .refuses(
                            Map.of("key.source", "header", "key.fields", "id"),
                            "key.header must be set where key.source is header",
                            "key.name must be set where key.source is header",
                            "key.fields has no effect unless key.source is fields")
                    .refuses(
                            Map.of("key.source", "none", "key.name", "id", "key.header", "h"),
                            "key.name has no effect unless key.source is record or header",
                            "key.header has no effect unless key.source is header");
        }
    }

    @Test
    void aMistakeIsShownWithWhatWouldBeRight() {
        assertThatSection(new EventSection())
                .refuses(
                        Map.of(
                                "temporal.columns", "a:epoch-days,b:epoch",
                                "flattened.fields.renamed", "lsn:__position",
                                "decimal.variable", "9,38",
                                "signal.table", "debezium_signal",
                                "values.not.a.number", "clamp",
                                "control.topics.signal", "*"),
                        "temporal.columns must be a list, each a regular expression for columns and what they hold, such as"
                                + " created_.*:epoch-millis:utc, not 'a:epoch-days,b:epoch' ('epoch' is none of epoch-days,"
                                + " epoch-millis, epoch-micros, epoch-nanos, iso-date, iso-timestamp)",
                        "flattened.fields.renamed must be a list of metadata and their fields, each once, not"
                                + " 'lsn:__position' ('lsn' is no metadata; there is "
                                + String.join(", ", FlattenedNames.KNOWN) + ")",
                        "decimal.variable must be a precision from 1 to 76 and a scale not above it, such as 38,9, not '9,38'",
                        "signal.table must be two or three names joined by dots, not 'debezium_signal'",
                        "values.not.a.number must be one of fail, null, text, not 'clamp'",
                        "control.topics.signal must be a regular expression, not '*' (Dangling meta character '*' near"
                                + " index 0)");
    }

    @Test
    void aTemporalRuleMayHoldColonsAndLeaveOutTheZone() {
        assertThat(read(Map.of("temporal.columns", "(?:a|b)_at:epoch-micros"))
                        .types()
                        .temporals())
                .extracting(rule -> rule.columns() + " " + rule.form() + " " + rule.zone())
                .containsExactly("(?:a|b)_at EPOCH_MICROS UTC");
        assertThatSection(new EventSection())
                .refuses(
                        Map.of("temporal.columns", "epoch-days:utc"),
                        "temporal.columns must be a list, each a regular expression for columns and what they hold, such as"
                                + " created_.*:epoch-millis:utc, not 'epoch-days:utc' ('epoch-days:utc' does not say which"
                                + " columns)");
    }

    /** The settings of the pipelines that users run today. */
    @Nested
    class APipeline {

        @Test
        void ofFlattenedRowsWithAPrefixOfItsOwnAndASignalTable() {
            EventSettings settings = read(Map.of(
                    "flattened.fields.prefix", "__debezium_",
                    "signal.table", "public.debezium_signal"));

            assertThat(settings.flattened().fields("source.lsn")).contains("__debezium_lsn");
            assertThat(settings.flattened().fields("op")).containsExactly("__debezium_op");
            assertThat(settings.flattened().deleted()).isEqualTo("__deleted");
            assertThat(settings.signalTable()).contains("public.debezium_signal");
        }

        @Test
        void ofEnvelopesAndOfCompactedTopicsNeedsNoSettings() {
            assertThat(read(Map.of()).format()).isEqualTo(Format.AUTO);
        }

        @Test
        void ofFlattenedRowsWhoseMetadataWereRenamedFromTablesWithFullIdentity() {
            EventSettings settings = read(Map.of(
                    "event.before.trusted", "true",
                    "flattened.fields.renamed", "source.ts_ms:__timestamp,source.lsn:__log_sequence_number",
                    "temporal.connect.timestamp", "local"));

            assertThat(settings.completeBefore()).isTrue();
            assertThat(settings.flattened().fields("source.ts_ms")).containsExactly("__timestamp");
            assertThat(settings.flattened().fields("source.lsn")).containsExactly("__log_sequence_number");
            assertThat(settings.types().connectTimestamp()).isEqualTo(Zone.LOCAL);
        }

        @Test
        void ofPlainRowsThatLostTheNamesOfTheirDates() {
            EventSettings settings = read(Map.of(
                    "event.format", "plain",
                    "key.source", "fields",
                    "key.fields", "ID",
                    "temporal.columns", "BIRTH_.*:epoch-days,DT_.*:epoch-millis"));

            assertThat(settings.key()).isEqualTo(new KeySource.RowColumns(List.of("ID")));
            assertThat(settings.types().temporals())
                    .extracting(rule -> rule.columns() + " " + rule.form())
                    .containsExactly("BIRTH_.* EPOCH_DAYS", "DT_.* EPOCH_MILLIS");
        }
    }
}
