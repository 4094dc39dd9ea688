// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A pattern of {@link DateTimeFormatter} without the letters of week-based calendars: what they give depends on a
 * locale, and the one that is ever met, {@code YYYY}, is written for {@code yyyy} and wrong around New Year only.
 *
 * @param text the pattern
 */
record TimePattern(String text) {
    private static final String LETTERS = "GuyMLdDQqEaHhKkmsSAnNXxZVzO";
    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2000, 12, 31, 23, 59, 59, 999_999_999, ZoneOffset.UTC);

    /** @throws IllegalArgumentException with what is wrong, in words that go on after the pattern */
    static TimePattern of(String text) {
        String letters = text.replaceAll("'[^']*'", "");
        letters.chars()
                .filter(c -> Character.isLetter(c) && LETTERS.indexOf(c) < 0)
                .findFirst()
                .ifPresent(c -> {
                    throw new IllegalArgumentException(
                            c == 'Y'
                                    ? "has YYYY, the year of a week; write yyyy"
                                    : "has the letter " + (char) c + "; those that work are " + LETTERS);
                });
        try {
            TimePattern pattern = new TimePattern(text);
            if (pattern.formatter().format(SAMPLE).isEmpty()) {
                throw new IllegalArgumentException("gives nothing");
            }
            return pattern;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cannot be formatted: " + e.getMessage(), e);
        }
    }

    DateTimeFormatter formatter() {
        return DateTimeFormatter.ofPattern(text, Locale.ENGLISH);
    }

    /** For how many seconds on the clock the text stays the same at least; 0 where it may change at once. */
    int steadySeconds() {
        if (has("SAnN")) {
            return 0;
        }
        if (has("s")) {
            return 1;
        }
        if (has("m")) {
            return 60;
        }
        return has("aHhKk") ? 3_600 : 86_400;
    }

    // Letters in quotes count too, which makes the text steady for a shorter time than it is and nothing wrong.
    private boolean has(String letters) {
        return letters.chars().anyMatch(letter -> text.indexOf(letter) >= 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
