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
        if (type instanceof SemanticType.Text) {
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
            return switch (integer.bits()) {
                case 8 -> "tinyint";
                case 16 -> "smallint";
                case 32 -> "integer";
                default -> "bigint";
            };
        }
        if (type instanceof SemanticType.Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof SemanticType.Real real) {
            return real.bits() == 32 ? "float" : "double";
        }
        return type instanceof SemanticType.Bool
                ? "boolean"
                : type instanceof SemanticType.Text
                        ? "varchar"
                        : type instanceof SemanticType.Binary
                                ? "blob"
                                : type instanceof SemanticType.LocalTimestamp
                                        ? "timestamp"
                                        : type instanceof SemanticType.Date ? "date" : "uuid";
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
        if (type instanceof SemanticType.Text) {
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
