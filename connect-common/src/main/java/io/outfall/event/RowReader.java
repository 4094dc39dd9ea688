// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** How records of one shape and schema are read; compiled once and shared by all their {@link RowChange}s. */
public interface RowReader {

    /** See {@link RowChange#image()}. */
    Row image(SinkRecord record, Op op);

    /** See {@link RowChange#before()}. */
    @Nullable
    Row before(SinkRecord record);

    /** See {@link RowChange#after()}. */
    @Nullable
    Row after(SinkRecord record);

    /** See {@link RowChange#key()}. */
    @Nullable
    Row key(SinkRecord record);

    /** See {@link RowChange#source()}. */
    SourceInfo source(SinkRecord record);
}
