// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/**
 * The hash of Parquet's Bloom filters: XXH64 with seed 0, as the <a
 * href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">specification of xxHash</a> has it.
 */
final class XxHash64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    /** Their sum, which overflows. */
    private static final long PRIMES_1_AND_2 = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE = 32;

    private XxHash64() {}

    static long hash(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from + length / STRIPE * STRIPE;
        long hash = (length < STRIPE ? PRIME_5 : stripes(bytes, from, at)) + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash ^= round(0, LittleEndian.getLong(bytes, at));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (at + Integer.BYTES <= end) {
            hash ^= Integer.toUnsignedLong(LittleEndian.getInt(bytes, at)) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < end; at++) {
            hash ^= Byte.toUnsignedLong(bytes[at]) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return avalanche(hash);
    }

    private static long stripes(byte[] bytes, int from, int to) {
        long first = PRIMES_1_AND_2;
        long second = PRIME_2;
        long third = 0;
        long fourth = -PRIME_1;
        for (int at = from; at < to; at += STRIPE) {
            first = round(first, LittleEndian.getLong(bytes, at));
            second = round(second, LittleEndian.getLong(bytes, at + 8));
            third = round(third, LittleEndian.getLong(bytes, at + 16));
            fourth = round(fourth, LittleEndian.getLong(bytes, at + 24));
        }
        long hash = Long.rotateLeft(first, 1)
                + Long.rotateLeft(second, 7)
                + Long.rotateLeft(third, 12)
                + Long.rotateLeft(fourth, 18);
        return merge(merge(merge(merge(hash, first), second), third), fourth);
    }

    private static long round(long hash, long input) {
        return Long.rotateLeft(hash + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * PRIME_2;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME_3;
        return mixed ^ (mixed >>> 32);
    }
}
