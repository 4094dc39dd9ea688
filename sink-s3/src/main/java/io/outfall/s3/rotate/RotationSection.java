// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
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
    static final Key<Duration> SPAN = Key.millis("rotate.event.time.span.ms", Duration.ZERO, Duration.ofDays(365))
            .doc(
                    "Closes a file when the earliest and the latest change in it were made this far apart: as the source says, "
                            + "else by the records' timestamps. A change that comes this late closes the file too, unless the path "
                            + "gives it a file of its own, as one with `${time:…}` does. 0 is off.")
            .defaultsTo(Duration.ZERO);
    static final Key<Duration> SCHEDULE = Key.millis("rotate.schedule.ms", Duration.ZERO, Duration.ofDays(1))
            .doc(
                    "Closes all files at midnight and each such period after it, by the clock of the worker: `3600000` at each full "
                            + "hour. A period that is no part of a day begins anew at midnight. 0 is off.")
            .where("0, or a whole number from 1000 to 86400000", period -> period.isZero() || period.toSeconds() > 0)
            .defaultsTo(Duration.ZERO);
    static final Key<ZoneId> SCHEDULE_ZONE = Key.of(
                    "rotate.schedule.zone", "a time zone", RotationSection::zone, ZoneId::getId)
            .doc(
                    "The zone whose midnight it is, such as `Europe/Vienna`. When its clocks change, an hour that comes twice is "
                            + "two, and one that is left out is none.")
            .importance(Importance.LOW)
            .defaultsTo(ZoneId.of("UTC"));
    static final Key<String> HEADER = Key.text("rotate.on.header")
            .doc(
                    "A record with a header of this name, whatever its value, closes all open files of its topic-partition as soon "
                            + "as its own row is in them: a source or a transform can say by it that a day or a snapshot is whole. "
                            + "To close the files of a topic, each of its partitions needs such a record. It must be one that "
                            + "becomes a row; records that are left out or rejected close nothing. Empty is off.")
            .importance(Importance.LOW)
            .defaultsTo("");

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
        return List.of(ROWS, BYTES, INTERVAL, IDLE, SPAN, SCHEDULE, SCHEDULE_ZONE, HEADER);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            if (values.get(ROWS) == 0
                    && values.get(BYTES) == 0
                    && values.get(INTERVAL).isZero()
                    && values.get(IDLE).isZero()
                    && values.get(SCHEDULE).isZero()) {
                problems.add(INTERVAL, "must not be off when every other limit is: no file would ever be closed");
            }
        });
    }

    @Override
    public RotationPolicy read(Values values) {
        return new RotationPolicy(
                values.get(ROWS),
                values.get(BYTES),
                values.get(INTERVAL),
                values.get(IDLE),
                values.get(SPAN),
                new Schedule(values.get(SCHEDULE), values.get(SCHEDULE_ZONE)),
                values.get(HEADER));
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("see the list of the IANA time zone database", e);
        }
    }
}
