// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import java.util.ArrayList;
import java.util.List;

/** A piece of a text with placeholders. */
sealed interface Piece {

    /** Text as it is. */
    record Literal(String text) implements Piece {}

    /** What is put in. */
    record Variable(Placeholder placeholder) implements Piece {}

    /**
     * Takes a text apart. <code>$${</code> stands for <code>${</code> itself.
     *
     * @return its pieces in order, no literal beside another, none empty
     * @throws IllegalArgumentException with what is wrong
     */
    static List<Piece> parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int close = closing(text, at);
                flush(literal, pieces);
                pieces.add(new Variable(Placeholder.parse(text.substring(at + 2, close))));
                at = close + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        flush(literal, pieces);
        return List.copyOf(pieces);
    }

    private static int closing(String text, int open) {
        boolean quoted = false;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '}' && !quoted) {
                return i;
            }
        }
        throw new IllegalArgumentException("'" + text.substring(open) + "' has no closing brace");
    }

    private static void flush(StringBuilder literal, List<Piece> pieces) {
        if (!literal.isEmpty()) {
            pieces.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
