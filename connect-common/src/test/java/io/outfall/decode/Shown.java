// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellState;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row as text, one line for each column: its name, its type, its canonical value or the reason why there is none. */
final class Shown {
    private Shown() {}

    static String of(Row row) {
        List<String> lines = new ArrayList<>();
        for (Column column : row.layout().columns()) {
            lines.add(column.name() + " " + type(column.type()) + " " + cell(column, row.data()));
        }
        return String.join("\n", lines) + "\n";
    }

    static String cell(Column column, Object data) {
        CellState state = column.state(data);
        if (state != CellState.VALUE) {
            return state.toString();
        }
        try {
            return value(column.value(data));
        } catch (UnfitValueException e) {
            return "unfit: " + e.reason();
        }
    }

    static String type(SemanticType type) {
        if (type instanceof SemanticType.ListOf list) {
            return "list<" + type(list.element()) + ">";
        }
        if (type instanceof SemanticType.MapOf map) {
            return "map<" + type(map.key()) + "," + type(map.value()) + ">";
        }
        if (type instanceof SemanticType.StructOf struct) {
            return struct.members().stream()
                    .map(member -> member.name() + ":" + type(member.type()))
                    .collect(Collectors.joining(",", "struct<", ">"));
        }
        String text = type.toString().replaceAll("\\w+=", "").replace(", ", ",").replace("[]", "");
        return text.replace('[', '(').replace(']', ')').toLowerCase(Locale.ROOT);
    }

    static String value(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof GeometryValue geometry) {
            return value(geometry.wkb()) + " srid " + geometry.srid();
        }
        if (value instanceof Object[] members) {
            return Arrays.stream(members).map(Shown::value).collect(Collectors.joining(" ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Shown::value).collect(Collectors.joining(" | ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> value(entry.getKey()) + "=" + value(entry.getValue()))
                    .collect(Collectors.joining(" ", "{", "}"));
        }
        return String.valueOf(value);
    }
}
