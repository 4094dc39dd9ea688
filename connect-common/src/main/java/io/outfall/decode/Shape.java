// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.Control;
import org.jspecify.annotations.Nullable;

/** What the structure of a record is. */
sealed interface Shape {

    /** Debezium's envelope. */
    record Envelope() implements Shape {}

    /** Debezium's envelope around a logical message. */
    record Message() implements Shape {}

    /** A row, with or without metadata in fields and headers. */
    record FlatRow(boolean metadata) implements Shape {}

    /** A record by which the connector speaks of itself. */
    record ControlRecord(Control.Kind kind) implements Shape {}

    /** None of these. */
    record Unreadable(@Nullable String field, String reason) implements Shape {}
}
