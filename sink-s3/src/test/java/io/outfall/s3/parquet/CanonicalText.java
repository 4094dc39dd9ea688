// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values as text, for comparing what was written with what readers of any origin make of it: times in ISO 8601,
 * decimals plain, binary in hex, {@code [a, null]}, <code>{a=1}</code>.
 */
final class CanonicalText {
    private static final long NANOS = 1_000_000_000L;

    private CanonicalText() {}

    /** Of a canonical value of that type. */
    static String of(SemanticType type, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (type instanceof SemanticType.ListOf list) {
            return ((List<?>) value)
                    .stream().map(each -> of(list.element(), each)).toList().toString();
        }
        if (type instanceof SemanticType.MapOf map) {
            List<String> pairs = new ArrayList<>();
            ((Map<?, ?>) value).forEach((key, each) -> pairs.add(of(map.key(), key) + "=" + of(map.value(), each)));
            return braced(pairs);
        }
        if (type instanceof SemanticType.StructOf struct) {
            List<String> members = new ArrayList<>();
            for (int i = 0; i < struct.members().size(); i++) {
                SemanticType.Member member = struct.members().get(i);
                if (!(member.type() instanceof SemanticType.Unknown)) {
                    members.add(member.name() + "=" + of(member.type(), ((Object[]) value)[i]));
                }
            }
            return braced(members);
        }
        if (type instanceof SemanticType.Geometry) {
            GeometryValue geometry = (GeometryValue) value;
            return braced(List.of("wkb=" + binary(geometry.wkb()), "srid=" + geometry.srid()));
        }
        return leaf(type, value);
    }

    static String braced(List<String> members) {
        return "{" + String.join(", ", members) + "}";
    }

    private static String leaf(SemanticType type, Object value) {
        if (value instanceof BigDecimal decimal) {
            boolean padded = type instanceof SemanticType.Decimal declared && declared.precision() <= 38;
            int scale = padded ? Math.max(0, ((SemanticType.Decimal) type).scale()) : decimal.scale();
            return decimal.setScale(scale).toPlainString();
        }
        if (value instanceof String text) {
            String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            return type instanceof SemanticType.Uuid ? wellFormed.toLowerCase(Locale.ROOT) : wellFormed;
        }
        if (type instanceof SemanticType.Date) {
            return LocalDate.ofEpochDay(((Number) value).longValue()).toString();
        }
        if (type instanceof SemanticType.Time time) {
            return time(((Number) value).longValue(), perSecond(time.unit()));
        }
        if (type instanceof SemanticType.LocalTimestamp timestamp) {
            return local(((Number) value).longValue(), perSecond(timestamp.unit()));
        }
        if (type instanceof SemanticType.Instant instant) {
            return instant(((Number) value).longValue(), perSecond(instant.unit()));
        }
        if (type instanceof SemanticType.Binary) {
            return binary(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : (ByteBuffer) value);
        }
        return value.toString();
    }

    static String time(long value, long perSecond) {
        return LocalTime.ofNanoOfDay(value * (NANOS / perSecond)).toString();
    }

    static String instant(long value, long perSecond) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (NANOS / perSecond))
                .toString();
    }

    static String local(long value, long perSecond) {
        return LocalDateTime.ofEpochSecond(
                        Math.floorDiv(value, perSecond),
                        (int) (Math.floorMod(value, perSecond) * (NANOS / perSecond)),
                        ZoneOffset.UTC)
                .toString();
    }

    static String binary(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String uuid(ByteBuffer value) {
        ByteBuffer bytes = value.slice();
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static long perSecond(io.outfall.type.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            default -> NANOS;
        };
    }
}
