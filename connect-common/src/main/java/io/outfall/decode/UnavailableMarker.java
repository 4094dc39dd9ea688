// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.type.Loose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the marker that Debezium puts in place of a large value which the database did not repeat because it had
 * not changed ({@code unavailable.value.placeholder}), in the form that it takes for each type of column. Types that
 * are not named here have no form of it; their unavailable values arrive as NULL.
 */
final class UnavailableMarker {
    private static final String BINARY_PREFIX = "hex:";

    private final byte[] bytes;
    private final String text;
    private final String[] texts;
    private final String uuid;

    /** @param placeholder the connector's setting: text, or {@code hex:} and the digits of a binary value */
    UnavailableMarker(String placeholder) {
        this.bytes = placeholder.startsWith(BINARY_PREFIX)
                ? HexFormat.of().parseHex(placeholder.substring(BINARY_PREFIX.length()))
                : placeholder.getBytes(StandardCharsets.UTF_8);
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.uuid = UUID.nameUUIDFromBytes(bytes).toString();
        // As it is; as binary.handling.mode writes binary values; as an hstore in JSON.
        this.texts = Stream.of(
                        text,
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getUrlEncoder().encodeToString(bytes),
                        HexFormat.of().formatHex(bytes),
                        "{\"" + text + "\":\"" + text + "\"}")
                .distinct()
                .toArray(String[]::new);
    }

    /** Recognises the marker among the cells of a column; null where the column's type has no form of it. */
    @Nullable
    Predicate<Object> in(Schema schema) {
        return switch (schema.type()) {
            case STRING -> this::isText;
            case BYTES -> schema.name() == null ? this::isBytes : null;
            case ARRAY -> inList(schema.valueSchema().type());
            case MAP -> schema.keySchema().type() == Schema.Type.STRING ? this::isMap : null;
            default -> null;
        };
    }

    /** The same for a column without schema. */
    @Nullable
    Predicate<Object> in(Loose observed) {
        return switch (observed.name()) {
            case "string" -> this::isText;
            case "bytes" -> this::isBytes;
            case "array" -> raw -> isListOfText(raw) || isListOfCodes(raw) || isListOfBytes(raw);
            case "map" -> this::isMap;
            default -> null;
        };
    }

    private @Nullable Predicate<Object> inList(Schema.Type element) {
        return switch (element) {
            case STRING -> this::isListOfText;
            case BYTES -> this::isListOfBytes;
            case INT32, INT64 -> this::isListOfCodes;
            default -> null;
        };
    }

    private boolean isText(Object raw) {
        String value = (String) raw;
        for (String form : texts) {
            // Lengths differ nearly always, and tell without looking at the characters.
            if (value.length() == form.length() && value.equals(form)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBytes(@Nullable Object raw) {
        if (raw instanceof byte[] array) {
            return array.length == bytes.length && ByteBuffer.wrap(array).equals(ByteBuffer.wrap(bytes));
        }
        return raw instanceof ByteBuffer buffer
                && buffer.remaining() == bytes.length
                && buffer.equals(ByteBuffer.wrap(bytes));
    }

    private boolean isListOfText(Object raw) {
        return raw instanceof List<?> list
                && list.size() == 1
                && list.get(0) instanceof String only
                && (isText(only) || only.equals(uuid));
    }

    private boolean isListOfBytes(Object raw) {
        return raw instanceof List<?> list && list.size() == 1 && isBytes(list.get(0));
    }

    /** Arrays of integers and dates hold the codes of the bytes, one by one. */
    private boolean isListOfCodes(Object raw) {
        if (!(raw instanceof List<?> list) || list.size() != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i) instanceof Number code) || code.longValue() != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isMap(Object raw) {
        return raw instanceof Map<?, ?> map && map.size() == 1 && text.equals(map.get(text));
    }
}
