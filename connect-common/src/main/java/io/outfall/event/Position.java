// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import java.util.Arrays;

/**
 * A place in a source's log: up to four unsigned 64-bit sections, most significant first. Positions of one source are
 * ordered as its log is; positions of different sources do not compare in any useful way.
 *
 * <p>{@link #toString()} gives sections of 16 hexadecimal digits joined by {@code /}, which sort as text in the order
 * of the log, and is the form that BigQuery's {@code _CHANGE_SEQUENCE_NUMBER} takes.
 */
public final class Position implements Comparable<Position> {
    /** No position: before every other. Rows of snapshots and of sources without a log have it. */
    public static final Position NONE = new Position();

    private static final int MAX_SECTIONS = 4;

    private final long[] sections;

    private Position(long... sections) {
        this.sections = sections;
    }

    /** @param sections one to four, most significant first, unsigned */
    public static Position of(long... sections) {
        if (sections.length == 0 || sections.length > MAX_SECTIONS) {
            throw new IllegalArgumentException("a position has 1 to 4 sections, not " + sections.length);
        }
        return new Position(sections.clone());
    }

    /** The same for two sections, which is what PostgreSQL's events have, without a copy on the way. */
    public static Position of(long first, long second) {
        return new Position(first, second);
    }

    public boolean isNone() {
        return sections.length == 0;
    }

    @Override
    public int compareTo(Position other) {
        return Arrays.compareUnsigned(sections, other.sections);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position that && Arrays.equals(sections, that.sections);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sections);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(sections.length * 17);
        for (long section : sections) {
            if (!text.isEmpty()) {
                text.append('/');
            }
            String digits = Long.toHexString(section);
            text.append("0".repeat(16 - digits.length())).append(digits);
        }
        return text.toString();
    }
}
