// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.http.template.JsonNode.Member;
import io.outfall.json.JsonReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A template that is JSON itself, so that whatever a record holds, the outcome is JSON of the same form:
 *
 * <pre>{@code
 * {"id": "${key.id}", "name": "Mr. ${row.name}", "${*row}": true, "deleted": "${deleted}"}
 * }</pre>
 *
 * A string that is one placeholder takes the value with its type, a longer one takes it as escaped text. The member
 * <code>"${*row}": true</code> is all columns that the object does not name itself, but for those in <code>
 * {"except": ["secret"]}</code> where that stands in place of {@code true}. What the change says nothing of is left out
 * of its object, and is null in a list.
 *
 * @param text as it was written
 * @param root what it says
 */
public record JsonTemplate(String text, JsonNode root) implements BodyTemplate {
    private static final String EXCEPT = "except";

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static JsonTemplate parse(String text) {
        return new JsonTemplate(text, node(JsonReader.read(text)));
    }

    @Override
    public BodyRenderer renderer() {
        return new JsonRenderer(root);
    }

    @Override
    public String toString() {
        return text;
    }

    private static JsonNode node(@Nullable Object tree) {
        if (tree instanceof String text) {
            return string(text);
        }
        if (tree instanceof List<?> list) {
            List<JsonNode> elements = list.stream().map(JsonTemplate::node).toList();
            boolean fixed = elements.stream().allMatch(JsonNode.Fixed.class::isInstance);
            return fixed ? new JsonNode.Fixed(tree) : new JsonNode.Elements(elements);
        }
        return tree instanceof Map<?, ?> map ? object(map) : new JsonNode.Fixed(tree);
    }

    private static JsonNode string(String text) {
        List<Piece> pieces = Piece.parse(text);
        if (pieces.isEmpty()) {
            return new JsonNode.Fixed("");
        }
        if (pieces.size() > 1) {
            return new JsonNode.Text(pieces);
        }
        return pieces.get(0) instanceof Piece.Variable variable
                ? new JsonNode.Value(variable.placeholder())
                : new JsonNode.Fixed(((Piece.Literal) pieces.get(0)).text());
    }

    private static JsonNode object(Map<?, ?> map) {
        Set<String> names = map.keySet().stream()
                .map(String.class::cast)
                .filter(name -> !isSpread(name))
                .collect(Collectors.toSet());
        List<Member> members = new ArrayList<>();
        map.forEach((key, value) -> {
            String name = (String) key;
            members.add(isSpread(name) ? spread(name, value, names) : new JsonNode.Named(named(name), node(value)));
        });
        boolean fixed = members.stream()
                .allMatch(member -> member instanceof JsonNode.Named named && named.value() instanceof JsonNode.Fixed);
        return fixed ? new JsonNode.Fixed(map) : new JsonNode.Members(List.copyOf(members));
    }

    private static boolean isSpread(String name) {
        return name.startsWith("${*") && name.endsWith("}");
    }

    private static String named(String name) {
        if (name.contains("${")) {
            throw new IllegalArgumentException(
                    "the name \"" + name + "\" holds a placeholder; only ${*row} and the like can stand for names");
        }
        return name;
    }

    private static Member spread(String name, @Nullable Object value, Set<String> named) {
        String row = name.substring(3, name.length() - 1).strip();
        Part part = Arrays.stream(Part.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(row))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + name + "\" is no row; there are ${*row}, ${*after}, ${*before} and ${*key}"));
        Set<String> without = new HashSet<>(named);
        without.addAll(exceptions(name, value));
        return new JsonNode.Spread(part, Set.copyOf(without));
    }

    private static List<String> exceptions(String name, @Nullable Object value) {
        if (Boolean.TRUE.equals(value)) {
            return List.of();
        }
        if (value instanceof Map<?, ?> options
                && options.size() == 1
                && options.get(EXCEPT) instanceof List<?> columns
                && columns.stream().allMatch(String.class::isInstance)) {
            return columns.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException(
                "the value of \"" + name + "\" is neither true nor {\"except\": [\"a column\"]}");
    }
}
