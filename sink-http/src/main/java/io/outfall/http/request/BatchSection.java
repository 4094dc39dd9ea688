// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.http.request.BatchSettings.Repeats;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link BatchSettings}. */
public final class BatchSection implements Section<BatchSettings> {
    // Bodies are arrays of Java, and a task holds several.
    private static final long MAX_BYTES = 1L << 30;

    /** The forms of a body. */
    enum Format {
        SINGLE,
        ARRAY,
        LINES,
        CUSTOM
    }

    static final Key<Format> FORMAT = Key.oneOf("batch.format", Format.class)
            .doc("""
                    How changes share a request. `single`: each has its own. `array`: a JSON array. `lines`: one line each \
                    (NDJSON). `custom`: as `batch.prefix`, `batch.separator` and `batch.suffix` say. Only changes with the same \
                    method, address and headers share one; a truncate shares none.""")
            .importance(Importance.HIGH)
            .defaultsTo(Format.SINGLE);
    static final Key<Integer> ROWS = Key.integer("batch.rows", 1, 100_000)
            .doc("How many changes share a request at most; with `single`, 1.")
            .defaultsTo(500);
    static final Key<Long> BYTES =
            Key.bytes("batch.bytes", 1L, MAX_BYTES).doc("""
                    How long a body may be, before it is compressed. A change that is longer alone is rejected. Where a server \
                    answers that less is too much (413), the task sends less from then on.""").defaultsTo(5L << 20);
    static final Key<Duration> LINGER = Key.millis("batch.linger.ms", Duration.ZERO, Duration.ofHours(1))
            .doc("How long the first change of a request waits for others.")
            .defaultsTo(Duration.ofMillis(200));
    static final Key<Boolean> COMPACT = Key.flag("batch.compact").doc("""
                    Whether a change takes the place of the one of the same key that waits for the same request. If it is \
                    rejected, the earlier one has not been sent.""").defaultsTo(false);
    static final Key<String> PREFIX = Key.text("batch.prefix")
            .doc("What stands before the first change, with `custom`; `\\n` is a line break.")
            .importance(Importance.LOW)
            .defaultsTo("");
    static final Key<String> SEPARATOR = Key.text("batch.separator")
            .doc("What stands between two changes, with `custom`.")
            .importance(Importance.LOW)
            .defaultsTo("");
    static final Key<String> SUFFIX = Key.text("batch.suffix")
            .doc("What stands after the last change, with `custom`.")
            .importance(Importance.LOW)
            .defaultsTo("");
    static final Key<Compression> COMPRESSION = Key.oneOf("http.compression", Compression.class)
            .doc("How bodies are compressed. Few servers say whether they take that; most that take batches do.")
            .defaultsTo(Compression.NONE);

    @Override
    public String title() {
        return "Batches";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(FORMAT, ROWS, BYTES, LINGER, COMPACT, COMPRESSION, PREFIX, SEPARATOR, SUFFIX);
    }

    @Override
    public List<Check> checks() {
        return List.of(BatchSection::checkThatFramesAreMeant);
    }

    @Override
    public BatchSettings read(Values values) {
        boolean single = values.get(FORMAT) == Format.SINGLE;
        return new BatchSettings(
                framing(values),
                single ? 1 : values.get(ROWS),
                values.get(BYTES),
                values.get(LINGER),
                values.get(COMPACT) ? Repeats.LAST : Repeats.TOGETHER,
                values.get(COMPRESSION));
    }

    private static Framing framing(Values values) {
        return switch (values.get(FORMAT)) {
            case SINGLE -> Framing.NONE;
            case ARRAY -> Framing.ARRAY;
            case LINES -> Framing.LINES;
            case CUSTOM ->
                new Framing(
                        unescaped(values.get(PREFIX)), unescaped(values.get(SEPARATOR)), unescaped(values.get(SUFFIX)));
        };
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }

    private static void checkThatFramesAreMeant(Values values, Problems problems) {
        for (Key<String> key : List.of(PREFIX, SEPARATOR, SUFFIX)) {
            if (values.get(FORMAT) != Format.CUSTOM && !values.get(key).isEmpty()) {
                problems.add(key, "is for batch.format=custom");
            }
        }
    }
}
