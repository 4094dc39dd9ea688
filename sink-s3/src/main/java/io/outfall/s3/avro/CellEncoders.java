// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.s3.codec.Block;
import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Chooses the encoder of each type; {@link SchemaText} writes the schema that it belongs to. */
final class CellEncoders {
    /** 1E+1000000000 is a value of a gigabyte of zeros. */
    private static final int MAX_SCALE = 100_000;

    private static final int UUID_LENGTH = 36;

    private CellEncoders() {}

    /**
     * The encoder of a column.
     *
     * @param file the column's type in the file
     * @param row its type in the row, all values of which the file's holds
     */
    static CellEncoder of(SemanticType file, SemanticType row) {
        if (file instanceof SemanticType.ListOf list && row instanceof SemanticType.ListOf values) {
            return list(of(list.element(), values.element()));
        }
        if (file instanceof SemanticType.MapOf map && row instanceof SemanticType.MapOf values) {
            CellEncoder value = of(map.value(), values.value());
            return map.key() instanceof SemanticType.Text ? map(value) : pairs(of(map.key(), values.key()), value);
        }
        if (file instanceof SemanticType.StructOf struct && row instanceof SemanticType.StructOf values) {
            return struct(struct, values);
        }
        // Numbers in the form of the file; others have one form, and the row knows what its values are.
        return leaf(file.getClass() == row.getClass() ? file : row);
    }

    private static CellEncoder leaf(SemanticType type) {
        if (type instanceof SemanticType.Bool) {
            return (value, out) -> out.put((Boolean) value ? 1 : 0);
        }
        if (type instanceof SemanticType.Real real) {
            return real.bits() == Float.SIZE
                    ? (value, out) -> out.putIntLittle(Float.floatToRawIntBits(((Number) value).floatValue()))
                    : (value, out) -> out.putLongLittle(Double.doubleToRawLongBits(((Number) value).doubleValue()));
        }
        if (type instanceof SemanticType.Decimal decimal) {
            DecimalForm form = DecimalForm.of(decimal);
            return form.isNumber() ? number(form) : CellEncoders::decimalText;
        }
        if (type instanceof SemanticType.VariableDecimal) {
            return CellEncoders::decimalText;
        }
        if (type instanceof SemanticType.Binary) {
            return CellEncoders::binary;
        }
        if (type instanceof SemanticType.Geometry) {
            return CellEncoders::geometry;
        }
        if (type instanceof SemanticType.Uuid) {
            return CellEncoders::uuid;
        }
        int bits = bits(type);
        return bits == 0 ? (value, out) -> out.putText((String) value) : integer(bits);
    }

    /** Bits of what is written as an integer, else 0. */
    private static int bits(SemanticType type) {
        if (type instanceof SemanticType.Int integer) {
            return integer.bits();
        }
        if (type instanceof SemanticType.Date || (type instanceof SemanticType.Time time && SchemaText.isInt(time))) {
            return Integer.SIZE;
        }
        boolean number = type instanceof SemanticType.Time
                || type instanceof SemanticType.LocalTimestamp
                || type instanceof SemanticType.Instant
                || type instanceof SemanticType.Duration;
        return number ? Long.SIZE : 0;
    }

    private static CellEncoder integer(int bits) {
        int spare = Long.SIZE - bits;
        return (value, out) -> {
            long number = ((Number) value).longValue();
            if (number << spare >> spare != number) {
                throw new UnfitValueException(number + " does not fit into " + bits + " bits");
            }
            out.putZigZag(number);
        };
    }

    private static CellEncoder number(DecimalForm form) {
        BigInteger limit = BigInteger.TEN.pow(form.precision());
        return (value, out) -> {
            BigDecimal decimal = (BigDecimal) value;
            BigInteger unscaled =
                    (decimal.scale() == form.scale() ? decimal : rescaled(decimal, form.scale())).unscaledValue();
            if (unscaled.bitLength() >= limit.bitLength() && unscaled.abs().compareTo(limit) >= 0) {
                throw new UnfitValueException("a decimal of more than " + form.precision() + " digits at scale "
                        + form.scale() + " does not fit");
            }
            byte[] digits = unscaled.toByteArray();
            out.putZigZag(digits.length);
            out.put(digits);
        };
    }

    private static BigDecimal rescaled(BigDecimal decimal, int scale) {
        try {
            return decimal.setScale(scale);
        } catch (ArithmeticException e) {
            throw new UnfitValueException("a decimal of scale " + decimal.scale() + " does not fit scale " + scale);
        }
    }

    private static void decimalText(Object value, Block out) {
        BigDecimal decimal = (BigDecimal) value;
        if (Math.abs((long) decimal.scale()) > MAX_SCALE) {
            throw new UnfitValueException("a decimal of scale " + decimal.scale() + " is too long as plain text");
        }
        out.putText(decimal.toPlainString());
    }

    private static void binary(Object value, Block out) {
        if (value instanceof byte[] bytes) {
            out.putZigZag(bytes.length);
            out.put(bytes);
        } else {
            ByteBuffer buffer = (ByteBuffer) value;
            out.putZigZag(buffer.remaining());
            out.put(buffer);
        }
    }

    private static void geometry(Object value, Block out) {
        GeometryValue geometry = (GeometryValue) value;
        binary(geometry.wkb(), out);
        Integer srid = geometry.srid();
        out.putZigZag(srid == null ? CellEncoder.NULL : CellEncoder.VALUE);
        if (srid != null) {
            out.putZigZag(srid);
        }
    }

    /** Readers that know the logical type refuse a whole file for one text that is no UUID. */
    private static void uuid(Object value, Block out) {
        String text = (String) value;
        boolean valid = text.length() == UUID_LENGTH;
        for (int i = 0; valid && i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            valid = dash ? text.charAt(i) == '-' : Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128;
        }
        if (!valid) {
            throw new UnfitValueException("not the 36 characters of a UUID");
        }
        out.putText(text);
    }

    private static CellEncoder list(CellEncoder element) {
        return (value, out) -> {
            List<?> elements = (List<?>) value;
            if (!elements.isEmpty()) {
                out.putZigZag(elements.size());
                for (Object each : elements) {
                    element.encodeOptional(each, out);
                }
            }
            out.putZigZag(0);
        };
    }

    private static CellEncoder map(CellEncoder values) {
        return pairs((key, out) -> out.putText((String) key), values);
    }

    /** A map of text, or an array of keys and values, which look alike in binary. */
    private static CellEncoder pairs(CellEncoder keys, CellEncoder values) {
        return (value, out) -> {
            Map<?, ?> map = (Map<?, ?>) value;
            if (!map.isEmpty()) {
                out.putZigZag(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    Object key = entry.getKey();
                    if (key == null) {
                        throw new UnfitValueException("a map has the key null");
                    }
                    keys.encode(key, out);
                    values.encodeOptional(entry.getValue(), out);
                }
            }
            out.putZigZag(0);
        };
    }

    private static CellEncoder struct(SemanticType.StructOf file, SemanticType.StructOf row) {
        List<String> names =
                row.members().stream().map(SemanticType.Member::name).toList();
        List<Part> parts = new ArrayList<>();
        for (SemanticType.Member member : file.members()) {
            if (SchemaText.hasForm(member.type())) {
                int at = names.indexOf(member.name());
                SemanticType type =
                        at < 0 ? member.type() : row.members().get(at).type();
                parts.add(new Part(at, of(member.type(), type)));
            }
        }
        return (value, out) -> {
            Object[] members = (Object[]) value;
            for (Part part : parts) {
                part.encoder.encodeOptional(part.position < 0 ? null : members[part.position], out);
            }
        };
    }

    /** @param position among the members of the row's struct, or below 0 */
    private record Part(int position, CellEncoder encoder) {}
}
