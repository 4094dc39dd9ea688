// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.util.List;
import java.util.stream.Collectors;

/** What the fixed text of a key may be. */
final class Literals {
    // What S3's naming guidelines say to avoid, and the two that other tools expand.
    private static final String AVOIDED = "\\{}^%`[]\"<>~#|*?";
    // Stands for a variable, whose text is never empty and never only dots.
    private static final String ANY = "x";

    private Literals() {}

    /** @throws IllegalArgumentException if the pieces do not make a path of a file */
    static void check(List<Piece> pieces) {
        String skeleton = pieces.stream()
                .map(piece -> piece instanceof Piece.Literal literal ? literal.text() : ANY)
                .collect(Collectors.joining());
        if (skeleton.isEmpty() || skeleton.endsWith("/")) {
            throw new IllegalArgumentException("it does not end in the name of a file");
        }
        check(skeleton);
    }

    /** @throws IllegalArgumentException if the text is no path of segments that can be in a key */
    static void check(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isISOControl(c) || AVOIDED.indexOf(c) >= 0) {
                throw new IllegalArgumentException("the character "
                        + (c < ' ' ? String.format("U+%04X", (int) c) : "'" + c + "'") + " does not belong in a key");
            }
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty()) {
                throw new IllegalArgumentException(
                        "it has an empty segment: a slash at its start or end, or two in a row");
            }
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("'" + segment + "' is no name of a directory");
            }
        }
    }
}
