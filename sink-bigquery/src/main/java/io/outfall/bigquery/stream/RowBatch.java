// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.protobuf.ByteString;
import io.outfall.delivery.OffsetLedger;
import io.outfall.error.Rejection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one topic-partition that go to their table in one request. The task thread fills it; once it is handed to a
 * lane only the worker that attempts to append it touches it, and then the task thread again.
 */
public final class RowBatch {
    // What a record costs that is kept for the case that its row is refused: objects and references, beside its values.
    private static final int RECORD_BYTES = 512;

    private final OffsetLedger.Claim claim;
    private final long openedMs;
    private final List<ByteString> rows = new ArrayList<>();
    private final List<SinkRecord> records = new ArrayList<>();
    private final List<Rejection> refused = new ArrayList<>();
    private int appendedRows;
    private long appendedBytes;
    private long rowBytes;
    private long heldBytes;
    private long newestMs;

    /**
     * A batch without rows.
     *
     * @param claim holds back the offset of the first row and all after it
     * @param openedMs when that came, in milliseconds since 1970-01-01T00:00Z
     */
    public RowBatch(OffsetLedger.Claim claim, long openedMs) {
        this.claim = claim;
        this.openedMs = openedMs;
    }

    /**
     * Adds a row.
     *
     * @param timeMs when the source made the change, in milliseconds since 1970-01-01T00:00Z
     */
    public void add(ByteString row, SinkRecord record, long timeMs) {
        newestMs = Math.max(newestMs, timeMs);
        rows.add(row);
        records.add(record);
        rowBytes += row.size();
        heldBytes += held(row);
    }

    /** What a row takes from the memory budget: itself, and its record about as much again. */
    public static long held(ByteString row) {
        return 2L * row.size() + RECORD_BYTES;
    }

    public OffsetLedger.Claim claim() {
        return claim;
    }

    public long openedMs() {
        return openedMs;
    }

    /** When the source made the newest change in it, in milliseconds since 1970-01-01T00:00Z. */
    public long newestMs() {
        return newestMs;
    }

    /** The rows that are still to be appended, in the order of their offsets. */
    public List<ByteString> rows() {
        return rows;
    }

    /** How many bytes they are, as they were added. */
    public long rowBytes() {
        return rowBytes;
    }

    /** The records that they were made of. */
    public List<SinkRecord> records() {
        return records;
    }

    /** How many of the rows went in, once the batch is done. */
    public int rowsIn() {
        return appendedRows + rows.size();
    }

    /** How many bytes these are. */
    public long bytesIn() {
        return appendedBytes + bytes(rows);
    }

    /** How many bytes the batch takes from the memory budget, from its first row to its end. */
    public long heldBytes() {
        return heldBytes;
    }

    /** What BigQuery refused, row by row. */
    public List<Rejection> refused() {
        return refused;
    }

    /** The first rows are in: takes them out. */
    public void appended(int count) {
        appendedRows += count;
        appendedBytes += bytes(rows.subList(0, count));
        rows.subList(0, count).clear();
        records.subList(0, count).clear();
    }

    /**
     * Takes rows out that the table has already.
     *
     * @param stored whether it has the row of an offset
     */
    public void drop(LongPredicate stored) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (stored.test(records.get(i).originalKafkaOffset())) {
                rows.remove(i);
                records.remove(i);
            }
        }
    }

    /**
     * Takes rows out that BigQuery refuses.
     *
     * @param reasons by their index in {@link #rows()}
     */
    public void refuse(Map<Integer, String> reasons) {
        Map<Integer, String> lastFirst = new TreeMap<>(Comparator.<Integer>reverseOrder());
        lastFirst.putAll(reasons);
        lastFirst.forEach((index, reason) -> refuse(index, null, reason));
    }

    /**
     * Takes a row out; those behind it move up.
     *
     * @param index in {@link #rows()}
     * @param column that is wrong; null where that is not said
     */
    void refuse(int index, @Nullable String column, String reason) {
        refused.add(Rejection.of(records.get(index), column, "BigQuery refuses the row: " + reason));
        rows.remove(index);
        records.remove(index);
    }

    private static long bytes(List<ByteString> some) {
        return some.stream().mapToLong(ByteString::size).sum();
    }
}
