// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.type.TypeRules;
import io.outfall.type.ValuePolicies;
import java.util.Optional;

/**
 * How records are to be understood.
 *
 * @param format the shape of the records
 * @param flattened how the metadata of flattened rows are called
 * @param unavailablePlaceholder the connector's {@code unavailable.value.placeholder}, with {@code hex:} in front where
 *     it is binary
 * @param completeBefore whether {@code before} is complete and true (PostgreSQL's {@code REPLICA IDENTITY FULL}), so
 *     that the image of a deleted row may be taken from it
 * @param key where the key columns come from
 * @param types what the schemas do not say about the columns
 * @param values what becomes of values that do not fit
 * @param positions what orders the events
 * @param signalTable the source's {@code signal.data.collection}, whose rows are no data: {@code schema.table},
 *     {@code database.table} or {@code database.schema.table}
 * @param controlTopics the topics of control records without schema
 */
public record EventSettings(
        Format format,
        FlattenedNames flattened,
        String unavailablePlaceholder,
        boolean completeBefore,
        KeySource key,
        TypeRules types,
        ValuePolicies values,
        PositionOrder positions,
        Optional<String> signalTable,
        ControlTopics controlTopics) {

    public EventSettings {
        if (unavailablePlaceholder.isEmpty()) {
            throw new IllegalArgumentException("an empty placeholder would make every empty text unavailable");
        }
    }

    /** Debezium's default for values that the database did not repeat. */
    public static final String UNAVAILABLE = "__debezium_unavailable_value";

    /** The shape of the records. */
    public enum Format {
        /** Each record is recognised. */
        AUTO,
        /**
         * Debezium's envelope with {@code before}, {@code after}, {@code source} and {@code op}; others are rejected.
         */
        ENVELOPE,
        /** Rows with or without metadata among their fields; envelopes are not looked for. */
        FLATTENED,
        /** Rows as they are: every field is a column, and no record is a control record. */
        PLAIN
    }

    /** What {@link io.outfall.event.SourceInfo#position()} tells. */
    public enum PositionOrder {
        /** The place in the source's log, where the connector gives one. */
        SOURCE,
        /** The record's offset, which orders the events of one partition whatever the source. */
        OFFSET
    }

    /** The same for records of another shape. */
    public EventSettings withFormat(Format shape) {
        return new EventSettings(
                shape,
                flattened,
                unavailablePlaceholder,
                completeBefore,
                key,
                types,
                values,
                positions,
                signalTable,
                controlTopics);
    }

    /** Every shape, record keys, no trust in {@code before}, and no value bent to fit. */
    public static EventSettings defaults() {
        return new EventSettings(
                Format.AUTO,
                FlattenedNames.defaults(),
                UNAVAILABLE,
                false,
                new KeySource.RecordKey(Optional.empty()),
                TypeRules.none(),
                ValuePolicies.strict(),
                PositionOrder.SOURCE,
                Optional.empty(),
                ControlTopics.defaults());
    }
}
