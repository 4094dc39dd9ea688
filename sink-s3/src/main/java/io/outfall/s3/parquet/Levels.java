// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

/**
 * The definition or repetition levels of a page, one per entry. While all are equal, which is the common case, only
 * their number is kept.
 */
final class Levels {
    private final Bytes each;
    private int count;
    private int first;
    private boolean varied;

    Levels(Account account) {
        this.each = new Bytes(account);
    }

    int count() {
        return count;
    }

    /** Bytes on the heap. */
    int heldBytes() {
        return each.array().length;
    }

    void add(int level) {
        if (varied) {
            each.put(level);
        } else if (level != first) {
            spread(level);
        }
        count++;
    }

    void add(int level, int times) {
        if (times == 0) {
            return;
        }
        add(level);
        if (varied) {
            each.fill(level, times - 1);
        }
        count += times - 1;
    }

    /** Adds all of another. */
    void addAll(Levels other) {
        if (!other.varied) {
            add(other.first, other.count);
            return;
        }
        for (int i = 0; i < other.count; i++) {
            add(other.each.array()[i]);
        }
    }

    /** The second level that occurs: from now on each is kept. */
    private void spread(int level) {
        if (count == 0) {
            first = level;
            return;
        }
        varied = true;
        each.fill(first, count);
        each.put(level);
    }

    /** Forgets all but the first {@code newCount}. */
    void cut(int newCount) {
        count = newCount;
        if (varied) {
            each.size(newCount);
        }
        if (newCount == 0) {
            varied = false;
        }
    }

    void release() {
        each.release();
        count = 0;
        varied = false;
    }

    /** How many entries have this level. */
    int countOf(int level) {
        if (!varied) {
            return level == first ? count : 0;
        }
        byte[] levels = each.array();
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (levels[i] == level) {
                found++;
            }
        }
        return found;
    }

    /** Appends the levels as data pages of version 1 have them: a length of four bytes, then the RLE hybrid. */
    void encode(int maxLevel, Hybrid hybrid, Bytes out) {
        int width = Hybrid.widthOf(maxLevel);
        int lengthAt = out.size();
        out.putInt(0);
        if (varied) {
            hybrid.encode(each.array(), count, width, out);
        } else {
            Hybrid.run(first, count, width, out);
        }
        LittleEndian.putInt(out.array(), lengthAt, out.size() - lengthAt - 4);
    }
}
