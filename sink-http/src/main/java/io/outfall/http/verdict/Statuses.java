// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of HTTP statuses.
 *
 * @param ranges that it consists of
 */
public record Statuses(List<Range> ranges) {

    /** From one status to another, both included. */
    public record Range(int from, int to) {
        private static final Pattern TEXT = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

        /** @throws IllegalArgumentException if it is neither a status nor two with a dash between */
        public static Range parse(String text) {
            Matcher range = TEXT.matcher(text);
            if (!range.matches()) {
                throw new IllegalArgumentException(text + " is neither");
            }
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            if (to < from) {
                throw new IllegalArgumentException(text + " is upside down");
            }
            return new Range(from, to);
        }

        /** Whether a status is in both. */
        boolean overlaps(Range other) {
            return from <= other.to && other.from <= to;
        }

        @Override
        public String toString() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    public boolean has(int status) {
        for (Range range : ranges) {
            if (status >= range.from && status <= range.to) {
                return true;
            }
        }
        return false;
    }

    /** Whether a status is in both. */
    boolean overlaps(Statuses other) {
        return ranges.stream().anyMatch(range -> other.ranges.stream().anyMatch(range::overlaps));
    }
}
