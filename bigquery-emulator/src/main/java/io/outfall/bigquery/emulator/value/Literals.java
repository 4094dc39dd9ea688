// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.value;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values written as text. Only the canonical literals are read; BigQuery takes some more. */
public final class Literals {

    private static final String DATE = "(\\d{4})-(\\d{1,2})-(\\d{1,2})";
    private static final String TIME = "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,6}))?";
    private static final Pattern DATE_ONLY = Pattern.compile(DATE);
    private static final Pattern TIME_ONLY = Pattern.compile(TIME);
    private static final Pattern DATE_TIME = Pattern.compile(DATE + "[Tt ]" + TIME);
    private static final Pattern INSTANT =
            Pattern.compile(DATE + "[Tt ]" + TIME + "(?: ?(?:UTC|[Zz])|([+-])(\\d{1,2})(?::(\\d{2}))?)");
    private static final Pattern INTERVAL =
            Pattern.compile("-?(\\d{1,5})-(\\d{1,2}) -?(\\d{1,7}) -?\\d{1,8}:\\d{1,2}:\\d{1,2}(\\.\\d{1,6})?");
    private static final Pattern GEOGRAPHY = Pattern.compile(
            "(?i)\\s*(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION|FULLGLOBE)"
                    + "\\s*(EMPTY\\s*|\\([-+\\d.eE,()\\sA-Za-z]*\\)\\s*)?");
    /** A line with one vertex or none. */
    private static final Pattern NO_LINE = Pattern.compile("(?i)LINESTRING\\s*\\([^,()]*\\)");

    private Literals() {}

    public static LocalDate date(String text) {
        Matcher match = match(DATE_ONLY, text, "DATE");
        return valid("DATE", text, () -> day(match, text));
    }

    public static LocalTime time(String text) {
        Matcher match = match(TIME_ONLY, text, "TIME");
        return valid("TIME", text, () -> clock(match, 1));
    }

    public static LocalDateTime datetime(String text) {
        Matcher match = match(DATE_TIME, text, "DATETIME");
        return valid("DATETIME", text, () -> LocalDateTime.of(day(match, text), clock(match, 4)));
    }

    /** A date and time with its zone, which must be UTC, Z or an offset. */
    public static OffsetDateTime timestamp(String text) {
        Matcher match = match(INSTANT, text, "TIMESTAMP");
        OffsetDateTime instant = valid(
                "TIMESTAMP",
                text,
                () -> LocalDateTime.of(day(match, text), clock(match, 4))
                        .atOffset(offset(match))
                        .withOffsetSameInstant(ZoneOffset.UTC));
        CivilTime.checkYear(instant.getYear(), text);
        return instant;
    }

    /** Checks {@code Y-M D H:M:S[.F]}. */
    public static String interval(String text) {
        Matcher match = match(INTERVAL, text, "INTERVAL");
        if (Integer.parseInt(match.group(1)) > 10_000 || Integer.parseInt(match.group(3)) > 3_660_000) {
            throw new BadValue("INTERVAL out of range: " + text);
        }
        return text;
    }

    /**
     * Checks well-known text as far as its words, characters, parentheses and the vertices of its lines go, or takes
     * GeoJSON if it is JSON.
     */
    public static String geography(String text) {
        if (text.startsWith("{")) {
            return json(text);
        }
        int open = 0;
        for (int i = 0; i < text.length() && open >= 0; i++) {
            open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        if (open != 0 || !GEOGRAPHY.matcher(text).matches()) {
            throw new BadValue("Invalid GEOGRAPHY value: " + text);
        }
        if (NO_LINE.matcher(text).find()) {
            throw new BadValue("Invalid GEOGRAPHY value: LINESTRING should have at least two vertices: " + text);
        }
        return text;
    }

    /** Checks that a text is one value of JSON. */
    public static String json(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            reader.skipValue();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more than one value");
            }
            return text;
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new BadValue("Invalid JSON value: " + e.getMessage());
        }
    }

    private static LocalDate day(Matcher match, String text) {
        LocalDate date = LocalDate.of(group(match, 1), group(match, 2), group(match, 3));
        CivilTime.checkYear(date.getYear(), text);
        return date;
    }

    private static LocalTime clock(Matcher match, int from) {
        String fraction = match.group(from + 3);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(group(match, from), group(match, from + 1), group(match, from + 2), nanos);
    }

    private static ZoneOffset offset(Matcher match) {
        if (match.group(8) == null) {
            return ZoneOffset.UTC;
        }
        int minutes = group(match, 9) * 60 + (match.group(10) == null ? 0 : group(match, 10));
        return ZoneOffset.ofTotalSeconds((match.group(8).equals("-") ? -60 : 60) * minutes);
    }

    private static int group(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static Matcher match(Pattern pattern, String text, String type) {
        Matcher match = pattern.matcher(text);
        if (!match.matches()) {
            throw new BadValue("Invalid " + type + " value: '" + text + "'");
        }
        return match;
    }

    private static <T> T valid(String type, String text, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (DateTimeException e) {
            throw new BadValue("Invalid " + type + " value: '" + text + "': " + e.getMessage());
        }
    }
}
