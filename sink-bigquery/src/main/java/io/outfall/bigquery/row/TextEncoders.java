// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.json.JsonWriter;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;

/** Chooses how values go into STRING and JSON columns, which take any type in the form that all sinks write. */
final class TextEncoders {

    private TextEncoders() {}

    /** @param maxLength the most characters, or 0 */
    static CellEncoder string(Field field, SemanticType type, long maxLength) {
        if (maxLength > 0) {
            return (value, out) -> {
                String text = value instanceof String plain ? plain : shown(type, value, out.scratch());
                if (text.codePointCount(0, text.length()) > maxLength) {
                    throw new UnfitValueException("the text has more than " + maxLength + " characters");
                }
                out.text(field, text);
                return true;
            };
        }
        if (isText(type)) {
            return (value, out) -> {
                out.text(field, (String) value);
                return true;
            };
        }
        return (value, out) -> {
            out.text(field, shown(type, value, out.scratch()));
            return true;
        };
    }

    /** JSON as it is, or what the value is in JSON. */
    static CellEncoder json(Field field, SemanticType type) {
        return (value, out) -> {
            if (value instanceof String text) {
                // The writer would put a question mark in place of half a character.
                Utf8.length(text, 0);
            }
            out.document(field, out.scratch().reset().value(type, value));
            return true;
        };
    }

    /** What is a string in JSON goes without its quotes; none of those that are no text has anything to be escaped. */
    private static String shown(SemanticType type, Object value, JsonWriter json) {
        if (value instanceof GeometryValue shape) {
            return WellKnownText.of(shape);
        }
        String text = json.reset().value(type, value).text();
        return text.charAt(0) == '"' ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean isText(SemanticType type) {
        return type instanceof SemanticType.Text
                || type instanceof SemanticType.Json
                || type instanceof SemanticType.Uuid
                || type instanceof SemanticType.Enumeration
                || type instanceof SemanticType.Bits
                || type instanceof SemanticType.ZonedTime
                || type instanceof SemanticType.Interval;
    }
}
