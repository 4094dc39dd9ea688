// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import io.outfall.naming.TableId;
import io.outfall.naming.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a dataset or a table: text with variables, each <code>${topic}</code>, <code>${topic.-1}</code> (a part
 * of the topic between its dots, counted from the end where negative), <code>${source.database}</code>, <code>
 * ${source.schema}</code> or <code>${source.table}</code>.
 */
final class NameTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern TOPIC_PART = Pattern.compile("topic\\.(-?[1-9][0-9]?)");
    private static final String KNOWN = "topic, topic.1, topic.-1, source.database, source.schema, source.table";

    private final String text;
    private final List<Piece> pieces;
    private final boolean asksSource;

    /** Gives a piece of the name, null where the record has no such thing. */
    @FunctionalInterface
    private interface Piece extends BiFunction<String, @Nullable TableId, @Nullable String> {}

    private NameTemplate(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
        this.asksSource = text.contains("${source.");
    }

    /** @throws IllegalArgumentException if a variable is unknown or a brace is missing */
    static NameTemplate parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int from = 0;
        while (variable.find()) {
            literal(text.substring(from, variable.start()), pieces);
            pieces.add(piece(variable.group(1)));
            from = variable.end();
        }
        literal(text.substring(from), pieces);
        return new NameTemplate(text, pieces);
    }

    /** Whether the name depends on what the event says of its source. */
    boolean asksSource() {
        return asksSource;
    }

    /**
     * The name, as its variables spell it.
     *
     * @param source what the event says of its source; null if the template does not ask
     * @return null if the record lacks one of the variables
     */
    @Nullable
    String render(String topic, @Nullable TableId source) {
        StringBuilder name = new StringBuilder();
        for (Piece piece : pieces) {
            String part = piece.apply(topic, source);
            if (part == null) {
                return null;
            }
            name.append(part);
        }
        return name.toString();
    }

    @Override
    public String toString() {
        return text;
    }

    private static void literal(String text, List<Piece> pieces) {
        if (text.contains("${")) {
            throw new IllegalArgumentException("a brace is missing after " + text);
        }
        if (!text.isEmpty()) {
            pieces.add((topic, source) -> text);
        }
    }

    private static Piece piece(String variable) {
        Matcher part = TOPIC_PART.matcher(variable);
        if (part.matches()) {
            int number = Integer.parseInt(part.group(1));
            return (topic, source) -> new TopicName(topic).part(number);
        }
        return switch (variable) {
            case "topic" -> (topic, source) -> topic;
            case "source.database" -> (topic, source) -> source == null ? null : source.database();
            case "source.schema" -> (topic, source) -> source == null ? null : source.schema();
            case "source.table" -> (topic, source) -> source == null ? null : source.table();
            default ->
                throw new IllegalArgumentException("${" + variable + "} is no variable; those that exist are " + KNOWN);
        };
    }
}
