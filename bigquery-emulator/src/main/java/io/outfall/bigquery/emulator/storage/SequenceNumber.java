// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

import io.outfall.bigquery.emulator.value.BadValue;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * {@code _CHANGE_SEQUENCE_NUMBER}: one to four sections of one to 16 hexadecimal digits, joined by a slash, compared
 * section by section as numbers. Of two that agree as far as the shorter one goes, the longer one is greater.
 */
public record SequenceNumber(String text) implements Comparable<SequenceNumber> {

    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{1,16}(/[0-9A-Fa-f]{1,16}){0,3}");

    /** What a row without a number has. */
    public static final SequenceNumber NONE = new SequenceNumber("");

    /** Reads a number that a writer sent. */
    public static SequenceNumber of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new BadValue("Invalid _CHANGE_SEQUENCE_NUMBER '" + text
                    + "': one to four sections of at most 16 hexadecimal digits, separated by '/', are expected");
        }
        return new SequenceNumber(text);
    }

    @Override
    public int compareTo(SequenceNumber other) {
        return Arrays.compare(sections(), other.sections(), Long::compareUnsigned);
    }

    private Long[] sections() {
        if (text.isEmpty()) {
            return new Long[0];
        }
        return Arrays.stream(text.split("/", -1))
                .map(section -> Long.parseUnsignedLong(section, 16))
                .toArray(Long[]::new);
    }
}
