// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import com.google.protobuf.ByteString;
import io.outfall.json.JsonWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Puts a row into a message as {@link WriterSchema} describes it. */
final class ProtoSink implements CellSink {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;

    private final WireBuffer out = new WireBuffer();
    private final JsonWriter scratch = new JsonWriter();

    /** Starts over. */
    void clear() {
        out.clear();
    }

    /** The message. */
    ByteString message() {
        return out.copy();
    }

    @Override
    public void integer(Field field, long value) {
        out.putVarint(field.tag(VARINT));
        out.putVarint(value);
    }

    @Override
    public void real(Field field, double value) {
        out.putVarint(field.tag(FIXED64));
        out.putDouble(value);
    }

    @Override
    public void bool(Field field, boolean value) {
        integer(field, value ? 1 : 0);
    }

    @Override
    public void text(Field field, String value) {
        out.putVarint(field.tag(LENGTH));
        out.putText(value);
    }

    @Override
    public void document(Field field, JsonWriter value) {
        out.putVarint(field.tag(LENGTH));
        out.putBytes(value.bytes(), value.length());
    }

    @Override
    public void bytes(Field field, Object value) {
        out.putVarint(field.tag(LENGTH));
        if (value instanceof byte[] array) {
            out.putBytes(array, array.length);
        } else {
            out.putBytes((ByteBuffer) value);
        }
    }

    @Override
    public void number(Field field, BigInteger unscaled, int scale) {
        out.putVarint(field.tag(LENGTH));
        out.putReversed(unscaled.toByteArray());
    }

    @Override
    public void date(Field field, long epochDay) {
        integer(field, epochDay);
    }

    @Override
    public void time(Field field, long micros) {
        integer(field, CivilTime.time(micros));
    }

    @Override
    public void dateTime(Field field, long micros) {
        integer(field, CivilTime.dateTime(micros));
    }

    @Override
    public void timestamp(Field field, long micros) {
        integer(field, micros);
    }

    @Override
    public int beginStruct(Field field) {
        out.putVarint(field.tag(LENGTH));
        return out.begin();
    }

    @Override
    public void endStruct(int begun) {
        out.end(begun);
    }

    @Override
    public int beginList(Field field) {
        // Each element says its field.
        return 0;
    }

    @Override
    public void endList(int begun) {
        // An ARRAY has no end of its own.
    }

    @Override
    public JsonWriter scratch() {
        return scratch;
    }
}
