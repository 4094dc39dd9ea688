// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The settings of a made-up sink: what its tests configure. */
final class StoreSink {
    static final String SECRET = "correct-horse";

    static final Spec<Sink> SPEC = new Spec<>(new SinkSection());

    private StoreSink() {}

    enum Codec {
        NONE,
        GZIP,
        ZSTD_FAST
    }

    record Store(String bucket, Optional<Password> secret, Codec codec, List<String> columns) {}

    record Retry(Duration first, Duration longest, long buffer) {}

    record Sink(Store store, Retry retry) {}

    static final class StoreSection implements Section<Store> {
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

    static final class RetrySection implements Section<Retry> {
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

    static final class SinkSection implements Section<Sink> {
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

    static final class Twice implements Section<Retry> {

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
