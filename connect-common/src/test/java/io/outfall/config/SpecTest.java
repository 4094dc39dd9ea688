// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import static io.outfall.config.StoreSink.SECRET;
import static io.outfall.config.StoreSink.SPEC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.config.StoreSink.Codec;
import io.outfall.config.StoreSink.Retry;
import io.outfall.config.StoreSink.Sink;
import io.outfall.config.StoreSink.Store;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SpecTest {

    private static final Map<String, String> SOUND = Map.of("store.bucket", "bronze");

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

        @Test
        void mayBelongToWhatTheUserPlugsIn() {
            Section<Map<String, String>> lock = new Section<>() {
                private final Key<String> type =
                        Key.text("lock.class").doc("The lock.").defaultsTo("none");

                @Override
                public String title() {
                    return "Lock";
                }

                @Override
                public List<Key<?>> keys() {
                    return List.of(type);
                }

                @Override
                public List<String> prefixes() {
                    return List.of("lock.");
                }

                @Override
                public Map<String, String> read(Values values) {
                    return values.startingWith("lock.");
                }
            };
            Spec<Map<String, String>> spec = new Spec<>(lock);

            assertThat(spec.parse(Map.of("lock.class", "Yale", "lock.Pins", "5", "other", "x")))
                    .isEqualTo(Map.of("Pins", "5"));
            assertThat(spec.warnings(Map.of("lock.Pins", "5"))).isEmpty();
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
}
