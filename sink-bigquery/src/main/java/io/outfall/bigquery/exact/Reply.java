// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

/** What came of a {@link Step}. */
sealed interface Reply {

    /** The stream agreed on. */
    record Agreed(AgreedStream agreed) implements Reply {}

    /** A new stream. */
    record Opened(String stream) implements Reply {}

    /** The number of rows that the stream had at some moment after it was asked. */
    record Counted(long rows) implements Reply {}

    /** What the table had at some moment after it was asked. */
    record Seen(StoredRows stored) implements Reply {}

    /** It was done. */
    record Done() implements Reply {}

    /** Nothing was done, because things are not as the request says. */
    record Refused() implements Reply {}

    /** Nothing was done, because of some of the rows. */
    record RowsRefused() implements Reply {}

    /** The stream is finished, gone, or does not say how many rows it has. */
    record Unusable() implements Reply {}

    /** No reply, or none that tells whether it was done. It may still be done later. */
    record Lost() implements Reply {}
}
