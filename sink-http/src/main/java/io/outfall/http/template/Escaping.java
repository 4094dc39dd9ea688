// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.type.UnfitValueException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a value has to look like within text of a kind, so that it stays a value. */
enum Escaping {
    /** A literal of JSON, with its quotes. */
    JSON {
        @Override
        String of(Cell cell, CellText text) {
            return text.literal(cell);
        }
    },
    /** Text of an element or of an attribute in quotes. */
    XML {
        @Override
        String of(Cell cell, CellText text) {
            String plain = text.of(cell);
            StringBuilder escaped = new StringBuilder(plain.length() + 16);
            plain.codePoints().forEach(character -> xml(character, escaped));
            return escaped.toString();
        }
    },
    /** The value of a form's field. */
    FORM {
        @Override
        String of(Cell cell, CellText text) {
            return URLEncoder.encode(text.of(cell), StandardCharsets.UTF_8);
        }
    },
    /** As it is: there is no telling what could be mistaken for something else. */
    PLAIN {
        @Override
        String of(Cell cell, CellText text) {
            return text.of(cell);
        }
    };

    /** What a value that is not missing looks like. */
    abstract String of(Cell cell, CellText text);

    /** The escaping of a {@code Content-Type}. */
    static Escaping of(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (type.endsWith("/xml") || type.endsWith("+xml")) {
            return XML;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return FORM;
        }
        return type.endsWith("json") ? JSON : PLAIN;
    }

    /** XML 1.0, section 2.2: what is no character of it cannot be escaped either. */
    private static void xml(int character, StringBuilder out) {
        switch (character) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\t', '\n', '\r' -> out.append("&#").append(character).append(';');
            default -> {
                boolean legal = character >= ' '
                        && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                        && character != 0xFFFE
                        && character != 0xFFFF;
                if (!legal) {
                    throw new UnfitValueException(String.format("the character U+%04X cannot stand in XML", character));
                }
                out.appendCodePoint(character);
            }
        }
    }
}
