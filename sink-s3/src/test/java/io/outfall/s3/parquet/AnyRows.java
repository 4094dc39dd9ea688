// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.SemanticType;
import io.outfall.type.SemanticType.Member;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random types, canonical values of them, and both as DuckDB writes them in SQL. */
final class AnyRows {
    private static final String[] CHARACTERS = {"a", "B", " ", "'", "\\", "é", "Ā", "€", "\uD83D\uDE00", "\u0001", "~"};

    private static final Map<Integer, String> INTEGERS =
            Map.of(8, "tinyint", 16, "smallint", 32, "integer", 64, "bigint");
    private static final Map<TimeUnit, String> TIMESTAMPS =
            Map.of(TimeUnit.MILLIS, "timestamp_ms", TimeUnit.MICROS, "timestamp", TimeUnit.NANOS, "timestamp_ns");
    private static final Map<Class<?>, String> OTHERS = Map.of(
            SemanticType.Bool.class, "boolean",
            SemanticType.Binary.class, "blob",
            SemanticType.Uuid.class, "uuid",
            SemanticType.Json.class, "json",
            SemanticType.Date.class, "date",
            SemanticType.Time.class, "time",
            SemanticType.Instant.class, "timestamptz",
            SemanticType.Duration.class, "bigint",
            SemanticType.Geometry.class, "struct(wkb blob, srid integer)",
            SemanticType.Unknown.class, "\"null\"");

    private final Random random;

    AnyRows(Random random) {
        this.random = random;
    }

    /** A type nested at most that deep. */
    SemanticType type(int depth) {
        int kind = random.nextInt(depth > 0 ? 13 : 10);
        return switch (kind) {
            case 0 -> new SemanticType.Bool();
            case 1 -> new SemanticType.Int(8 << random.nextInt(4));
            case 2 -> new SemanticType.Real(32 << random.nextInt(2));
            case 3, 4 -> {
                int precision = 1 + random.nextInt(38);
                yield new SemanticType.Decimal(precision, random.nextInt(precision + 1));
            }
            case 5, 6 -> new SemanticType.Text();
            case 7 -> new SemanticType.Binary();
            case 8 -> new SemanticType.LocalTimestamp(TimeUnit.MICROS);
            case 9 -> random.nextBoolean() ? new SemanticType.Date() : new SemanticType.Uuid();
            case 10 -> new SemanticType.ListOf(type(depth - 1));
            case 11 -> new SemanticType.MapOf(new SemanticType.Int(32), type(depth - 1));
            default ->
                new SemanticType.StructOf(IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(i -> new Member("m" + i, type(depth - 1)))
                        .toList());
        };
    }

    /** A type all of whose values the given one holds. */
    SemanticType narrower(SemanticType type) {
        if (type instanceof SemanticType.ListOf list) {
            return new SemanticType.ListOf(narrower(list.element()));
        }
        if (type instanceof SemanticType.MapOf map) {
            return new SemanticType.MapOf(map.key(), narrower(map.value()));
        }
        if (type instanceof SemanticType.StructOf struct) {
            List<Member> members = new ArrayList<>(struct.members());
            Collections.shuffle(members, random);
            return new SemanticType.StructOf(members.subList(0, 1 + random.nextInt(members.size())).stream()
                    .map(member -> new Member(member.name(), narrower(member.type())))
                    .toList());
        }
        if (type instanceof SemanticType.Int integer) {
            return new SemanticType.Int(Math.min(integer.bits(), 8 << random.nextInt(4)));
        }
        if (type instanceof SemanticType.Real real) {
            return new SemanticType.Real(Math.min(real.bits(), 32 << random.nextInt(2)));
        }
        if (type instanceof SemanticType.Decimal decimal) {
            int scale = random.nextInt(decimal.scale() + 1);
            int whole = random.nextInt(decimal.precision() - decimal.scale() + 1);
            return scale + whole == 0 ? type : new SemanticType.Decimal(scale + whole, scale);
        }
        boolean label = type instanceof SemanticType.Text && random.nextBoolean();
        return label ? new SemanticType.Enumeration() : type;
    }

    /** A value of a type in the form that it has in a column of a wider one. */
    static @Nullable Object widened(SemanticType wide, SemanticType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (wide instanceof SemanticType.ListOf list && type instanceof SemanticType.ListOf values) {
            List<@Nullable Object> all = new ArrayList<>();
            ((List<?>) value).forEach(each -> all.add(widened(list.element(), values.element(), each)));
            return all;
        }
        if (wide instanceof SemanticType.MapOf map && type instanceof SemanticType.MapOf values) {
            Map<Object, @Nullable Object> all = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, each) -> all.put(key, widened(map.value(), values.value(), each)));
            return all;
        }
        if (wide instanceof SemanticType.StructOf struct && type instanceof SemanticType.StructOf values) {
            List<String> names = values.members().stream().map(Member::name).toList();
            return struct.members().stream()
                    .map(member -> {
                        int at = names.indexOf(member.name());
                        return at < 0
                                ? null
                                : widened(
                                        member.type(), values.members().get(at).type(), ((Object[]) value)[at]);
                    })
                    .toArray();
        }
        boolean single = value instanceof Float && wide instanceof SemanticType.Real real && real.bits() == 64;
        return single ? (Object) ((Float) value).doubleValue() : value;
    }

    /** A value of the type, or null. */
    @Nullable
    Object value(SemanticType type) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        if (type instanceof SemanticType.ListOf list) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(value(list.element()));
            }
            return values;
        }
        if (type instanceof SemanticType.MapOf map) {
            Map<Object, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.put(i, value(map.value()));
            }
            return values;
        }
        if (type instanceof SemanticType.StructOf struct) {
            return struct.members().stream().map(member -> value(member.type())).toArray();
        }
        return leaf(type);
    }

    private Object leaf(SemanticType type) {
        if (type instanceof SemanticType.Bool) {
            return random.nextBoolean();
        }
        if (type instanceof SemanticType.Int integer) {
            return few(random.nextLong() >> (Long.SIZE - integer.bits()));
        }
        if (type instanceof SemanticType.Real real) {
            double[] some = {0.0, -0.0, 1.5, Double.NaN, Double.NEGATIVE_INFINITY, random.nextGaussian()};
            double one = some[random.nextInt(some.length)];
            return real.bits() == 32 ? (Object) (float) one : (Object) one;
        }
        if (type instanceof SemanticType.Decimal decimal) {
            BigInteger limit = BigInteger.TEN.pow(decimal.precision());
            BigInteger digits = new BigInteger(limit.bitLength() + 8, random).mod(limit);
            return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.scale());
        }
        if (type instanceof SemanticType.Text || type instanceof SemanticType.Enumeration) {
            int length = random.nextInt(50) == 0 ? 200 : random.nextInt(6);
            return IntStream.range(0, length)
                    .mapToObj(i -> CHARACTERS[random.nextInt(CHARACTERS.length)])
                    .collect(Collectors.joining());
        }
        if (type instanceof SemanticType.Binary) {
            byte[] bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            return random.nextBoolean() ? bytes : ByteBuffer.wrap(bytes);
        }
        if (type instanceof SemanticType.LocalTimestamp) {
            return few(random.nextLong() % 100_000_000_000_000_000L);
        }
        return type instanceof SemanticType.Date
                ? (Object) (random.nextInt(4_000_000) - 1_000_000)
                : UUID.nameUUIDFromBytes(new byte[] {(byte) random.nextInt()}).toString();
    }

    /** Repeats itself often, so that some columns get dictionaries and runs. */
    private long few(long any) {
        return random.nextInt(3) == 0 ? any : any % 5;
    }

    /** What DuckDB calls the type of a column of that meaning; text where Parquet has no form for it either. */
    static String sqlType(SemanticType type) {
        if (type instanceof SemanticType.ListOf list) {
            return sqlType(list.element()) + "[]";
        }
        if (type instanceof SemanticType.MapOf map) {
            return "map(" + sqlType(map.key()) + ", " + sqlType(map.value()) + ")";
        }
        if (type instanceof SemanticType.StructOf struct) {
            return struct.members().stream()
                    .map(member -> member.name() + " " + sqlType(member.type()))
                    .collect(Collectors.joining(", ", "struct(", ")"));
        }
        if (type instanceof SemanticType.Int integer) {
            return INTEGERS.getOrDefault(integer.bits(), "bigint");
        }
        if (type instanceof SemanticType.Decimal decimal) {
            int scale = Math.max(decimal.scale(), 0);
            int precision = Math.max(decimal.precision() - Math.min(decimal.scale(), 0), scale);
            return precision > 38 ? "varchar" : "decimal(" + precision + "," + scale + ")";
        }
        if (type instanceof SemanticType.Real real) {
            return real.bits() == 32 ? "float" : "double";
        }
        if (type instanceof SemanticType.LocalTimestamp timestamp) {
            return TIMESTAMPS.getOrDefault(timestamp.unit(), "timestamp");
        }
        return type instanceof SemanticType.Time time && time.unit() == TimeUnit.NANOS
                ? "time_ns"
                : OTHERS.getOrDefault(type.getClass(), "varchar");
    }

    static String sql(SemanticType type, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (type instanceof SemanticType.ListOf list) {
            return ((List<?>) value)
                    .stream().map(each -> sql(list.element(), each)).collect(Collectors.joining(",", "[", "]"));
        }
        if (type instanceof SemanticType.MapOf map) {
            return ((Map<?, ?>) value)
                    .entrySet().stream()
                            .map(each -> sql(map.key(), each.getKey()) + ":" + sql(map.value(), each.getValue()))
                            .collect(Collectors.joining(",", "map {", "}"));
        }
        if (type instanceof SemanticType.StructOf struct) {
            return IntStream.range(0, struct.members().size())
                    .mapToObj(i -> struct.members().get(i).name() + ":"
                            + sql(struct.members().get(i).type(), ((Object[]) value)[i]))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return sqlLeaf(type, value);
    }

    private static String sqlLeaf(SemanticType type, Object value) {
        if (type instanceof SemanticType.Text || type instanceof SemanticType.Enumeration) {
            return "decode(from_hex('" + HexFormat.of().formatHex(((String) value).getBytes(StandardCharsets.UTF_8))
                    + "'))";
        }
        if (type instanceof SemanticType.Binary) {
            byte[] bytes = value instanceof byte[] array ? array : ((ByteBuffer) value).array();
            return "from_hex('" + HexFormat.of().formatHex(bytes) + "')";
        }
        if (type instanceof SemanticType.LocalTimestamp) {
            return "make_timestamp(" + value + ")";
        }
        if (type instanceof SemanticType.Date) {
            return "(date '1970-01-01' + (" + value + "))";
        }
        String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        return "'" + text + "'::" + sqlType(type);
    }
}
