// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Lists, maps and structs of canonical values. What is canonical all the way down is handed out as it came. */
final class Nested {

    private Nested() {}

    /** One member of a struct: where it is and what makes it canonical. */
    record Part(StructField field, Decoder decoder) {}

    static Resolved list(Resolved element) {
        SemanticType type = new SemanticType.ListOf(element.type());
        return element.decoder() == Decoder.CANONICAL
                ? Resolved.canonical(type)
                : new Resolved(type, raw -> list((List<?>) raw, element.decoder()));
    }

    static Resolved map(Resolved key, Resolved value) {
        SemanticType type = new SemanticType.MapOf(key.type(), value.type());
        return key.decoder() == Decoder.CANONICAL && value.decoder() == Decoder.CANONICAL
                ? Resolved.canonical(type)
                : new Resolved(type, raw -> map((Map<?, ?>) raw, key.decoder(), value.decoder()));
    }

    static Decoder struct(List<Part> parts) {
        Part[] members = parts.toArray(Part[]::new);
        return raw -> {
            @Nullable Object[] values = new @Nullable Object[members.length];
            for (int i = 0; i < members.length; i++) {
                values[i] = decoded(members[i].field().read((Struct) raw), members[i].decoder());
            }
            return values;
        };
    }

    private static List<@Nullable Object> list(List<?> raw, Decoder element) {
        List<@Nullable Object> values = new ArrayList<>(raw.size());
        for (Object value : raw) {
            values.add(decoded(value, element));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> raw, Decoder key, Decoder value) {
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        raw.forEach((k, v) -> values.put(decoded(k, key), decoded(v, value)));
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object decoded(@Nullable Object raw, Decoder decoder) {
        return raw == null ? null : decoder.decode(raw);
    }
}
