// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Control;
import io.outfall.event.LogicalMessage;
import io.outfall.event.Malformed;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Reads the records of one shape and schema. Compiled once, then asked for every record. */
sealed interface Plan permits EnvelopePlan, FlatPlan, Plan.Controls, Plan.Messages, Plan.Unreadables {

    /** What a record means whose value is not null. */
    ChangeEvent event(SinkRecord record);

    /** Records by which the connector speaks of itself. */
    record Controls(Control.Kind kind) implements Plan {

        @Override
        public ChangeEvent event(SinkRecord record) {
            return new Control(record, kind);
        }
    }

    /** Logical messages. */
    record Messages() implements Plan {

        @Override
        public ChangeEvent event(SinkRecord record) {
            return new LogicalMessage(record);
        }
    }

    /** Records that no other plan can read. */
    record Unreadables(@Nullable String field, String reason) implements Plan {

        @Override
        public ChangeEvent event(SinkRecord record) {
            return new Malformed(record, field, reason);
        }
    }
}
