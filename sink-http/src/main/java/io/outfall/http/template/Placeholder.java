// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.json.JsonReader;
import io.outfall.type.SemanticType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A name between <code>${</code> and <code>}</code>, with filters behind bars: <code>${after.price | number |
 * default(0)}</code>.
 *
 * @param text what stands between the braces
 * @param reference what it names
 * @param conversions what is done to a value, in order
 * @param fallback what stands for NULL and for what the change says nothing of; null for none
 * @param omitsNull whether NULL counts as nothing
 */
record Placeholder(
        String text,
        Reference reference,
        List<Conversion> conversions,
        @Nullable Fallback fallback,
        boolean omitsNull) {
    private static final String OMIT = "omit_null";
    private static final String DEFAULT = "default(";

    /** What stands for a value that is not there. */
    record Fallback(SemanticType type, @Nullable Object value) {}

    /** @throws IllegalArgumentException with what is wrong */
    static Placeholder parse(String text) {
        List<String> pieces = bars(text);
        Reference reference = Reference.parse(pieces.get(0).strip());
        List<Conversion> conversions = new ArrayList<>();
        Fallback fallback = null;
        boolean omitsNull = false;
        for (String piece : pieces.subList(1, pieces.size())) {
            String filter = piece.strip();
            if (filter.equals(OMIT)) {
                omitsNull = true;
            } else if (filter.startsWith(DEFAULT) && filter.endsWith(")")) {
                fallback = fallback(
                        filter.substring(DEFAULT.length(), filter.length() - 1).strip());
            } else {
                conversions.add(conversion(filter));
            }
        }
        return new Placeholder(text.strip(), reference, List.copyOf(conversions), fallback, omitsNull);
    }

    /** Whether a row without the column is no mistake. */
    boolean isOptional() {
        return fallback != null || omitsNull;
    }

    @Override
    public String toString() {
        return "${" + text + "}";
    }

    private static Conversion conversion(String name) {
        Optional<Conversion> found = Arrays.stream(Conversion.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no filter; there are "
                + Arrays.stream(Conversion.values())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + ", default(...) and omit_null"));
    }

    private static Fallback fallback(String argument) {
        if (argument.length() > 1 && argument.startsWith("'") && argument.endsWith("'")) {
            return new Fallback(new SemanticType.Text(), argument.substring(1, argument.length() - 1));
        }
        Object value;
        try {
            value = JsonReader.read(argument);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "default(" + argument + ") needs a number, true, false, null, or text in 'single quotes'", e);
        }
        if (value instanceof BigDecimal) {
            return new Fallback(new SemanticType.VariableDecimal(), value);
        }
        if (value instanceof Boolean) {
            return new Fallback(new SemanticType.Bool(), value);
        }
        if (value == null || value instanceof String) {
            return new Fallback(new SemanticType.Text(), value);
        }
        return new Fallback(new SemanticType.Json(), argument);
    }

    /** The text at its bars, but for those in the argument of a filter. */
    private static List<String> bars(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '|' && !quoted) {
                pieces.add(text.substring(start, i));
                start = i + 1;
            }
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
