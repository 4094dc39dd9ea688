// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.pipeline.UnfitRowException;
import java.util.List;

/** Text with placeholders, ready for one task. */
final class TextRenderer {
    private final List<Segment> segments;
    private final StringBuilder out = new StringBuilder();

    @FunctionalInterface
    private interface Segment {
        String text(Subject subject) throws UnfitRowException;
    }

    TextRenderer(List<Piece> pieces, LooseValues loose, CellText text) {
        this.segments =
                pieces.stream().map(piece -> segment(piece, loose, text)).toList();
    }

    /** @throws UnfitRowException if there is nothing for a placeholder, not even NULL */
    String render(Subject subject) throws UnfitRowException {
        out.setLength(0);
        for (int i = 0; i < segments.size(); i++) {
            out.append(segments.get(i).text(subject));
        }
        return out.toString();
    }

    private static Segment segment(Piece piece, LooseValues loose, CellText text) {
        if (piece instanceof Piece.Literal literal) {
            return subject -> literal.text();
        }
        Slot slot = new Slot(((Piece.Variable) piece).placeholder(), loose, text);
        return slot::text;
    }
}
