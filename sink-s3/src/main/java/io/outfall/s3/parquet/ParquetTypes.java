// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows which Parquet type a semantic type becomes (LogicalTypes.md). Where the format has no form
 * for a type, or one that common readers do not take, the column is text.
 */
final class ParquetTypes {
    /** What DuckDB, Spark, Trino and Arrow's 128-bit decimal hold at most. */
    static final int MAX_DECIMAL_DIGITS = 38;

    private static final int INT32_DIGITS = 9;
    private static final int INT64_DIGITS = 18;
    private static final ValueOrder TEXT_ORDER = new BytesOrder(true);

    private ParquetTypes() {}

    /**
     * What a column of that meaning becomes.
     *
     * @return null for a type of which nothing is known, or that holds nothing else: the file has no such column
     */
    static @Nullable Shape shape(SemanticType type) {
        if (type instanceof SemanticType.ListOf list) {
            Shape element = shape(list.element());
            return element == null ? null : new Shape.Many(element);
        }
        if (type instanceof SemanticType.MapOf map) {
            Shape key = shape(map.key());
            Shape value = shape(map.value());
            return key == null || value == null ? null : new Shape.Pairs(key, value);
        }
        if (type instanceof SemanticType.StructOf struct) {
            return members(struct, struct);
        }
        if (type instanceof SemanticType.Geometry) {
            return geometry();
        }
        if (type instanceof SemanticType.Unknown) {
            return null;
        }
        return leaf(type);
    }

    /** Whether two types that are neither nested nor unknown become the same. */
    static boolean alike(SemanticType one, SemanticType other) {
        Shape a = shape(one);
        Shape b = shape(other);
        return a != null && b != null && a.elements("x").equals(b.elements("x"));
    }

    /**
     * How values of a type reach the leaves of a column of a wider one.
     *
     * @param file the type of the column
     * @param row the type of the values, all of which the column holds
     * @return null where {@link #shape(SemanticType)} is for the column
     */
    static @Nullable Shape shape(SemanticType file, SemanticType row) {
        if (file instanceof SemanticType.ListOf list && row instanceof SemanticType.ListOf values) {
            Shape element = shape(list.element(), values.element());
            return element == null ? null : new Shape.Many(element);
        }
        if (file instanceof SemanticType.MapOf map && row instanceof SemanticType.MapOf values) {
            Shape key = shape(map.key(), values.key());
            Shape value = shape(map.value(), values.value());
            return key == null || value == null ? null : new Shape.Pairs(key, value);
        }
        if (file instanceof SemanticType.StructOf struct && row instanceof SemanticType.StructOf values) {
            return members(struct, values);
        }
        // Numbers in the form of the column; others have one form, and the row knows what its values are.
        return shape(row instanceof SemanticType.Unknown || file.getClass() == row.getClass() ? file : row);
    }

    private static Shape.One leaf(SemanticType type) {
        if (type instanceof SemanticType.Bool) {
            return new Shape.One(LeafType.of(Type.BOOLEAN, NumberOrder.BOOLEAN), new CellForm.Flag());
        }
        if (type instanceof SemanticType.Int integer) {
            return integer(integer.bits());
        }
        if (type instanceof SemanticType.Real real) {
            return real.bits() == Float.SIZE
                    ? new Shape.One(LeafType.of(Type.FLOAT, NumberOrder.FLOAT), new CellForm.Single())
                    : new Shape.One(LeafType.of(Type.DOUBLE, NumberOrder.DOUBLE), new CellForm.Twice());
        }
        if (type instanceof SemanticType.Decimal decimal) {
            return decimal(decimal.precision(), decimal.scale());
        }
        if (type instanceof SemanticType.Binary) {
            return new Shape.One(LeafType.of(Type.BYTE_ARRAY, new BytesOrder(false)), new CellForm.Binary());
        }
        if (type instanceof SemanticType.Uuid) {
            LogicalType uuid = LogicalType.UUID(new UUIDType());
            return new Shape.One(LeafType.fixed(16, new FixedBytesOrder(16, false), uuid, null), new CellForm.Uuid());
        }
        Shape.One time = time(type);
        return time == null ? text(type) : time;
    }

    private static Shape.One text(SemanticType type) {
        if (type instanceof SemanticType.Json) {
            LogicalType json = LogicalType.JSON(new JsonType());
            LeafType leaf = LeafType.of(Type.BYTE_ARRAY, TEXT_ORDER, json, ConvertedType.JSON);
            return new Shape.One(leaf, new CellForm.Utf8());
        }
        if (type instanceof SemanticType.VariableDecimal) {
            return text(new CellForm.DecimalText());
        }
        // ENUM would say more, but Arrow hands it out as bytes.
        if (type instanceof SemanticType.Text
                || type instanceof SemanticType.Enumeration
                || type instanceof SemanticType.Bits
                || type instanceof SemanticType.ZonedTime
                || type instanceof SemanticType.Interval) {
            return text(new CellForm.Utf8());
        }
        throw new IllegalArgumentException("no Parquet type for " + type);
    }

    private static Shape.One text(CellForm form) {
        LogicalType string = LogicalType.STRING(new StringType());
        return new Shape.One(LeafType.of(Type.BYTE_ARRAY, TEXT_ORDER, string, ConvertedType.UTF8), form);
    }

    private static Shape.One integer(int bits) {
        if (bits == Long.SIZE) {
            return wide(null, null);
        }
        ConvertedType converted = bits == Byte.SIZE
                ? ConvertedType.INT_8
                : bits == Short.SIZE ? ConvertedType.INT_16 : ConvertedType.INT_32;
        return narrow(bits, LogicalType.INTEGER(new IntType((byte) bits, true)), converted);
    }

    private static Shape.One narrow(int bits, LogicalType logical, @Nullable ConvertedType converted) {
        LeafType leaf = LeafType.of(Type.INT32, NumberOrder.INT32, logical, converted);
        return new Shape.One(leaf, new CellForm.Narrow(bits));
    }

    private static Shape.One wide(@Nullable LogicalType logical, @Nullable ConvertedType converted) {
        return new Shape.One(LeafType.of(Type.INT64, NumberOrder.INT64, logical, converted), new CellForm.Wide());
    }

    /**
     * Parquet wants 0 ≤ scale ≤ precision: a scale under 0 is written out with zeros, one over the precision has more
     * digits. More than 38 digits are text, since no number that readers share holds them.
     */
    private static Shape.One decimal(int sourcePrecision, int sourceScale) {
        int scale = Math.max(sourceScale, 0);
        int precision = Math.max(sourceScale < 0 ? sourcePrecision - sourceScale : sourcePrecision, scale);
        if (precision > MAX_DECIMAL_DIGITS) {
            return text(new CellForm.DecimalText());
        }
        BigInteger limit = BigInteger.TEN.pow(precision);
        LogicalType logical = LogicalType.DECIMAL(new DecimalType(scale, precision));
        if (precision <= INT32_DIGITS) {
            return new Shape.One(
                    LeafType.of(Type.INT32, NumberOrder.INT32, logical, ConvertedType.DECIMAL),
                    new CellForm.Fixed(scale, precision, Integer.BYTES, limit));
        }
        if (precision <= INT64_DIGITS) {
            return new Shape.One(
                    LeafType.of(Type.INT64, NumberOrder.INT64, logical, ConvertedType.DECIMAL),
                    new CellForm.Fixed(scale, precision, Long.BYTES, limit));
        }
        int width = limit.bitLength() / Byte.SIZE + 1;
        return new Shape.One(
                LeafType.fixed(width, new FixedBytesOrder(width, true), logical, ConvertedType.DECIMAL),
                new CellForm.Fixed(scale, precision, width, limit));
    }

    private static Shape.@Nullable One time(SemanticType type) {
        if (type instanceof SemanticType.Date) {
            return narrow(Integer.SIZE, LogicalType.DATE(new DateType()), ConvertedType.DATE);
        }
        if (type instanceof SemanticType.Time time) {
            LogicalType logical = LogicalType.TIME(new TimeType(false, unit(time.unit())));
            return time.unit() == TimeUnit.MILLIS ? narrow(Integer.SIZE, logical, null) : wide(logical, null);
        }
        if (type instanceof SemanticType.LocalTimestamp local) {
            // No converted type: the old ones all mean points in time.
            return wide(LogicalType.TIMESTAMP(new TimestampType(false, unit(local.unit()))), null);
        }
        if (type instanceof SemanticType.Instant instant) {
            ConvertedType converted = instant.unit() == TimeUnit.MILLIS
                    ? ConvertedType.TIMESTAMP_MILLIS
                    : instant.unit() == TimeUnit.MICROS ? ConvertedType.TIMESTAMP_MICROS : null;
            return wide(LogicalType.TIMESTAMP(new TimestampType(true, unit(instant.unit()))), converted);
        }
        return type instanceof SemanticType.Duration ? wide(null, null) : null;
    }

    private static org.apache.parquet.format.TimeUnit unit(TimeUnit unit) {
        return unit == TimeUnit.MILLIS
                ? org.apache.parquet.format.TimeUnit.MILLIS(new MilliSeconds())
                : unit == TimeUnit.MICROS
                        ? org.apache.parquet.format.TimeUnit.MICROS(new MicroSeconds())
                        : org.apache.parquet.format.TimeUnit.NANOS(new NanoSeconds());
    }

    private static @Nullable Shape members(SemanticType.StructOf file, SemanticType.StructOf row) {
        List<String> names =
                row.members().stream().map(SemanticType.Member::name).toList();
        List<Shape.Part> parts = new ArrayList<>();
        for (SemanticType.Member member : file.members()) {
            int at = names.indexOf(member.name());
            Shape shape = at < 0
                    ? shape(member.type())
                    : shape(member.type(), row.members().get(at).type());
            if (shape != null) {
                parts.add(new Shape.Part(member.name(), at, shape));
            }
        }
        return parts.isEmpty() ? null : new Shape.Members(List.copyOf(parts), value -> (Object[]) value);
    }

    private static Shape geometry() {
        Shape wkb = new Shape.One(LeafType.of(Type.BYTE_ARRAY, new ValueOrder.None()), new CellForm.Binary());
        return new Shape.Members(
                List.of(new Shape.Part("wkb", 0, wkb), new Shape.Part("srid", 1, integer(Integer.SIZE))), value -> {
                    GeometryValue geometry = (GeometryValue) value;
                    return new @Nullable Object[] {geometry.wkb(), geometry.srid()};
                });
    }
}
