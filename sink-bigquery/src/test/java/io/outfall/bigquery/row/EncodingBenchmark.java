// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import com.google.cloud.bigquery.storage.v1.JsonToProtoMessage;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.protobuf.ByteString;
import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSettings;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.testing.bench.OrderRows;
import io.outfall.type.UnfitPolicy;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.json.JSONObject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What it costs to make the bytes of a row of 16 columns out of its Struct: by {@link RowEncoder}, and by what Google's
 * JsonStreamWriter does with the JSON objects that it takes. Not a test, because it measures time; it fails where we
 * need more than half of the other's CPU.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodingBenchmark {
    private static final int ROWS = 1024;
    private static final double BUDGET = 0.5;

    private final List<ChangeRow> rows = new ArrayList<>();
    private final RowEncoder encoder;
    private final Judge google;
    private final TableSchema schema;
    private int next;

    public EncodingBenchmark() {
        OrderRows orders = new OrderRows(new OrderRows.Options("orders", 1, 0, false));
        EventDecoder decoder = new EventDecoder(EventSettings.defaults());
        for (int i = 0; i < ROWS; i++) {
            rows.add(ChangeRow.of(decoder.decode(orders.record(i))));
        }
        RowSchemas schemas = new RowSchemas(List.of(), new ColumnTypes(TypeOptions.defaults()));
        TableColumns table = table(schemas);
        encoder = new RowEncoder(
                table, WriterSchema.ofRows(table), schemas, new MetadataValues(List.of()), UnfitPolicy.FAIL);
        google = Judge.of(table);
        schema = StorageSchemas.of(table);
    }

    /** @param args none */
    public static void main(String[] args) throws RunnerException, UnfitRowException {
        new EncodingBenchmark().checkAgreement();
        Map<String, Double> cpu = new HashMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(EncodingBenchmark.class.getName() + ".")
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuProfiler.class)
                        .build())
                .run()) {
            cpu.put(
                    result.getPrimaryResult().getLabel(),
                    Objects.requireNonNull(result.getSecondaryResults().get(CpuProfiler.LABEL))
                            .getScore());
        }
        double ours = Objects.requireNonNull(cpu.get("encode"));
        double theirs = Objects.requireNonNull(cpu.get("jsonStreamWriter"));
        System.out.printf("CPU per row: %.0f ns against %.0f ns, a ratio of %.3f%n", ours, theirs, ours / theirs);
        if (ours > BUDGET * theirs) {
            throw new IllegalStateException("more than half of what JsonStreamWriter takes");
        }
    }

    @Benchmark
    public ByteString encode() throws UnfitRowException {
        return encoder.encode(row());
    }

    @Benchmark
    public ByteString jsonStreamWriter() {
        return converted(row());
    }

    /** A JSON object of the row's values in the forms that the conversion takes, and the message of it. */
    private ByteString converted(ChangeRow row) {
        Struct struct = (Struct) row.image().data();
        JSONObject json = new JSONObject();
        for (Field field : struct.schema().fields()) {
            Object value = struct.get(field);
            if (value != null) {
                json.put(
                        field.name(),
                        field.schema().name() == null || value instanceof java.math.BigDecimal
                                ? value
                                : dateTime((Long) value));
            }
        }
        return JsonToProtoMessage.INSTANCE
                .convertToProtoMessage(google.descriptor(), schema, json)
                .toByteString();
    }

    private static String dateTime(long micros) {
        return LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                        ZoneOffset.UTC)
                .toString();
    }

    private void checkAgreement() throws UnfitRowException {
        for (ChangeRow row : rows) {
            if (!google.read(encoder.encode(row)).equals(google.read(converted(row)))) {
                throw new IllegalStateException("both do not make the same of a row");
            }
        }
    }

    private TableColumns table(RowSchemas schemas) {
        try {
            return schemas.of(rows.get(0).image().layout()).table();
        } catch (UnfitRowException e) {
            throw new IllegalStateException(e);
        }
    }

    private ChangeRow row() {
        next = next + 1 & ROWS - 1;
        return rows.get(next);
    }
}
