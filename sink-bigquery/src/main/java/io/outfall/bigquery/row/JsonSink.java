// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.json.JsonWriter;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Puts a row into a JSON object as {@code tabledata.insertAll} takes it: numbers of more digits than a double has,
 * dates, times and JSON documents as text, bytes as Base64.
 */
final class JsonSink implements CellSink {
    private static final SemanticType INTEGER = new SemanticType.Int(Long.SIZE);
    private static final SemanticType REAL = new SemanticType.Real(Double.SIZE);
    private static final SemanticType BOOL = new SemanticType.Bool();
    private static final SemanticType BINARY = new SemanticType.Binary();
    private static final SemanticType DATE = new SemanticType.Date();
    private static final SemanticType TIME = new SemanticType.Time(TimeUnit.MICROS);
    private static final SemanticType LOCAL = new SemanticType.LocalTimestamp(TimeUnit.MICROS);
    private static final SemanticType INSTANT = new SemanticType.Instant(TimeUnit.MICROS);
    /** Whole numbers up to this one are the same in a double. */
    private static final long EXACT = 1L << 53;

    private final JsonWriter out = new JsonWriter();
    private final JsonWriter scratch = new JsonWriter();
    private boolean inList;
    /** How many members or elements there are already in what is open. */
    private int count;

    /** Starts over. */
    void clear() {
        out.reset();
        out.beginObject();
        inList = false;
        count = 0;
    }

    /** The object. */
    byte[] object() {
        out.endObject();
        byte[] object = new byte[out.length()];
        System.arraycopy(out.bytes(), 0, object, 0, object.length);
        return object;
    }

    @Override
    public void integer(Field field, long value) {
        begin(field);
        if (value > EXACT || value < -EXACT) {
            out.string(Long.toString(value));
        } else {
            out.value(INTEGER, value);
        }
    }

    @Override
    public void real(Field field, double value) {
        begin(field);
        out.value(REAL, value);
    }

    @Override
    public void bool(Field field, boolean value) {
        begin(field);
        out.value(BOOL, value);
    }

    @Override
    public void text(Field field, String value) {
        Utf8.length(value, 0);
        begin(field);
        out.string(value);
    }

    @Override
    public void document(Field field, JsonWriter value) {
        begin(field);
        out.string(value.text());
    }

    @Override
    public void bytes(Field field, Object value) {
        begin(field);
        out.value(BINARY, value);
    }

    @Override
    public void number(Field field, BigInteger unscaled, int scale) {
        begin(field);
        BigDecimal number = new BigDecimal(unscaled, scale);
        out.string(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    @Override
    public void date(Field field, long epochDay) {
        begin(field);
        out.value(DATE, epochDay);
    }

    @Override
    public void time(Field field, long micros) {
        begin(field);
        out.value(TIME, micros);
    }

    @Override
    public void dateTime(Field field, long micros) {
        begin(field);
        out.value(LOCAL, micros);
    }

    @Override
    public void timestamp(Field field, long micros) {
        begin(field);
        out.value(INSTANT, micros);
    }

    /** What is begun says where it is: how many came before it, below 0 in a list. */
    @Override
    public int beginStruct(Field field) {
        begin(field);
        int before = inList ? -count : count;
        out.beginObject();
        inList = false;
        count = 0;
        return before;
    }

    @Override
    public void endStruct(int begun) {
        out.endObject();
        inList = begun < 0;
        count = Math.abs(begun);
    }

    @Override
    public int beginList(Field field) {
        begin(field);
        int before = count;
        out.beginList();
        inList = true;
        count = 0;
        return before;
    }

    @Override
    public void endList(int begun) {
        out.endList();
        inList = false;
        count = begun;
    }

    @Override
    public JsonWriter scratch() {
        return scratch;
    }

    private void begin(Field field) {
        if (inList) {
            out.element(count);
        } else {
            out.name(count, field.name());
        }
        count++;
    }
}
