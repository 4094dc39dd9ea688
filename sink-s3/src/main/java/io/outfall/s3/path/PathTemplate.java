// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.util.ArrayList;
import java.util.List;

/**
 * How keys of objects are made, such as
 *
 * <pre>{@code
 * ${topic}/year=${time:yyyy}/month=${time:MM}/${topic}+${partition}+${start.offset:20}.${ext}
 * }</pre>
 *
 * <p>Whatever a record says is encoded so that it stays within its segment of the path. Two files never get one key:
 * they differ in the subscribed topic, the partition or the offset of their first record, and where the template does
 * not name one of these so that it can be told from what stands around it, it is put into the name of the file, before
 * <code>.${ext}</code>. Of a topic that a transform renamed, the subscribed name is put there too unless the template
 * has <code>${original.topic}</code>.
 */
public final class PathTemplate {
    private static final String EXTENSION = ".${ext}";

    private final String text;
    private final List<Piece> pieces;
    private final List<Piece> renamed;

    private PathTemplate(String text, List<Piece> pieces, List<Piece> renamed) {
        this.text = text;
        this.pieces = pieces;
        this.renamed = renamed;
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static PathTemplate parse(String text) {
        List<Piece> pieces = pieces(text);
        Literals.check(pieces);
        String whole = inFileName(text, Identity.missing(pieces));
        List<Piece> complete = pieces(whole);
        List<Piece> renamed =
                Identity.survivesRenames(complete) ? complete : pieces(inFileName(whole, List.of("${original.topic}")));
        return new PathTemplate(text, complete, renamed);
    }

    /** Whether a key tells which owner of a partition made it. */
    boolean tellsOwnersApart() {
        return pieces.contains(Piece.Constant.EXTENSION);
    }

    /** The pieces of a key, complete. */
    List<Piece> pieces() {
        return pieces;
    }

    /** The pieces of a key where a transform renamed the topic. */
    List<Piece> piecesOfRenamed() {
        return renamed;
    }

    /** The template as it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static String inFileName(String text, List<String> variables) {
        if (variables.isEmpty()) {
            return text;
        }
        int at = text.endsWith(EXTENSION) ? text.length() - EXTENSION.length() : text.length();
        String before = text.substring(0, at);
        String glue = before.isEmpty() || before.endsWith("/") ? "" : "+";
        return before + glue + String.join("+", variables) + text.substring(at);
    }

    private static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf("${", from);
            if (open < 0) {
                pieces.add(new Piece.Literal(text.substring(from)));
                break;
            }
            if (open > from) {
                pieces.add(new Piece.Literal(text.substring(from, open)));
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("'" + text.substring(open) + "' has no closing brace");
            }
            pieces.addAll(Variables.parse(text.substring(open + 2, close)));
            from = close + 1;
        }
        return List.copyOf(pieces);
    }
}
