// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The variables of a template by their names: what stands between <code>${</code> and <code>}</code>. */
final class Variables {
    private static final Pattern TOPIC_PART = Pattern.compile("topic\\.(-?[1-9][0-9]{0,2})");
    // The longest an offset gets is 19 digits.
    private static final int MAX_WIDTH = 20;
    private static final String KNOWN = "topic, topic.1, topic.-1, original.topic, partition, start.offset, "
            + "source.database, source.schema, source.table, column:name, header:name, time:pattern, "
            + "time.source:pattern, time.kafka:pattern, time.wall:pattern, time.column:name:pattern, connector, ext, uuid";

    private Variables() {}

    /**
     * The pieces that a variable stands for; several where a time pattern has slashes.
     *
     * @throws IllegalArgumentException if there is no such variable, or its arguments make no sense
     */
    static List<Piece> parse(String variable) {
        int colon = variable.indexOf(':');
        String name = colon < 0 ? variable : variable.substring(0, colon);
        String argument = colon < 0 ? null : variable.substring(colon + 1);
        if (name.equals("time") || name.startsWith("time.")) {
            return time(name, argument);
        }
        return List.of(simple(name, argument));
    }

    private static Piece simple(String name, @Nullable String argument) {
        return switch (name) {
            case "partition" -> new Piece.Partition(width(name, argument));
            case "start.offset" -> new Piece.StartOffset(width(name, argument));
            case "column" -> new Piece.ColumnValue(required(name, "a column, as in ${column:region}", argument));
            case "header" -> new Piece.HeaderValue(required(name, "a header, as in ${header:tenant}", argument));
            default -> {
                Piece plain = plain(name);
                if (argument != null) {
                    throw new IllegalArgumentException("${" + name + "} takes nothing after a colon");
                }
                yield plain;
            }
        };
    }

    private static Piece plain(String name) {
        for (Piece.Source source : Piece.Source.values()) {
            if (name.equals(source.variable())) {
                return source;
            }
        }
        Matcher part = TOPIC_PART.matcher(name);
        if (part.matches()) {
            return new Piece.TopicPart(Integer.parseInt(part.group(1)));
        }
        return switch (name) {
            case "topic" -> new Piece.Topic();
            case "original.topic" -> new Piece.OriginalTopic();
            case "connector" -> Piece.Constant.CONNECTOR;
            case "ext" -> Piece.Constant.EXTENSION;
            case "uuid" -> new Piece.Unique();
            default -> throw unknown(name);
        };
    }

    private static List<Piece> time(String name, @Nullable String argument) {
        return switch (name) {
            case "time", "time.source" -> time(name, new TimeOf.Source(), argument);
            case "time.kafka" -> time(name, new TimeOf.Kafka(), argument);
            case "time.wall" -> time(name, new TimeOf.Wall(), argument);
            case "time.column" -> timeOfColumn(argument);
            default -> throw unknown(name);
        };
    }

    private static List<Piece> timeOfColumn(@Nullable String argument) {
        int colon = argument == null ? -1 : argument.indexOf(':');
        if (argument == null || colon <= 0 || colon == argument.length() - 1) {
            throw new IllegalArgumentException(
                    "${time.column} needs a column and a pattern, as in" + " ${time.column:created_at:yyyy-MM-dd}");
        }
        return segments(new TimeOf.Column(argument.substring(0, colon)), argument.substring(colon + 1));
    }

    private static List<Piece> time(String name, TimeOf of, @Nullable String pattern) {
        return segments(of, required(name, "a pattern, as in ${" + name + ":yyyy-MM-dd}", pattern));
    }

    /** A time pattern, whose slashes part segments of the path as those of the template do. */
    private static List<Piece> segments(TimeOf of, String pattern) {
        List<Piece> pieces = new ArrayList<>();
        for (String segment : pattern.split("/", -1)) {
            if (!pieces.isEmpty()) {
                pieces.add(new Piece.Literal("/"));
            }
            try {
                pieces.add(new Piece.Time(of, TimePattern.of(segment)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the time pattern '" + segment + "' " + e.getMessage(), e);
            }
        }
        return pieces;
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("${" + name + "} is no variable; those that exist are " + KNOWN);
    }

    private static String required(String name, String what, @Nullable String argument) {
        if (argument == null || argument.isBlank()) {
            throw new IllegalArgumentException("${" + name + "} needs " + what);
        }
        return argument;
    }

    private static int width(String name, @Nullable String argument) {
        if (argument == null) {
            return 1;
        }
        if (!argument.matches("[0-9]{1,2}")
                || Integer.parseInt(argument) < 1
                || Integer.parseInt(argument) > MAX_WIDTH) {
            throw new IllegalArgumentException("${" + name + "} takes a number of digits from 1 to " + MAX_WIDTH
                    + ", as in ${" + name + ":10}, not '" + argument + "'");
        }
        return Integer.parseInt(argument);
    }
}
