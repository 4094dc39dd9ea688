// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.pipeline.UnfitRowException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of a header, with placeholders. A record cannot put a line break or any other control character into it.
 *
 * @param text as it was written
 * @param pieces what it consists of
 */
public record HeaderTemplate(String text, List<Piece> pieces) {
    private static final int LAST_ASCII = 0x7E;

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static HeaderTemplate parse(String text) {
        if (illegal(text) >= 0) {
            throw new IllegalArgumentException("a header holds printable ASCII alone");
        }
        return new HeaderTemplate(text, Piece.parse(text));
    }

    /** The template made ready for one task. */
    public Renderer renderer() {
        return new Renderer(this);
    }

    @Override
    public String toString() {
        return text;
    }

    private static int illegal(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c > LAST_ASCII) {
                return i;
            }
        }
        return -1;
    }

    /** Makes the values of one header. Owned by one task. */
    public static final class Renderer {
        private final HeaderTemplate template;
        private final @Nullable Slot only;
        private final TextRenderer text;
        private final CellText cells = new CellText();

        private Renderer(HeaderTemplate template) {
            LooseValues loose = new LooseValues();
            this.template = template;
            this.text = new TextRenderer(template.pieces, loose, cells);
            this.only = template.pieces.size() == 1 && template.pieces.get(0) instanceof Piece.Variable variable
                    ? new Slot(variable.placeholder(), loose, cells)
                    : null;
        }

        /**
         * The value for a change; null where the template is one placeholder for which the change has nothing or NULL,
         * and then the header is left out.
         *
         * @throws UnfitRowException if no header can hold it
         */
        public @Nullable String render(Subject subject) throws UnfitRowException {
            String value;
            if (only != null) {
                Cell cell = only.read(subject);
                if (cell.value() == null) {
                    return null;
                }
                value = cells.of(cell);
            } else {
                value = text.render(subject);
            }
            int illegal = illegal(value);
            if (illegal >= 0) {
                throw new UnfitRowException(
                        null,
                        "the header " + template.text + " would hold the character U+"
                                + String.format("%04X", (int) value.charAt(illegal))
                                + ", which headers cannot");
            }
            return value.strip();
        }
    }
}
