// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of values without a schema, as Connect's JSON converter leaves them when schemas are off, and as other
 * converters might. All integers are 64 bits wide there. A map is one JSON document, because its keys may differ from
 * row to row; so is a list whose elements are not all of one scalar kind.
 */
final class LooseTypes {
    /** An integer of which a double holds every digit. */
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

    private final UnnamedTypes rules;

    LooseTypes(UnnamedTypes rules) {
        this.rules = rules;
    }

    Loose observe(String column, @Nullable Object value) {
        Loose plain = scalar(value).orElseGet(() -> composed(value));
        Optional<Resolved> ruled = plain.type() instanceof SemanticType.Int
                ? rules.ruled(column, Schema.Type.INT64)
                : plain.type() instanceof SemanticType.Text
                        ? rules.ruled(column, Schema.Type.STRING)
                        : Optional.empty();
        return ruled.map(r -> new Loose(r.type(), plain.name(), r.decoder(), plain.accepts()))
                .orElse(plain);
    }

    private static Optional<Loose> scalar(@Nullable Object value) {
        if (value == null) {
            return Optional.of(new Loose(new SemanticType.Unknown(), "null", Decoder.CANONICAL, other -> false));
        }
        if (value instanceof String) {
            return canonical(new SemanticType.Text(), "string", String.class::isInstance);
        }
        if (isInteger(value)) {
            return canonical(new SemanticType.Int(64), "int64", LooseTypes::isInteger);
        }
        if (value instanceof Double || value instanceof Float) {
            return Optional.of(new Loose(
                    new SemanticType.Real(64),
                    "float64",
                    raw -> raw instanceof String name ? Double.valueOf(name) : raw,
                    LooseTypes::isReal));
        }
        if (value instanceof Boolean) {
            return canonical(new SemanticType.Bool(), "boolean", Boolean.class::isInstance);
        }
        return uncommon(value);
    }

    /** What JSON has no form for, and only other converters and transforms leave. */
    private static Optional<Loose> uncommon(Object value) {
        if (value instanceof byte[] || value instanceof ByteBuffer) {
            return canonical(
                    new SemanticType.Binary(),
                    "bytes",
                    other -> other instanceof byte[] || other instanceof ByteBuffer);
        }
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            Decoder decoder = raw -> raw instanceof BigInteger whole ? new BigDecimal(whole) : raw;
            return Optional.of(new Loose(
                    new SemanticType.VariableDecimal(),
                    "decimal",
                    decoder,
                    other -> other instanceof BigDecimal || other instanceof BigInteger));
        }
        if (value instanceof java.util.Date) {
            return Optional.of(new Loose(
                    new SemanticType.Instant(TimeUnit.MILLIS),
                    "timestamp",
                    Timestamps::millis,
                    java.util.Date.class::isInstance));
        }
        return Optional.empty();
    }

    private static Loose composed(@Nullable Object value) {
        if (value instanceof Map) {
            return new Loose(new SemanticType.Json(), "map", JsonText::of, Map.class::isInstance);
        }
        if (value instanceof List<?> list) {
            return listOf(list);
        }
        return new Loose(
                new SemanticType.Text(),
                "string",
                String::valueOf,
                other -> scalar(other).isEmpty());
    }

    private static Loose listOf(List<?> list) {
        Object first = firstOf(list);
        Loose element = scalar(first).orElse(null);
        if (element == null || !allOf(list, element.accepts())) {
            return new Loose(new SemanticType.Json(), "array", JsonText::of, List.class::isInstance);
        }
        return new Loose(
                new SemanticType.ListOf(element.type()),
                "array",
                Nested.list(new Resolved(element.type(), element.decoder())).decoder(),
                other -> other instanceof List<?> elements && allOf(elements, element.accepts()));
    }

    private static @Nullable Object firstOf(List<?> list) {
        for (Object element : list) {
            if (element != null) {
                return element;
            }
        }
        return null;
    }

    private static boolean allOf(List<?> list, Predicate<Object> accepts) {
        for (Object element : list) {
            if (element != null && !accepts.test(element)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Loose> canonical(SemanticType type, String name, Predicate<Object> accepts) {
        return Optional.of(new Loose(type, name, Decoder.CANONICAL, accepts));
    }

    private static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    /**
     * JSON writes the double 1.0 as 1 often enough; such an integer is no other kind where a double holds it. And
     * Connect writes what JSON has no number for by its Java name.
     */
    private static boolean isReal(Object value) {
        if (value instanceof String name) {
            return NOT_FINITE.contains(name);
        }
        return value instanceof Double
                || value instanceof Float
                || (isInteger(value) && Math.abs(((Number) value).longValue()) <= EXACT_IN_DOUBLE);
    }
}
