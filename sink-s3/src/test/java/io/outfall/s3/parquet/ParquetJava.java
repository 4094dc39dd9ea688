// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Somebody else's reader: parquet-java, by the types that it sees in the file. */
final class ParquetJava {
    private ParquetJava() {}

    /** The rows of the file, each a {@link CanonicalText} per column. */
    static List<List<String>> rows(Path file) {
        try (ParquetReader<Group> reader = new Builder(new LocalInputFile(file)).build()) {
            List<List<String>> rows = new ArrayList<>();
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(cells(row));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How many rows it would look at for those wanted, after row groups and pages that cannot hold one are left out.
     */
    static long rowsLookedAt(Path file, FilterPredicate wanted) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withRecordFilter(FilterCompat.get(wanted))
                .useDictionaryFilter(false)
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            return reader.getFilteredRecordCount();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Bloom filter of a column of the first row group; null if it has none. */
    static @Nullable BloomFilter bloomFilter(Path file, int column) {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.readBloomFilter(
                    reader.getRowGroups().get(0).getColumns().get(column));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private static List<String> cells(Group group) {
        return IntStream.range(0, group.getType().getFieldCount())
                .mapToObj(field -> cell(group, field))
                .toList();
    }

    private static String cell(Group group, int field) {
        if (group.getFieldRepetitionCount(field) == 0) {
            return "null";
        }
        Type type = group.getType().getType(field);
        return type.isPrimitive()
                ? primitive(type.asPrimitiveType(), group, field)
                : nested(type.asGroupType(), group.getGroup(field, 0));
    }

    private static String nested(GroupType type, Group value) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof ListLogicalTypeAnnotation) {
            return entries(value).map(entry -> cell(entry, 0)).toList().toString();
        }
        if (meaning instanceof MapLogicalTypeAnnotation) {
            return CanonicalText.braced(entries(value)
                    .map(entry -> cell(entry, 0) + "=" + cell(entry, 1))
                    .toList());
        }
        return CanonicalText.braced(IntStream.range(0, type.getFieldCount())
                .mapToObj(field -> type.getFieldName(field) + "=" + cell(value, field))
                .toList());
    }

    private static java.util.stream.Stream<Group> entries(Group value) {
        return IntStream.range(0, value.getFieldRepetitionCount(0)).mapToObj(i -> value.getGroup(0, i));
    }

    private static String primitive(PrimitiveType type, Group group, int field) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(unscaled(type, group, field), decimal.getScale()).toPlainString();
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            long value = group.getLong(field, 0);
            return timestamp.isAdjustedToUTC()
                    ? CanonicalText.instant(value, perSecond(timestamp.getUnit()))
                    : CanonicalText.local(value, perSecond(timestamp.getUnit()));
        }
        if (meaning instanceof TimeLogicalTypeAnnotation time) {
            return CanonicalText.time(whole(type, group, field), perSecond(time.getUnit()));
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(group.getInteger(field, 0)).toString();
        }
        if (meaning instanceof StringLogicalTypeAnnotation || meaning instanceof JsonLogicalTypeAnnotation) {
            return group.getString(field, 0);
        }
        if (meaning instanceof UUIDLogicalTypeAnnotation) {
            return CanonicalText.uuid(group.getBinary(field, 0).toByteBuffer());
        }
        return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                ? CanonicalText.binary(group.getBinary(field, 0).toByteBuffer())
                : group.getValueToString(field, 0);
    }

    private static BigInteger unscaled(PrimitiveType type, Group group, int field) {
        return Optional.of(type.getPrimitiveTypeName())
                .filter(name -> name == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                .map(name -> group.getBinary(field, 0))
                .map(Binary::getBytes)
                .map(BigInteger::new)
                .orElseGet(() -> BigInteger.valueOf(whole(type, group, field)));
    }

    private static long whole(PrimitiveType type, Group group, int field) {
        return type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                ? group.getInteger(field, 0)
                : group.getLong(field, 0);
    }

    private static long perSecond(LogicalTypeAnnotation.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> 1_000_000_000;
        };
    }
}
