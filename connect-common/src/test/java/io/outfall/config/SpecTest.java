// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecTest {

    private static final String SECRET = "correct-horse";

    private static final Map<String, String> SOUND = Map.of("store.bucket", "bronze");

    private static final Spec<Sink> SPEC = new Spec<>(new SinkSection());

    @Nested
    class ASoundConfiguration {

        @Test
        void becomesOneRecordOfItsSectionsWithDefaultsForWhatIsNotSet() {
            assertThat(SPEC.parse(SOUND))
                    .isEqualTo(new Sink(
                            new Store("bronze", Optional.empty(), Codec.ZSTD_FAST, List.of("id")),
                            new Retry(Duration.ofMillis(100), Duration.ofSeconds(30), 1 << 20)));
        }

        @Test
        void isReadByTypeAndWithoutTheBlanksAroundItsValues() {
            assertThat(SPEC.parse(Map.of(
                            "store.bucket", " bronze ",
                            "store.secret", SECRET,
                            "store.codec", "None",
                            "store.columns", "a, b,c",
                            "retry.first.ms", "5",
                            "retry.longest.ms", "7",
                            "retry.buffer.bytes", "4096")))
                    .isEqualTo(new Sink(
                            new Store("bronze", Optional.of(new Password(SECRET)), Codec.NONE, List.of("a", "b", "c")),
                            new Retry(Duration.ofMillis(5), Duration.ofMillis(7), 4096)));
        }

        @Test
        void mayHoldEverythingThatConnectItselfDefines() {
            Map<String, String> settings = new HashMap<>(SOUND);
            for (String name : List.of(
                    "name",
                    "connector.class",
                    "tasks.max",
                    "tasks.max.enforce",
                    "topics.regex",
                    "key.converter",
                    "value.converter.schemas.enable",
                    "value.converter.plugin.version",
                    "header.converter",
                    "transforms",
                    "transforms.unwrap.type",
                    "predicates.tombstone.type",
                    "errors.deadletterqueue.topic.name",
                    "consumer.override.max.poll.records",
                    "producer.override.acks",
                    "admin.override.retries",
                    "config.action.reload")) {
                settings.put(name, "x");
            }

            assertThat(problemsOf(settings)).isEmpty();
            assertThat(SPEC.warnings(settings)).isEmpty();
        }

        @Test
        void mayBeHandedToTasksWithTheirNumbers() {
            List<Map<String, String>> tasks = TaskId.taskConfigs(Map.of("name", "lake", "store.bucket", "bronze"), 2);

            assertThat(tasks.stream().map(TaskId::of)).containsExactly(new TaskId("lake", 0), new TaskId("lake", 1));
            assertThat(problemsOf(tasks.get(1))).isEmpty();
            assertThat(SPEC.warnings(tasks.get(1))).isEmpty();
        }
    }

    @Nested
    class AConfigurationWithProblems {

        private final Map<String, String> settings = Map.of(
                "store.secret", SECRET,
                "store.codec", "lzo",
                "store.columns", "a,,b",
                "retry.first.ms", "50",
                "retry.longest.ms", "20",
                "retry.buffer.bytes", "1 MB",
                "retry.frist.ms", "9");

        @Test
        void isToldEveryOneAtOnceEachAtTheKeyWhereItIsMended() {
            assertThat(problemsOf(settings))
                    .isEqualTo(Map.of(
                            "store.bucket", List.of("store.bucket is missing and has no default"),
                            "store.codec", List.of("store.codec must be one of none, gzip, zstd-fast, not 'lzo'"),
                            "store.columns",
                                    List.of(
                                            "store.columns must be a list, each text, not 'a,,b' (an element is empty)"),
                            "retry.longest.ms", List.of("retry.longest.ms must not be below retry.first.ms"),
                            "retry.buffer.bytes",
                                    List.of(
                                            "retry.buffer.bytes must be a whole number from 1024 to 1048576, not '1 MB'"),
                            "retry.frist.ms", List.of("retry.frist.ms is no setting; did you mean retry.first.ms?")));
        }

        @Test
        void isRefusedByTheTaskWithAllOfThemInOneMessage() {
            assertThatThrownBy(() -> SPEC.parse(settings))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("The configuration has 6 problems:\n- ")
                    .hasMessageContainingAll(
                            "store.bucket", "store.codec", "store.columns", "longest.ms", "buffer.bytes", "frist.ms");
        }

        @Test
        void keepsItsSecretsToItself() {
            assertThat(SPEC.validate(settings).configValues().toString()).doesNotContain(SECRET);
            assertThatThrownBy(() -> SPEC.parse(settings)).hasMessageNotContaining(SECRET);
            assertThatThrownBy(() -> SPEC.parse(Map.of("store.bucket", "b", "store.secret", "short")))
                    .hasMessage("The configuration has a problem: store.secret must be at least 8 characters")
                    .hasNoCause();
        }

        @Test
        void isNotToldThatAValueClashesWithOneThatIsWrongInItself() {
            assertThat(problemsOf(Map.of("store.bucket", "b", "retry.first.ms", "soon", "retry.longest.ms", "1")))
                    .isEqualTo(Map.of(
                            "retry.first.ms",
                            List.of("retry.first.ms must be a whole number from 1 to 60000, not 'soon'")));
        }

        @Test
        void showsTheValuesThatAreSoundAndTheChoices() {
            List<ConfigValue> values = SPEC.validate(settings).configValues();

            assertThat(named("retry.first.ms", values).value()).isEqualTo(50L);
            assertThat(named("store.secret", values).value()).hasToString("[hidden]");
            assertThat(named("store.codec", values).recommendedValues()).containsExactly("none", "gzip", "zstd-fast");
            assertThat(named("store.bucket", values).value()).isNull();
        }
    }

    @Nested
    class ANameThatNobodyKnows {

        @Test
        void isAProblemWhenItBeginsAsOursDo() {
            assertThat(problemsOf(Map.of("store.bucket", "b", "store.compression.type", "x")))
                    .isEqualTo(Map.of("store.compression.type", List.of("store.compression.type is no setting")));
        }

        @Test
        void isAProblemWhenItIsASlipOfOneOfOurs() {
            assertThat(problemsOf(Map.of("store.bucket", "b", "stroe.codec", "gzip")))
                    .isEqualTo(Map.of("stroe.codec", List.of("stroe.codec is no setting; did you mean store.codec?")));
        }

        @Test
        void isOnlyWarnedOfWhenItIsNothingLikeOurs() {
            Map<String, String> settings = Map.of("store.bucket", "b", "owner.team", SECRET);

            assertThat(problemsOf(settings)).isEmpty();
            assertThat(SPEC.warnings(settings))
                    .containsExactly("owner.team is a setting that neither Outfall nor Kafka Connect knows");
        }
    }

    @Nested
    class AFormerName {

        @Test
        void isStillReadWithAWarning() {
            Map<String, String> settings = Map.of("bucket.name", "bronze");

            assertThat(SPEC.parse(settings)).isEqualTo(SPEC.parse(SOUND));
            assertThat(SPEC.warnings(settings)).containsExactly("bucket.name is now called store.bucket");
        }

        @Test
        void isAProblemBesideTheNewOne() {
            assertThat(problemsOf(Map.of("bucket.name", "bronze", "store.bucket", "silver")))
                    .isEqualTo(Map.of(
                            "bucket.name",
                            List.of("bucket.name is the former name of store.bucket, which is set too")));
        }
    }

    @Nested
    class TheConfigDef {

        @Test
        void describesEachKeyInTheGroupOfItsSection() {
            ConfigDef def = SPEC.configDef();
            ConfigDef.ConfigKey key = requireNonNull(def.configKeys().get("retry.buffer.bytes"));

            assertThat(def.groups()).containsExactly("Store", "Retry");
            assertThat(key.group).isEqualTo("Retry");
            assertThat(key.orderInGroup).isEqualTo(3);
            assertThat(key.displayName).isEqualTo("Retry buffer (bytes)");
            assertThat(key.documentation).isEqualTo("What may wait for another try.");
            assertThat(key.defaultValue).isEqualTo(1048576L);
            assertThat(key.validator).hasToString("a whole number from 1024 to 1048576");
            assertThat(def.configKeys().values())
                    .filteredOn(other -> other.type == ConfigDef.Type.PASSWORD)
                    .extracting(other -> other.name)
                    .containsExactly("store.secret");
            assertThat(def.configKeys().values())
                    .filteredOn(other -> !other.hasDefault())
                    .extracting(other -> other.name)
                    .containsExactly("store.bucket");
        }

        @Test
        void validatesByItselfForToolsThatKnowNothingElse() {
            List<ConfigValue> values =
                    SPEC.configDef().validate(Map.of("store.bucket", "b", "store.codec", "lzo", "retry.first.ms", "0"));

            assertThat(named("store.codec", values).errorMessages())
                    .containsExactly("store.codec must be one of none, gzip, zstd-fast, not 'lzo'");
            assertThat(named("retry.first.ms", values).errorMessages())
                    .containsExactly("retry.first.ms must be a whole number from 1 to 60000, not '0'");
            assertThat(named("store.bucket", values).errorMessages()).isEmpty();
        }
    }

    @Test
    void theReferencePageHasATablePerSection() {
        assertThat(new ReferencePage("Store sink", "Writes to a store.", SPEC).markdown())
                .isEqualTo("""
                        # Store sink

                        Writes to a store.

                        ## Store

                        Where files go.

                        | Setting | Type | Default | Valid values | Importance |
                        |---|---|---|---|---|
                        | `store.bucket`<br>The bucket. | string | required | text | high |
                        | `store.secret`<br>The key of the door. | password | none | at least 8 characters | medium |
                        | `store.codec`<br>How files are packed. | string | `zstd-fast` | one of none, gzip, zstd-fast | medium |
                        | `store.columns`<br>Columns to keep. | list | `id` | a list, each text | low |

                        ## Retry

                        | Setting | Type | Default | Valid values | Importance |
                        |---|---|---|---|---|
                        | `retry.first.ms`<br>The first pause. | long | `100` | a whole number from 1 to 60000 | medium |
                        | `retry.longest.ms`<br>The longest pause. | long | `30000` | a whole number from 1 to 60000 | medium |
                        | `retry.buffer.bytes`<br>What may wait for another try. | long | `1048576` | a whole number from 1024 to 1048576 | medium |
                        """);
    }

    @Test
    void aCommittedReferencePageMustBeTheOneThatWouldBeWrittenToday(@TempDir Path folder) throws Exception {
        Path committed = folder.resolve("reference").resolve("store.md");
        ReferencePage page = new ReferencePage("Store sink", "Writes to a store.", SPEC);

        page.write(committed);
        ReferencePageAssertions.assertUpToDate(committed, page, "make reference");

        ReferencePage renamed = new ReferencePage("Store sink 2", "Writes to a store.", SPEC);
        assertThatThrownBy(() -> ReferencePageAssertions.assertUpToDate(committed, renamed, "make reference"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("store.md is out of date; write it again with: make reference");
    }

    @Nested
    class ATestOfASection {

        private final Retry patient = new Retry(Duration.ofMillis(2), Duration.ofMillis(3), 4096);
        private final Map<String, String> settings =
                Map.of("retry.first.ms", "2", "retry.longest.ms", "3", "retry.buffer.bytes", "4096");

        @Test
        void passesWhenItNamesEveryKeysDefaultAndEffect() {
            assertThatSection(new RetrySection())
                    .hasDefaults(Map.of(
                            "retry.first.ms", "100", "retry.longest.ms", "30000", "retry.buffer.bytes", "1048576"))
                    .reads(settings, patient)
                    .mentionsEveryKey();
        }

        @Test
        void failsWhenADefaultIsNotNamed() {
            assertThatThrownBy(() -> assertThatSection(new RetrySection())
                            .hasDefaults(Map.of("retry.first.ms", "100", "retry.longest.ms", "30000")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("retry.buffer.bytes");
        }

        @Test
        void failsWhenNoExampleSetsAKey() {
            assertThatThrownBy(() -> assertThatSection(new RetrySection())
                            .reads(
                                    Map.of("retry.first.ms", "2"),
                                    new Retry(Duration.ofMillis(2), Duration.ofSeconds(30), 1 << 20))
                            .mentionsEveryKey())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("retry.buffer.bytes", "retry.longest.ms");
        }

        @Test
        void failsWhenASettingChangesNothing() {
            assertThatThrownBy(() -> assertThatSection(new RetrySection())
                            .reads(
                                    Map.of("retry.first.ms", "100"),
                                    new Retry(Duration.ofMillis(100), Duration.ofSeconds(30), 1 << 20)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Retry read without retry.first.ms");
        }
    }

    @Nested
    class ADefinitionThatIsWrong {

        @Test
        void isRefusedAtOnce() {
            assertThatThrownBy(() -> Key.text("storeBucket").doc("x.").required())
                    .hasMessage("storeBucket is not a dotted name in lower case");
            assertThatThrownBy(() -> Key.text("store.bucket").required())
                    .hasMessage("store.bucket has no sentence that documents it");
            assertThatThrownBy(() -> Key.millis("retry.pause", Duration.ZERO, Duration.ofDays(1)))
                    .hasMessage("retry.pause does not end in .ms");
            assertThatThrownBy(() -> Key.bytes("retry.buffer", 0, 1)).hasMessage("retry.buffer does not end in .bytes");
            assertThatThrownBy(() -> Key.integer("retry.limit", 1, 5).doc("x.").defaultsTo(0))
                    .hasMessage("must be a whole number from 1 to 5, not '0'");
            assertThatThrownBy(() -> Key.secret("store.secret").doc("x.").defaultsTo(new Password(SECRET)))
                    .hasMessage("store.secret is a secret and has a default");
            assertThatThrownBy(() -> new Spec<>(new Twice())).hasMessage("two keys are named retry.first.ms");
        }
    }

    @Test
    void everyKindOfValueIsReadAndRefusedInItsOwnWords() {
        assertThat(Key.regex("a").doc("x.").required().read("a+").pattern()).isEqualTo("a+");
        assertThatThrownBy(() -> Key.regex("a").doc("x.").required().read("(a"))
                .hasMessage("must be a regular expression, not '(a' (Unclosed group near index 2)");
        assertThat(Key.flag("a").doc("x.").required().read("TRUE")).isTrue();
        assertThatThrownBy(() -> Key.flag("a").doc("x.").required().read("yes"))
                .hasMessage("must be true or false, not 'yes'");
        assertThat(Key.oneOf("a", List.of(Codec.GZIP, Codec.NONE))
                        .doc("x.")
                        .required()
                        .read("gzip"))
                .isEqualTo(Codec.GZIP);
        assertThatThrownBy(() -> Key.oneOf("a", List.of(Codec.GZIP, Codec.NONE))
                        .doc("x.")
                        .required()
                        .read("zstd-fast"))
                .hasMessage("must be one of gzip, none, not 'zstd-fast'");
        assertThat(Key.decimal("a", 0, 1).doc("x.").required().read("0.5")).isEqualTo(0.5);
        assertThatThrownBy(() -> Key.decimal("a", 0, 1).doc("x.").required().read("NaN"))
                .hasMessage("must be a number from 0.0 to 1.0, not 'NaN'");
        assertThat(Key.integer("a", 0L, Long.MAX_VALUE).doc("x.").required().read("5000000000"))
                .isEqualTo(5_000_000_000L);
        assertThatThrownBy(() -> Key.integer("a", 0L, Long.MAX_VALUE)
                        .doc("x.")
                        .required()
                        .read("-1"))
                .hasMessage("must be a whole number from 0, not '-1'");
        assertThat(Key.list("a", "a regular expression", Pattern::compile, Pattern::pattern)
                        .doc("x.")
                        .defaultsTo(List.of())
                        .read("a+ , b"))
                .extracting(Pattern::pattern)
                .containsExactly("a+", "b");
        assertThat(Key.text("a").doc("x.").defaultsTo("__").read("")).isEmpty();
        assertThat(Key.text("a").doc("x.").optional().read(" ")).isEmpty();
        assertThatThrownBy(() -> Key.text("a").doc("x.").required().read(" "))
                .hasMessage("is missing and has no default");
    }

    private static Map<String, List<String>> problemsOf(Map<String, String> settings) {
        Map<String, List<String>> problems = new HashMap<>();
        for (ConfigValue value : SPEC.validate(settings).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                problems.put(value.name(), value.errorMessages());
            }
        }
        return problems;
    }

    private static ConfigValue named(String name, List<ConfigValue> values) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private enum Codec {
        NONE,
        GZIP,
        ZSTD_FAST
    }

    private record Store(String bucket, Optional<Password> secret, Codec codec, List<String> columns) {}

    private record Retry(Duration first, Duration longest, long buffer) {}

    private record Sink(Store store, Retry retry) {}

    private static final class StoreSection implements Section<Store> {
        private static final Key<String> BUCKET = Key.text("store.bucket")
                .doc("The bucket.")
                .importance(Importance.HIGH)
                .formerly("bucket.name")
                .required();
        private static final Key<Optional<Password>> KEY = Key.secret("store.secret")
                .doc("The key of the door.")
                .where("at least 8 characters", secret -> secret.value().length() >= 8)
                .optional();
        private static final Key<Codec> CODEC = Key.oneOf("store.codec", Codec.class)
                .doc("How files are packed.")
                .defaultsTo(Codec.ZSTD_FAST);
        private static final Key<List<String>> COLUMNS = Key.list("store.columns")
                .doc("Columns to keep.")
                .importance(Importance.LOW)
                .defaultsTo(List.of("id"));

        @Override
        public String title() {
            return "Store";
        }

        @Override
        public String about() {
            return "Where files go.";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(BUCKET, KEY, CODEC, COLUMNS);
        }

        @Override
        public Store read(Values values) {
            return new Store(values.get(BUCKET), values.get(KEY), values.get(CODEC), values.get(COLUMNS));
        }
    }

    private static final class RetrySection implements Section<Retry> {
        private static final Key<Duration> FIRST = Key.millis(
                        "retry.first.ms", Duration.ofMillis(1), Duration.ofMinutes(1))
                .doc("The first pause.")
                .defaultsTo(Duration.ofMillis(100));
        private static final Key<Duration> LONGEST = Key.millis(
                        "retry.longest.ms", Duration.ofMillis(1), Duration.ofMinutes(1))
                .doc("The longest pause.")
                .defaultsTo(Duration.ofSeconds(30));
        private static final Key<Long> BUFFER = Key.bytes("retry.buffer.bytes", 1024, 1 << 20)
                .doc("What may wait for another try.")
                .defaultsTo(1L << 20);

        @Override
        public String title() {
            return "Retry";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(FIRST, LONGEST, BUFFER);
        }

        @Override
        public List<Check> checks() {
            return List.of((values, problems) -> {
                if (values.get(LONGEST).compareTo(values.get(FIRST)) < 0) {
                    problems.add(LONGEST, "must not be below " + FIRST);
                }
            });
        }

        @Override
        public Retry read(Values values) {
            return new Retry(values.get(FIRST), values.get(LONGEST), values.get(BUFFER));
        }
    }

    private static final class SinkSection implements Section<Sink> {
        private static final StoreSection STORE = new StoreSection();
        private static final RetrySection RETRY = new RetrySection();

        @Override
        public String title() {
            return "Sink";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public List<Section<?>> parts() {
            return List.of(STORE, RETRY);
        }

        @Override
        public Sink read(Values values) {
            return new Sink(STORE.read(values), RETRY.read(values));
        }
    }

    private static final class Twice implements Section<Retry> {

        @Override
        public String title() {
            return "Twice";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public List<Section<?>> parts() {
            return List.of(new RetrySection(), new RetrySection());
        }

        @Override
        public Retry read(Values values) {
            return new RetrySection().read(values);
        }
    }
}
