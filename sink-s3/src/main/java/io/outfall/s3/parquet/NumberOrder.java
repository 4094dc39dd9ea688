// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/**
 * Booleans, signed integers and floating point numbers. NaN is no bound; a zero bound is written as the zero that
 * leaves room for the other one.
 */
enum NumberOrder implements ValueOrder {
    BOOLEAN {
        @Override
        public Bounds bounds(byte[] staged, int count) {
            int all = 1;
            int any = 0;
            for (int i = 0; i < count; i++) {
                all &= staged[i];
                any |= staged[i];
            }
            return Bounds.exact(new byte[] {(byte) all}, new byte[] {(byte) any});
        }

        @Override
        public int compare(byte[] left, byte[] right) {
            return Byte.compare(left[0], right[0]);
        }
    },
    INT32 {
        @Override
        public Bounds bounds(byte[] staged, int count) {
            int min = Integer.MAX_VALUE;
            int max = Integer.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                int value = LittleEndian.getInt(staged, i * Integer.BYTES);
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            return Bounds.exact(fourBytes(min), fourBytes(max));
        }

        @Override
        public int compare(byte[] left, byte[] right) {
            return Integer.compare(LittleEndian.getInt(left, 0), LittleEndian.getInt(right, 0));
        }
    },
    INT64 {
        @Override
        public Bounds bounds(byte[] staged, int count) {
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                long value = LittleEndian.getLong(staged, i * Long.BYTES);
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            return Bounds.exact(eightBytes(min), eightBytes(max));
        }

        @Override
        public int compare(byte[] left, byte[] right) {
            return Long.compare(LittleEndian.getLong(left, 0), LittleEndian.getLong(right, 0));
        }
    },
    FLOAT {
        @Override
        public Bounds bounds(byte[] staged, int count) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            int nans = 0;
            for (int i = 0; i < count; i++) {
                float value = Float.intBitsToFloat(LittleEndian.getInt(staged, i * Float.BYTES));
                // Written so that NaN, which is neither less nor greater, never becomes a bound.
                min = value < min ? value : min;
                max = value > max ? value : max;
                nans += Float.isNaN(value) ? 1 : 0;
            }
            if (nans == count) {
                return new Bounds(null, null, true, true, nans);
            }
            byte[] least = fourBytes(Float.floatToRawIntBits(min == 0 ? -0.0f : min));
            return new Bounds(least, fourBytes(Float.floatToRawIntBits(max == 0 ? 0.0f : max)), true, true, nans);
        }

        @Override
        public int compare(byte[] left, byte[] right) {
            return Float.compare(
                    Float.intBitsToFloat(LittleEndian.getInt(left, 0)),
                    Float.intBitsToFloat(LittleEndian.getInt(right, 0)));
        }
    },
    DOUBLE {
        @Override
        public Bounds bounds(byte[] staged, int count) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            int nans = 0;
            for (int i = 0; i < count; i++) {
                double value = Double.longBitsToDouble(LittleEndian.getLong(staged, i * Double.BYTES));
                min = value < min ? value : min;
                max = value > max ? value : max;
                nans += Double.isNaN(value) ? 1 : 0;
            }
            if (nans == count) {
                return new Bounds(null, null, true, true, nans);
            }
            byte[] least = eightBytes(Double.doubleToRawLongBits(min == 0 ? -0.0 : min));
            return new Bounds(least, eightBytes(Double.doubleToRawLongBits(max == 0 ? 0.0 : max)), true, true, nans);
        }

        @Override
        public int compare(byte[] left, byte[] right) {
            return Double.compare(
                    Double.longBitsToDouble(LittleEndian.getLong(left, 0)),
                    Double.longBitsToDouble(LittleEndian.getLong(right, 0)));
        }
    };

    private static byte[] fourBytes(int value) {
        byte[] bytes = new byte[Integer.BYTES];
        LittleEndian.putInt(bytes, 0, value);
        return bytes;
    }

    private static byte[] eightBytes(long value) {
        byte[] bytes = new byte[Long.BYTES];
        LittleEndian.putLong(bytes, 0, value);
        return bytes;
    }
}
