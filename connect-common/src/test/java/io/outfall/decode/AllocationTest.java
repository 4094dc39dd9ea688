// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.outfall.event.CellReader;
import io.outfall.event.Column;
import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.SourceInfo;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Events are views: what they cost the heap is a budget, however the compiler treats them. */
class AllocationTest {
    private static final int RECORDS = 1_024;
    private static final int ROUNDS = 40;

    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());
    private final List<SinkRecord> records = Envelopes.updates(RECORDS);

    @Test
    void anEventWithItsOperationPositionAndTimeTakesAtMost96Bytes() {
        assertThat(bytesPerRecord(record -> {
                    RowChange change = (RowChange) decoder.decode(record);
                    SourceInfo source = change.source();
                    Position position = source.position();
                    Long micros = source.timestampMicros();
                    return change.op().hashCode() + position.hashCode() + (micros == null ? 0 : micros);
                }))
                .isLessThanOrEqualTo(96);
    }

    @Test
    void readingAllColumnsOfARowTakesNoMoreThanTheEventAndTheRow() {
        assertThat(bytesPerRecord(record -> {
                    Row row = ((RowChange) decoder.decode(record)).image();
                    long hash = 0;
                    for (Column column : row.layout().columns()) {
                        Object raw = column.raw(row.data());
                        if (raw != null && raw != CellReader.ABSENT && !column.isUnavailable(raw)) {
                            hash += System.identityHashCode(raw);
                        }
                    }
                    return hash;
                }))
                .as("event, row and iterator")
                .isLessThanOrEqualTo(96);
    }

    private long bytesPerRecord(ToLongFunction<SinkRecord> work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, bytesOfOneRound(work));
        }
        return least / RECORDS;
    }

    private long bytesOfOneRound(ToLongFunction<SinkRecord> work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long result = 0;
        for (SinkRecord record : records) {
            result += work.applyAsLong(record);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(result).as("so that the work is not left out").isNotZero();
        return allocated;
    }
}
