// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.json.JsonWriter;
import java.math.BigInteger;

/**
 * Takes the values of a row in the form of the columns that they go into: one method per form. Values that are null are
 * not told. Where a list was begun, values are elements of it until it ends.
 */
interface CellSink {

    /** An INT64. */
    void integer(Field field, long value);

    /** A FLOAT64. */
    void real(Field field, double value);

    /** A BOOL. */
    void bool(Field field, boolean value);

    /**
     * A STRING, GEOGRAPHY or INTERVAL.
     *
     * @throws io.outfall.type.UnfitValueException if it is no sound Unicode
     */
    void text(Field field, String value);

    /** A JSON, of which the document is what was written since the writer was reset. */
    void document(Field field, JsonWriter value);

    /** A BYTES, as {@code byte[]} or {@link java.nio.ByteBuffer}. */
    void bytes(Field field, Object value);

    /**
     * A NUMERIC or BIGNUMERIC.
     *
     * @param unscaled the number in units of its last digit
     * @param scale 9 or 38
     */
    void number(Field field, BigInteger unscaled, int scale);

    /** A DATE, in days since 1970-01-01. */
    void date(Field field, long epochDay);

    /** A TIME, in microseconds since 00:00. */
    void time(Field field, long micros);

    /** A DATETIME, in microseconds since 1970-01-01T00:00. */
    void dateTime(Field field, long micros);

    /** A TIMESTAMP, in microseconds since 1970-01-01T00:00Z. */
    void timestamp(Field field, long micros);

    /**
     * Begins a STRUCT, of which the members come next.
     *
     * @return what {@link #endStruct} takes
     */
    int beginStruct(Field field);

    void endStruct(int begun);

    /**
     * Begins an ARRAY, of which the elements come next, each told with this field. None of them is an ARRAY.
     *
     * @return what {@link #endList} takes
     */
    int beginList(Field field);

    void endList(int begun);

    /** A writer for whoever has a document or a text to put together; each use resets it. */
    JsonWriter scratch();
}
