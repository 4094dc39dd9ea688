// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.event.Row;
import io.outfall.json.JsonWriter;
import io.outfall.pipeline.UnfitRowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A template that is JSON, ready for one task: what is the same for every change is bytes, the rest reads cells and
 * writes them straight behind.
 */
final class JsonRenderer implements BodyRenderer {
    private final JsonWriter out = new JsonWriter();
    private final CellText text = new CellText();
    private final LooseValues loose = new LooseValues();
    private final Writer root;

    /** Writes a value. */
    @FunctionalInterface
    private interface Writer {
        void write(Subject subject) throws UnfitRowException;
    }

    /** Writes members of an object, and says how many there are after them. */
    @FunctionalInterface
    private interface Members {
        int write(Subject subject, int written) throws UnfitRowException;
    }

    JsonRenderer(JsonNode template) {
        this.root = part(template);
    }

    @Override
    public byte[] render(Subject subject) throws UnfitRowException {
        out.reset();
        root.write(subject);
        return Arrays.copyOf(out.bytes(), out.length());
    }

    private Writer part(JsonNode node) {
        if (node instanceof JsonNode.Fixed fixed) {
            byte[] json = utf8(new JsonWriter().tree(fixed.tree()));
            return subject -> out.verbatim(json);
        }
        if (node instanceof JsonNode.Value value) {
            Slot slot = slot(value.placeholder());
            return subject -> {
                Cell cell = slot.read(subject);
                text.json(cell.isMissing() ? Cell.NULL : cell, out);
            };
        }
        if (node instanceof JsonNode.Text pieces) {
            TextRenderer string = new TextRenderer(pieces.pieces(), loose, text);
            return subject -> out.string(string.render(subject));
        }
        return node instanceof JsonNode.Elements elements
                ? elements(elements.elements().stream().map(this::part).toList())
                : members((JsonNode.Members) node);
    }

    private Writer elements(List<Writer> parts) {
        return subject -> {
            out.beginList();
            for (int i = 0; i < parts.size(); i++) {
                out.element(i);
                parts.get(i).write(subject);
            }
            out.endList();
        };
    }

    private Writer members(JsonNode.Members node) {
        List<Members> members = node.members().stream().map(this::member).toList();
        return subject -> {
            int written = 0;
            out.beginObject();
            for (int i = 0; i < members.size(); i++) {
                written = members.get(i).write(subject, written);
            }
            out.endObject();
        };
    }

    private Members member(JsonNode.Member member) {
        if (member instanceof JsonNode.Spread spread) {
            return (subject, written) -> {
                Row row = spread.part().of(subject);
                return row == null ? written : text.members(row, spread.without(), written, out);
            };
        }
        JsonNode.Named named = (JsonNode.Named) member;
        byte[] name = utf8(new JsonWriter().name(0, named.name()));
        if (named.value() instanceof JsonNode.Value value) {
            Slot slot = slot(value.placeholder());
            return (subject, written) -> {
                Cell cell = slot.read(subject);
                if (cell.isMissing()) {
                    return written;
                }
                out.element(written).verbatim(name);
                text.json(cell, out);
                return written + 1;
            };
        }
        Writer value = part(named.value());
        return (subject, written) -> {
            out.element(written).verbatim(name);
            value.write(subject);
            return written + 1;
        };
    }

    private Slot slot(Placeholder placeholder) {
        return new Slot(placeholder, loose, text);
    }

    private static byte[] utf8(JsonWriter json) {
        return json.text().getBytes(StandardCharsets.UTF_8);
    }
}
