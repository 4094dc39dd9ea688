// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.math.BigInteger;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the file stores the values of one leaf.
 *
 * @param physical the physical type
 * @param width bytes of one staged value: 1, 4 or 8, the length of a fixed array, or 0 where each value has its own
 * @param order how values compare in statistics
 * @param logical what the values mean to readers, or null for no more than the physical type says
 * @param converted the same for readers of before 2018, or null where it cannot be said
 */
record LeafType(
        Type physical,
        int width,
        ValueOrder order,
        @Nullable LogicalType logical,
        @Nullable ConvertedType converted) {

    static LeafType of(Type physical, ValueOrder order) {
        return new LeafType(physical, widthOf(physical), order, null, null);
    }

    static LeafType of(
            Type physical, ValueOrder order, @Nullable LogicalType logical, @Nullable ConvertedType converted) {
        return new LeafType(physical, widthOf(physical), order, logical, converted);
    }

    static LeafType fixed(int width, ValueOrder order, LogicalType logical, @Nullable ConvertedType converted) {
        return new LeafType(Type.FIXED_LEN_BYTE_ARRAY, width, order, logical, converted);
    }

    /** Bytes of a staged value, which for booleans is one, not one bit. */
    private static int widthOf(Type physical) {
        return switch (physical) {
            case BOOLEAN -> 1;
            case INT32, FLOAT -> 4;
            case INT64, DOUBLE -> 8;
            case BYTE_ARRAY -> 0;
            default -> throw new IllegalArgumentException(physical + " has no width of its own");
        };
    }

    /** Puts staged values as they are staged of a wider type; only numbers have wider types. */
    void widen(Bytes staged, LeafType wider, Bytes out) {
        if (equals(wider) || (physical == wider.physical && width == wider.width && scale() == wider.scale())) {
            out.put(staged.array(), 0, staged.size());
            return;
        }
        BigInteger shift = BigInteger.TEN.pow(wider.scale() - scale());
        for (int at = 0; at < staged.size(); at += width) {
            if (physical == Type.FLOAT) {
                float value = Float.intBitsToFloat(LittleEndian.getInt(staged.array(), at));
                out.putLong(Double.doubleToRawLongBits(value));
            } else {
                out.putNumber(number(staged.array(), at).multiply(shift), wider.width);
            }
        }
    }

    private BigInteger number(byte[] staged, int at) {
        return physical == Type.INT32
                ? BigInteger.valueOf(LittleEndian.getInt(staged, at))
                : physical == Type.INT64
                        ? BigInteger.valueOf(LittleEndian.getLong(staged, at))
                        : new BigInteger(staged, at, width);
    }

    private int scale() {
        return logical != null && logical.isSetDECIMAL() ? logical.getDECIMAL().getScale() : 0;
    }

    /** This leaf in the footer's schema. */
    SchemaElement element(String name, FieldRepetitionType repetition) {
        SchemaElement element = new SchemaElement(name).setType(physical).setRepetition_type(repetition);
        if (physical == Type.FIXED_LEN_BYTE_ARRAY) {
            element.setType_length(width);
        }
        if (logical != null) {
            element.setLogicalType(logical);
            if (logical.isSetDECIMAL()) {
                element.setPrecision(logical.getDECIMAL().getPrecision());
                element.setScale(logical.getDECIMAL().getScale());
            }
        }
        if (converted != null) {
            element.setConverted_type(converted);
        }
        return element;
    }
}
