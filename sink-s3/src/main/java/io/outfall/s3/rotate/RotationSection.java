// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link RotationPolicy}. */
public final class RotationSection implements Section<RotationPolicy> {
    static final Key<Long> ROWS = Key.integer("rotate.rows", 0L, Long.MAX_VALUE)
            .doc("Closes a file at this number of rows. 0 is off.")
            .importance(Importance.HIGH)
            .defaultsTo(0L);
    static final Key<Long> BYTES = Key.bytes("rotate.bytes", 0, Long.MAX_VALUE)
            .doc(
                    "Closes a file at about this many bytes: those that are encoded and compressed, and those of the rows that "
                            + "are still held in columns. 0 is off.")
            .importance(Importance.HIGH)
            .defaultsTo(256L << 20);
    static final Key<Duration> INTERVAL = Key.millis("rotate.interval.ms", Duration.ZERO, Duration.ofDays(365))
            .doc("Closes a file this long after its first row, whether or not more rows come. 0 is off.")
            .importance(Importance.HIGH)
            .defaultsTo(Duration.ofMinutes(10));
    static final Key<Duration> IDLE = Key.millis("rotate.idle.ms", Duration.ZERO, Duration.ofDays(365))
            .doc("Closes a file when no row came for this long. 0 is off.")
            .defaultsTo(Duration.ZERO);

    @Override
    public String title() {
        return "Rotation";
    }

    @Override
    public String about() {
        return "Each file is closed on its own, by whichever limit it reaches first.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(ROWS, BYTES, INTERVAL, IDLE);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            if (values.get(ROWS) == 0
                    && values.get(BYTES) == 0
                    && values.get(INTERVAL).isZero()
                    && values.get(IDLE).isZero()) {
                problems.add(INTERVAL, "must not be off when every other limit is: no file would ever be closed");
            }
        });
    }

    @Override
    public RotationPolicy read(Values values) {
        return new RotationPolicy(values.get(ROWS), values.get(BYTES), values.get(INTERVAL), values.get(IDLE));
    }
}
