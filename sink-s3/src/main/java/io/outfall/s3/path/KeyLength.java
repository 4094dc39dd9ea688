// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.nio.charset.StandardCharsets;

/** How long the parts of a key may be, so that no key is longer than S3 allows. */
final class KeyLength {
    // Topics have up to 249 characters, nearly none of which is escaped; so no topic is ever cut in a template of usual
    // length.
    private static final int LONGEST_VALUE = 255;
    // What is left of a cut text should still say something beside the 33 bytes of its hash.
    private static final int SHORTEST_LIMIT = 48;
    private static final int LONGEST_NUMBER = 20;
    private static final int UUID = 36;
    private static final int LONGEST_EXTENSION = 32;

    private KeyLength() {}

    /**
     * How many bytes of a key one value may take.
     *
     * @throws IllegalArgumentException if the fixed text leaves too little for the values
     */
    static int ofValues(PathSettings settings) {
        int fixed = utf8(settings.directory());
        int values = 0;
        for (Piece piece : settings.template().piecesOfRenamed()) {
            if (piece instanceof Piece.Literal literal) {
                fixed += utf8(literal.text());
            } else if (piece instanceof Piece.Partition || piece instanceof Piece.StartOffset) {
                fixed += LONGEST_NUMBER;
            } else if (piece instanceof Piece.Unique) {
                fixed += UUID;
            } else if (piece == Piece.Constant.EXTENSION) {
                fixed += LONGEST_EXTENSION;
            } else {
                values++;
            }
        }
        int limit = values == 0 ? LONGEST_VALUE : (PathRouter.MAX_KEY_BYTES - fixed) / values;
        if (limit < SHORTEST_LIMIT || fixed > PathRouter.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("it leaves too little of the " + PathRouter.MAX_KEY_BYTES
                    + " bytes of a key: its fixed text and numbers take up to " + fixed + " and each of its " + values
                    + " other variables needs " + SHORTEST_LIMIT);
        }
        return Math.min(limit, LONGEST_VALUE);
    }

    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
