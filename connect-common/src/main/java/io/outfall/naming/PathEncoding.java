// SPDX-License-Identifier: Apache-2.0
package io.outfall.naming;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Any value as one segment of a path: never empty, never {@code .} or {@code ..}, without slash, control character or
 * anything that UTF-8 cannot hold; and two different values never give the same segment.
 *
 * <ul>
 *   <li>Letters and digits of ASCII, {@code - _ . ! ( )} and nearly all that is not ASCII stand for themselves.
 *   <li>Any other character of ASCII, and a dot at the start, is {@code %} and two hexadecimal digits. Hive, Spark and
 *       Trino write and read {@code name=value} directories so; they take each such escape for one character, not for a
 *       byte of UTF-8, which is why other characters are left as they are.
 *   <li>Control characters beyond ASCII, and what the XML of an S3 listing cannot hold (halves of surrogate pairs,
 *       U+FFFE, U+FFFF), are {@code %u} and four digits, which readers leave alone.
 *   <li>SQL NULL is {@value #NULL}, as which those engines read it back; the empty text is {@value #EMPTY}; what the
 *       record says nothing of is {@value #ABSENT}. A text that looks like one of them has its first underscore
 *       escaped.
 * </ul>
 */
public final class PathEncoding {
    /** SQL NULL, the one spelling that engines read back as such. */
    public static final String NULL = "__HIVE_DEFAULT_PARTITION__";
    /** The empty text, which a directory cannot be called and which Spark refuses after {@code name=}. */
    public static final String EMPTY = "__EMPTY__";
    /** No value, not even NULL: a column, header or part that the record does not have. */
    public static final String ABSENT = "__ABSENT__";

    private static final String PLAIN_ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!()";
    private static final String RESERVED = "__";
    private static final int LAST_CONTROL = 0x9F;

    private PathEncoding() {}

    /** The segment of a value, or {@link #NULL} of null. */
    public static String encode(@Nullable String value) {
        if (value == null) {
            return NULL;
        }
        if (value.isEmpty()) {
            return EMPTY;
        }
        StringBuilder segment = new StringBuilder(value.length() + 8);
        int start = 0;
        if (value.startsWith(".") || isReserved(value)) {
            escape(segment, value.charAt(0));
            start = 1;
        }
        value.codePoints().skip(start).forEach(character -> {
            if (isPlain(character)) {
                segment.appendCodePoint(character);
            } else {
                escape(segment, character);
            }
        });
        return segment.toString();
    }

    /** The segment {@code name=value} of a partition column. */
    public static String encode(String name, @Nullable String value) {
        return encode(name) + "=" + encode(value);
    }

    private static boolean isReserved(String value) {
        return value.startsWith(RESERVED) && value.endsWith(RESERVED);
    }

    /** By ranges, not by categories of Unicode: those change from one Java to the next, and a path must not. */
    private static boolean isPlain(int character) {
        if (character < 0x80) {
            return PLAIN_ASCII.indexOf(character) >= 0;
        }
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return character > LAST_CONTROL && !surrogate && character != 0xFFFE && character != 0xFFFF;
    }

    private static void escape(StringBuilder segment, int character) {
        segment.append(String.format(Locale.ROOT, character < 0x80 ? "%%%02X" : "%%u%04X", character));
    }
}
