// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps and lists without schema as the JSON (RFC 8259) that they were. */
final class JsonText {

    private JsonText() {}

    static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            appendMap(text, map);
        } else if (value instanceof List<?> list) {
            appendList(text, list);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            // JSON has no word for these; Jackson, which the converter reads with, takes them as strings.
            text.append(Double.isFinite(number) ? value.toString() : '"' + value.toString() + '"');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            appendString(text, string(value));
        }
    }

    private static void appendMap(StringBuilder text, Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before);
            appendString(text, String.valueOf(entry.getKey()));
            text.append(':');
            append(text, entry.getValue());
            before = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private static void appendList(StringBuilder text, List<?> list) {
        char before = '[';
        for (Object element : list) {
            text.append(before);
            append(text, element);
            before = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private static String string(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            return new String(Base64.getEncoder().encode(buffer.duplicate()).array(), StandardCharsets.US_ASCII);
        }
        return value instanceof java.util.Date date ? date.toInstant().toString() : value.toString();
    }

    private static void appendString(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= ' ') {
                text.append(c);
            } else {
                text.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c & 15, 16));
            }
        }
        text.append('"');
    }
}
