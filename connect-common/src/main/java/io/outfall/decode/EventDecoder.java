// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Control;
import io.outfall.event.KeyDelete;
import io.outfall.event.Malformed;
import io.outfall.type.UnfitValueException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Says what records mean. Compiles a plan for each pair of key and value schema that it meets and keeps it, so that a
 * record costs little more than the look at its operation; rows are not copied.
 *
 * <p>One for each task, used by the task's thread alone.
 */
public final class EventDecoder {
    private final Keys keys;
    private final SignalTable signals;
    private final Plans plans;

    public EventDecoder(EventSettings settings) {
        Columns columns = new Columns(settings);
        this.keys = new Keys(settings.key(), columns);
        this.signals = new SignalTable(settings.signalTable());
        this.plans = new Plans(keys, new Shapes(settings), new PlanCompiler(settings, columns, signals));
    }

    /**
     * What a record means. Never fails for what the record holds: a record that cannot be understood is
     * {@link Malformed}. Cells are looked at only when they are asked for.
     */
    public ChangeEvent decode(SinkRecord record) {
        if (signals.hasTopic(record)) {
            return new Control(record, Control.Kind.SIGNAL);
        }
        try {
            // A row flattened to nothing keeps its schema, so the value alone makes a tombstone.
            return record.value() == null
                    ? new KeyDelete(record, keys.of(record).row(record))
                    : plans.of(record).event(record);
        } catch (UnfitValueException e) {
            return new Malformed(record, null, e.reason());
        }
    }
}
