// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.Arrays;

/**
 * The distinct values of one column chunk. Built from staged pages, so that a column which turns out to be no good for
 * a dictionary has cost one look at part of a page.
 */
final class Dictionary {
    private static final int FIRST_SLOTS = 256;
    /** After so many values of a page it is looked at whether nearly all of them are new. */
    private static final int SAMPLE = 2048;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Account account;
    private final int width;
    private final int maxBytes;
    private final Bytes values;
    /** Where each value begins in {@link #values}, four bytes each; unused where all have one width. */
    private final Bytes offsets;

    private final Bytes hashes;
    /** Open addressing over four bytes each: the number of the value plus one, or 0. */
    private byte[] slots;

    private int slotMask;
    private int count;

    /**
     * @param width bytes per value, or 0 where each has its own length before it
     * @param maxBytes the most that the values may take
     */
    Dictionary(Account account, int width, int maxBytes) {
        this.account = account;
        this.width = width;
        this.maxBytes = maxBytes;
        this.values = new Bytes(account);
        this.offsets = new Bytes(account);
        this.hashes = new Bytes(account);
        this.slots = account.take(FIRST_SLOTS * Integer.BYTES);
        clearSlots();
    }

    int count() {
        return count;
    }

    /** The values in PLAIN form, in the order of their numbers. */
    Bytes values() {
        return values;
    }

    /**
     * Replaces the values of a page by their numbers, if that makes the page smaller.
     *
     * @param staged the values in PLAIN form
     * @param stagedBytes how many bytes that is
     * @param valueCount how many values
     * @param ids receives the numbers
     * @return false if the values are too many; the dictionary then holds what it held and takes no more pages
     */
    boolean encode(byte[] staged, int stagedBytes, int valueCount, int[] ids) {
        int countBefore = count;
        int bytesBefore = values.size();
        boolean fits = isNumber() ? number(staged, valueCount, ids) : slices(staged, valueCount, ids);
        long idBytes = (long) valueCount * Hybrid.widthOf(count) / Byte.SIZE;
        if (fits && values.size() - bytesBefore + idBytes < stagedBytes) {
            return true;
        }
        count = countBefore;
        values.size(bytesBefore);
        return false;
    }

    private boolean isNumber() {
        return width == Integer.BYTES || width == Long.BYTES;
    }

    /** Bytes on the heap. */
    int heldBytes() {
        return values.array().length + offsets.array().length + hashes.array().length + slots.length;
    }

    void release() {
        values.release();
        offsets.release();
        hashes.release();
        account.give(slots);
    }

    private boolean number(byte[] staged, int valueCount, int[] ids) {
        int before = count;
        for (int i = 0; i < valueCount; i++) {
            long value = width == Long.BYTES
                    ? LittleEndian.getLong(staged, i * Long.BYTES)
                    : LittleEndian.getInt(staged, i * Integer.BYTES);
            int id = numberOf(value);
            ids[i] = id;
            if (id == count && !add(staged, i * width, width, hash(value), i, before)) {
                return false;
            }
        }
        return true;
    }

    private int numberOf(long value) {
        for (int slot = hash(value); ; slot++) {
            int id = LittleEndian.getInt(slots, (slot & slotMask) * Integer.BYTES) - 1;
            if (id < 0) {
                return count;
            }
            long held = width == Long.BYTES
                    ? LittleEndian.getLong(values.array(), id * Long.BYTES)
                    : LittleEndian.getInt(values.array(), id * Integer.BYTES);
            if (held == value) {
                return id;
            }
        }
    }

    private boolean slices(byte[] staged, int valueCount, int[] ids) {
        int before = count;
        int at = 0;
        for (int i = 0; i < valueCount; i++) {
            int length = width == 0 ? Integer.BYTES + LittleEndian.getInt(staged, at) : width;
            int hash = hash(staged, at, length);
            int id = numberOf(staged, at, length, hash);
            ids[i] = id;
            if (id == count && !add(staged, at, length, hash, i, before)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private int numberOf(byte[] staged, int at, int length, int hash) {
        for (int slot = hash; ; slot++) {
            int id = LittleEndian.getInt(slots, (slot & slotMask) * Integer.BYTES) - 1;
            if (id < 0) {
                return count;
            }
            if (LittleEndian.getInt(hashes.array(), id * Integer.BYTES) == hash) {
                int from = width == 0 ? LittleEndian.getInt(offsets.array(), id * Integer.BYTES) : id * width;
                if (Arrays.equals(
                        values.array(), from, Math.min(from + length, values.size()), staged, at, at + length)) {
                    return id;
                }
            }
        }
    }

    /** Takes a new value in; false if the page at hand shows that a dictionary is no use. */
    private boolean add(byte[] staged, int at, int length, int hash, int seen, int before) {
        if (values.size() + length > maxBytes || (seen > SAMPLE && (count - before) * 4L > seen * 3L)) {
            return false;
        }
        if (width == 0) {
            offsets.putInt(values.size());
        }
        hashes.putInt(hash);
        values.put(staged, at, length);
        count++;
        place(count - 1, hash);
        if (count * 2 > slotMask) {
            rehash();
        }
        return true;
    }

    private void place(int id, int hash) {
        int slot = hash & slotMask;
        while (LittleEndian.getInt(slots, slot * Integer.BYTES) != 0) {
            slot = (slot + 1) & slotMask;
        }
        LittleEndian.putInt(slots, slot * Integer.BYTES, id + 1);
    }

    private void rehash() {
        int larger = slots.length * 4;
        account.give(slots);
        slots = account.take(larger);
        clearSlots();
        for (int id = 0; id < count; id++) {
            place(id, LittleEndian.getInt(hashes.array(), id * Integer.BYTES));
        }
    }

    private void clearSlots() {
        Arrays.fill(slots, (byte) 0);
        slotMask = slots.length / Integer.BYTES - 1;
    }

    private static int hash(long value) {
        long mixed = value * MIX;
        return (int) ((mixed >>> 32) ^ (mixed >>> 52));
    }

    private static int hash(byte[] bytes, int from, int length) {
        long hash = length;
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = (hash ^ LittleEndian.getLong(bytes, at)) * MIX;
            hash ^= hash >>> 32;
        }
        for (; at < end; at++) {
            hash = (hash ^ bytes[at]) * MIX;
        }
        return hash(hash);
    }
}
