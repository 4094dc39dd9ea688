// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.List;

/**
 * One leaf of an open file's schema and what is staged of its page in the making: values in PLAIN form and levels, one
 * entry per value, null or empty list.
 */
final class Leaf {
    private final LeafType type;
    private final List<String> path;
    private final int maxDefinition;
    private final int maxRepetition;
    private final Bytes values;
    private final Levels definitions;
    private final Levels repetitions;
    private final Chunk chunk;
    private int valueCount;
    /** The row within the row group that the page begins with. */
    private int firstRow;

    private int markedBytes;
    private int markedValues;
    private int markedEntries;

    Leaf(LeafType type, List<String> path, int maxDefinition, int maxRepetition, Account account, Learned learned) {
        if (maxDefinition > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(path.get(0) + " is nested too deeply");
        }
        this.type = type;
        this.path = path;
        this.maxDefinition = maxDefinition;
        this.maxRepetition = maxRepetition;
        this.values = new Bytes(account);
        this.definitions = new Levels(account);
        this.repetitions = new Levels(account);
        this.chunk = new Chunk(account, learned);
    }

    LeafType type() {
        return type;
    }

    List<String> path() {
        return path;
    }

    int maxDefinition() {
        return maxDefinition;
    }

    int maxRepetition() {
        return maxRepetition;
    }

    /** Where the next value goes, followed by a call of {@link #present}. */
    Bytes values() {
        return values;
    }

    int valueCount() {
        return valueCount;
    }

    Levels definitions() {
        return definitions;
    }

    Levels repetitions() {
        return repetitions;
    }

    int entryCount() {
        return definitions.count();
    }

    /** The column chunk that finished pages go to. */
    Chunk chunk() {
        return chunk;
    }

    int firstRow() {
        return firstRow;
    }

    /** What the page in the making holds on the heap. */
    int stagedBytes() {
        return values.array().length + definitions.heldBytes() + repetitions.heldBytes();
    }

    /** Notes that a value was put. */
    void present(int repetition) {
        valueCount++;
        definitions.add(maxDefinition);
        if (maxRepetition > 0) {
            repetitions.add(repetition);
        }
    }

    /** Notes that there is no value because the definition ends at a level above this leaf. */
    void missing(int repetition, int definition) {
        definitions.add(definition);
        if (maxRepetition > 0) {
            repetitions.add(repetition);
        }
    }

    /** Notes rows that hold nothing here. */
    void missingRows(int rows) {
        definitions.add(0, rows);
        if (maxRepetition > 0) {
            repetitions.add(0, rows);
        }
    }

    /** Takes over what the leaf of a narrower column staged, of which no page has ended. */
    void takeOver(Leaf narrower) {
        narrower.type.widen(narrower.values, type, values);
        definitions.addAll(narrower.definitions);
        repetitions.addAll(narrower.repetitions);
        valueCount = narrower.valueCount;
        narrower.releaseBuffers();
    }

    /** Remembers where the row begins. */
    void mark() {
        markedBytes = values.size();
        markedValues = valueCount;
        markedEntries = definitions.count();
    }

    /** Forgets what came after the mark. */
    void reset() {
        values.size(markedBytes);
        valueCount = markedValues;
        definitions.cut(markedEntries);
        if (maxRepetition > 0) {
            repetitions.cut(markedEntries);
        }
    }

    /**
     * Begins a page.
     *
     * @param newFirstRow the row within the row group that it begins with
     */
    void beginPage(int newFirstRow) {
        values.clear();
        valueCount = 0;
        definitions.cut(0);
        repetitions.cut(0);
        firstRow = newFirstRow;
    }

    /** Gives the buffer of values back if one value made it larger than a page that has just begun needs. */
    void trim(int pageBytes) {
        values.trim(pageBytes);
    }

    /** Gives the buffers of a page that has just begun back. */
    void releaseBuffers() {
        values.release();
        definitions.release();
        repetitions.release();
    }

    /** Begins a row group, with nothing on the heap. */
    void beginRowGroup() {
        beginPage(0);
        releaseBuffers();
        chunk.clear();
    }
}
