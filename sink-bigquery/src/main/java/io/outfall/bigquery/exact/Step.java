// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import java.util.List;

/** A request that a {@link Phase} asks for. */
sealed interface Step {

    /** Which stream was agreed on? Answered by {@link Reply.Agreed}. */
    record Ask() implements Step {}

    /** Makes a stream that nobody else knows. Answered by {@link Reply.Opened}. */
    record Open() implements Step {}

    /** Makes a stream the one agreed on, unless there was another one since. By {@code Agreed}, or {@code Refused}. */
    record Agree(AgreedStream found, String stream) implements Step {}

    /** How many rows has the stream? By {@link Reply.Counted}, or {@code Unusable}. */
    record Count(String stream) implements Step {}

    /** Sees to it that the stream takes no more rows, for good. By {@link Reply.Done}. */
    record End(String stream) implements Step {}

    /** Which offsets has the table, from the next to be written on? By {@link Reply.Seen}. */
    record Look() implements Step {}

    /**
     * Appends rows at a place in the stream, all or none, and only if the stream ends there. By {@link Reply.Done},
     * {@code Refused} if it ends elsewhere, {@code RowsRefused}, or {@code Unusable}.
     */
    record Append(String stream, long at, List<Long> offsets) implements Step {}
}
