// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays the way Parquet lays them out; each call is one machine instruction. */
final class LittleEndian {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private LittleEndian() {}

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** Big-endian, for the few types that Parquet stores so (decimals and UUIDs of fixed length). */
    static void putLongBigEndian(byte[] bytes, int at, long value) {
        BIG_LONG.set(bytes, at, value);
    }

    /** The next eight bytes as a number that compares unsigned like the bytes do. */
    static long getLongBigEndian(byte[] bytes, int at) {
        return (long) BIG_LONG.get(bytes, at);
    }
}
