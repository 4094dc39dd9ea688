// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The common way to write Parquet from Connect, for comparison: each row becomes an Avro record, parquet-avro makes a
 * file of one partition's records. It has nothing else to do: no offsets, no routing, no upload, no metadata columns.
 */
final class AvroParquetTask extends SinkTask {
    private static final int ROWS_PER_FILE = 500_000;

    private final Configuration configuration = new Configuration(false);
    private long bytes;
    private int rows;
    private @Nullable Schema schema;
    private @Nullable ParquetWriter<GenericRecord> writer;

    AvroParquetTask(int zstdLevel) {
        configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, zstdLevel);
    }

    /** Bytes of files written. */
    long bytes() {
        return bytes;
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        try {
            for (SinkRecord record : records) {
                write((Struct) record.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Struct row) throws IOException {
        if (schema == null) {
            schema = record(row.schema());
        }
        if (writer == null) {
            writer = AvroParquetWriter.<GenericRecord>builder(new Counting())
                    .withSchema(schema)
                    .withConf(configuration)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .build();
        }
        GenericRecord record = new GenericData.Record(schema);
        for (Field field : row.schema().fields()) {
            Object value = row.get(field);
            record.put(
                    field.index(),
                    value instanceof BigDecimal decimal
                            ? ByteBuffer.wrap(Decimal.fromLogical(field.schema(), decimal))
                            : value);
        }
        writer.write(record);
        if (++rows == ROWS_PER_FILE) {
            stop();
        }
    }

    @Override
    public void start(Map<String, String> settings) {}

    @Override
    public void stop() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writer = null;
        rows = 0;
    }

    @Override
    public String version() {
        return "1";
    }

    private static Schema record(org.apache.kafka.connect.data.Schema row) {
        List<Schema.Field> fields = row.fields().stream()
                .map(field -> {
                    Schema type = type(field.schema());
                    return field.schema().isOptional()
                            ? new Schema.Field(
                                    field.name(),
                                    Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                                    null,
                                    Schema.Field.NULL_DEFAULT_VALUE)
                            : new Schema.Field(field.name(), type);
                })
                .toList();
        return Schema.createRecord("Orders", null, "bench", false, fields);
    }

    private static Schema type(org.apache.kafka.connect.data.Schema type) {
        if (Decimal.LOGICAL_NAME.equals(type.name())) {
            return LogicalTypes.decimal(12, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        }
        if (type.name() != null) {
            return LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        }
        return Schema.create(
                switch (type.type()) {
                    case INT64 -> Schema.Type.LONG;
                    case INT32 -> Schema.Type.INT;
                    case FLOAT64 -> Schema.Type.DOUBLE;
                    case BOOLEAN -> Schema.Type.BOOLEAN;
                    case STRING -> Schema.Type.STRING;
                    default -> throw new IllegalArgumentException(type.toString());
                });
    }

    /** A file that nobody wants. */
    private final class Counting implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int oneByte) {
                    position++;
                    bytes++;
                }

                @Override
                public void write(byte[] from, int offset, int length) {
                    position += length;
                    bytes += length;
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
