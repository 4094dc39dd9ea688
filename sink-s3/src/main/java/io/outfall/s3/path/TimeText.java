// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Formats moments, again only when the text can be another one: after an hour, say, for a pattern down to hours. Not
 * thread-safe: the task thread owns it.
 */
final class TimeText {
    private final Span zoned;
    private final Span local;

    TimeText(TimePattern pattern, ZoneId zone, SegmentEncoder encoder) {
        this.zoned = new Span(pattern, zone, encoder);
        this.local = new Span(pattern, ZoneOffset.UTC, encoder);
    }

    String of(Moment moment) {
        return (moment.isLocal() ? local : zoned).text(moment.micros());
    }

    /** The span of time for which the last text holds. */
    private static final class Span {
        private final DateTimeFormatter formatter;
        private final int steadySeconds;
        private final ZoneId zone;
        private final ZoneRules rules;
        private final SegmentEncoder encoder;
        private long from = 1;
        private long until;
        private String text = "";

        Span(TimePattern pattern, ZoneId zone, SegmentEncoder encoder) {
            this.formatter = pattern.formatter();
            this.steadySeconds = pattern.steadySeconds();
            this.zone = zone;
            this.rules = zone.getRules();
            this.encoder = encoder;
        }

        String text(long micros) {
            if (micros < from || micros >= until) {
                move(micros);
            }
            return text;
        }

        private void move(long micros) {
            long second = Math.floorDiv(micros, Moment.MICROS_PER_SECOND);
            long nano = Math.floorMod(micros, Moment.MICROS_PER_SECOND) * 1_000;
            Instant instant = Instant.ofEpochSecond(second, nano);
            text = encoder.encode(formatter.format(instant.atZone(zone)));
            if (steadySeconds == 0) {
                from = micros;
                until = micros + 1;
            } else {
                span(second);
            }
        }

        // Between two changes of the zone's offset, hours and days begin at multiples of their length on its clock.
        private void span(long second) {
            Instant instant = Instant.ofEpochSecond(second);
            long offset = rules.getOffset(instant).getTotalSeconds();
            long first = Math.floorDiv(second + offset, (long) steadySeconds) * steadySeconds - offset;
            long end = first + steadySeconds;
            ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
            ZoneOffsetTransition after = rules.nextTransition(instant);
            if (before != null) {
                first = Math.max(first, before.toEpochSecond());
            }
            if (after != null) {
                end = Math.min(end, after.toEpochSecond());
            }
            from = first * Moment.MICROS_PER_SECOND;
            until = end * Moment.MICROS_PER_SECOND;
        }
    }
}
