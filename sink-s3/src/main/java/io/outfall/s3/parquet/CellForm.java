// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * How the canonical value of a semantic type becomes a staged value of a leaf. Without state, shared by all files. What
 * does not fit is refused with {@link UnfitValueException}; an object of another class than the semantic type promises
 * ends in a {@link ClassCastException}.
 */
sealed interface CellForm {

    /** Appends one canonical value in PLAIN form, booleans as one byte. */
    void put(Object value, Bytes out);

    /** Appends a number that the caller holds unboxed. */
    default void putLong(long value, Bytes out) {
        throw new ClassCastException(getClass().getSimpleName() + " takes no number");
    }

    /** Appends a boolean that the caller holds unboxed. */
    default void putBoolean(boolean value, Bytes out) {
        throw new ClassCastException(getClass().getSimpleName() + " takes no boolean");
    }

    record Flag() implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            putBoolean((Boolean) value, out);
        }

        @Override
        public void putBoolean(boolean value, Bytes out) {
            out.put(value ? 1 : 0);
        }
    }

    /** An integer of at most 32 bits. */
    record Narrow(int bits) implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            putLong(((Number) value).longValue(), out);
        }

        @Override
        public void putLong(long value, Bytes out) {
            int spare = Long.SIZE - bits;
            if (value << spare >> spare != value) {
                throw new UnfitValueException(value + " does not fit into " + bits + " bits");
            }
            out.putInt((int) value);
        }
    }

    record Wide() implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            out.putLong(((Number) value).longValue());
        }

        @Override
        public void putLong(long value, Bytes out) {
            out.putLong(value);
        }
    }

    record Single() implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            out.putInt(Float.floatToRawIntBits(((Number) value).floatValue()));
        }
    }

    record Twice() implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            out.putLong(Double.doubleToRawLongBits(((Number) value).doubleValue()));
        }
    }

    /**
     * A decimal in an integer or an array of fixed length.
     *
     * @param scale what values are brought to, which never loses a digit
     * @param precision digits at that scale
     * @param width 4, 8 or the length of the array
     * @param limit 10 to the power of the precision
     */
    record Fixed(int scale, int precision, int width, BigInteger limit) implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            BigDecimal decimal = (BigDecimal) value;
            BigInteger unscaled = (decimal.scale() == scale ? decimal : rescaled(decimal)).unscaledValue();
            if (unscaled.bitLength() >= limit.bitLength() && unscaled.abs().compareTo(limit) >= 0) {
                throw new UnfitValueException(
                        "a decimal of more than " + precision + " digits at scale " + scale + " does not fit");
            }
            out.putNumber(unscaled, width);
        }

        private BigDecimal rescaled(BigDecimal decimal) {
            try {
                return decimal.setScale(scale);
            } catch (ArithmeticException e) {
                throw new UnfitValueException("a decimal of scale " + decimal.scale() + " does not fit scale " + scale);
            }
        }
    }

    record Utf8() implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            out.putUtf8((String) value);
        }
    }

    /** A decimal as plain text, without exponent. */
    record DecimalText() implements CellForm {
        /** 1E+1000000000 is a value of a gigabyte of zeros. */
        private static final int MAX_SCALE = 100_000;

        @Override
        public void put(Object value, Bytes out) {
            BigDecimal decimal = (BigDecimal) value;
            if (Math.abs((long) decimal.scale()) > MAX_SCALE) {
                throw new UnfitValueException("a decimal of scale " + decimal.scale() + " is too long as plain text");
            }
            out.putUtf8(decimal.toPlainString());
        }
    }

    record Binary() implements CellForm {
        @Override
        public void put(Object value, Bytes out) {
            if (value instanceof byte[] bytes) {
                out.putInt(bytes.length);
                out.put(bytes, 0, bytes.length);
            } else {
                ByteBuffer buffer = (ByteBuffer) value;
                out.putInt(buffer.remaining());
                out.put(buffer);
            }
        }
    }

    /** The 16 bytes of a UUID, from its 36 characters. */
    record Uuid() implements CellForm {
        private static final int LENGTH = 36;

        @Override
        public void put(Object value, Bytes out) {
            String text = (String) value;
            if (text.length() != LENGTH
                    || text.charAt(8) != '-'
                    || text.charAt(13) != '-'
                    || text.charAt(18) != '-'
                    || text.charAt(23) != '-') {
                throw new UnfitValueException("not the 36 characters of a UUID");
            }
            long high = hex(text, 0, 8) << 32 | hex(text, 9, 13) << 16 | hex(text, 14, 18);
            long low = hex(text, 19, 23) << 48 | hex(text, 24, LENGTH);
            byte[] array = out.room(16);
            LittleEndian.putLongBigEndian(array, out.size(), high);
            LittleEndian.putLongBigEndian(array, out.size() + 8, low);
            out.size(out.size() + 16);
        }

        private static long hex(String text, int from, int to) {
            long bits = 0;
            for (int i = from; i < to; i++) {
                int digit = Character.digit(text.charAt(i), 16);
                if (digit < 0) {
                    throw new UnfitValueException("not the 36 characters of a UUID");
                }
                bits = bits << 4 | digit;
            }
            return bits;
        }
    }
}
