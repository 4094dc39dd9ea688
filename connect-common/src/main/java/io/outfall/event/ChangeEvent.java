// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/** What one record of a topic means. */
public sealed interface ChangeEvent permits RowChange, KeyDelete, Truncate, LogicalMessage, Control, Malformed {

    /** The record itself, for reporters and for what the event does not name. */
    SinkRecord record();

    /** Where the consumer read the record. */
    default Origin origin() {
        return Origin.of(record());
    }

    /** Calls the function of the event's case: the exhaustive switch that release 17 has not. */
    default <R> R match(
            Function<RowChange, R> rowChange,
            Function<KeyDelete, R> keyDelete,
            Function<Truncate, R> truncate,
            Function<LogicalMessage, R> logicalMessage,
            Function<Control, R> control,
            Function<Malformed, R> malformed) {
        if (this instanceof RowChange e) {
            return rowChange.apply(e);
        }
        if (this instanceof KeyDelete e) {
            return keyDelete.apply(e);
        }
        if (this instanceof Truncate e) {
            return truncate.apply(e);
        }
        if (this instanceof LogicalMessage e) {
            return logicalMessage.apply(e);
        }
        if (this instanceof Control e) {
            return control.apply(e);
        }
        return malformed.apply((Malformed) this);
    }
}
