// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Somebody else's reader: Arrow C++, which pandas, R and many more read Parquet with. */
final class ArrowCpp {
    private static final int BATCH = 1000;

    private ArrowCpp() {}

    /** The rows of the file, each a {@link CanonicalText} per column. */
    // That their close() could be interrupted is said of two classes that never wait.
    @SuppressWarnings("try")
    static List<List<String>> rows(Path file) {
        try (BufferAllocator allocator = new RootAllocator();
                FileSystemDatasetFactory factory = new FileSystemDatasetFactory(
                        allocator,
                        NativeMemoryPool.getDefault(),
                        FileFormat.PARQUET,
                        file.toUri().toString());
                Dataset dataset = factory.finish();
                Scanner scanner = dataset.newScan(new ScanOptions(BATCH));
                ArrowReader reader = scanner.scanBatches()) {
            List<List<String>> rows = new ArrayList<>();
            while (reader.loadNextBatch()) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                for (int row = 0; row < batch.getRowCount(); row++) {
                    List<String> cells = new ArrayList<>();
                    for (FieldVector vector : batch.getFieldVectors()) {
                        cells.add(text(vector.getField(), cell(vector, row)));
                    }
                    rows.add(cells);
                }
            }
            return rows;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object cell(FieldVector vector, int row) {
        // As an object it would come with a date.
        return vector instanceof TimeMilliVector time && !time.isNull(row)
                ? (Object) time.get(row)
                : vector.getObject(row);
    }

    private static String text(Field field, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        ArrowType type = field.getType();
        if (type instanceof ArrowType.Map) {
            List<Field> pair = field.getChildren().get(0).getChildren();
            List<String> pairs = new ArrayList<>();
            for (Object each : (List<?>) value) {
                pairs.add(text(pair.get(0), member(each, pair.get(0))) + "="
                        + text(pair.get(1), member(each, pair.get(1))));
            }
            return CanonicalText.braced(pairs);
        }
        if (type instanceof ArrowType.List) {
            Field element = field.getChildren().get(0);
            return ((List<?>) value)
                    .stream().map(each -> text(element, each)).toList().toString();
        }
        if (type instanceof ArrowType.Struct) {
            return CanonicalText.braced(field.getChildren().stream()
                    .map(each -> each.getName() + "=" + text(each, member(value, each)))
                    .toList());
        }
        return leaf(type, value);
    }

    private static @Nullable Object member(Object struct, Field field) {
        return ((Map<?, ?>) struct).get(field.getName());
    }

    private static String leaf(ArrowType type, Object value) {
        if (type instanceof ArrowType.Date) {
            return LocalDate.ofEpochDay(((Number) value).longValue()).toString();
        }
        if (type instanceof ArrowType.Time time) {
            return CanonicalText.time(((Number) value).longValue(), perSecond(time.getUnit()));
        }
        if (type instanceof ArrowType.Timestamp timestamp && timestamp.getTimezone() != null) {
            return CanonicalText.instant(((Number) value).longValue(), perSecond(timestamp.getUnit()));
        }
        if (type instanceof ArrowType.FixedSizeBinary) {
            return CanonicalText.uuid(ByteBuffer.wrap((byte[]) value));
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof byte[] bytes ? CanonicalText.binary(ByteBuffer.wrap(bytes)) : value.toString();
    }

    private static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 1;
            case MILLISECOND -> 1_000;
            case MICROSECOND -> 1_000_000;
            case NANOSECOND -> 1_000_000_000;
        };
    }
}
