// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.doubleColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;
import static org.apache.parquet.filter2.predicate.FilterApi.intColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.SemanticType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters by which readers skip row groups that lack a value, though it lies between the least and the greatest. */
class BloomFilterTest {
    private static final ParquetSchema SCHEMA = schema(
            column("long", new SemanticType.Int(64)),
            column("int", new SemanticType.Int(32)),
            column("double", new SemanticType.Real(64)),
            column("text", new SemanticType.Text()),
            column("uuid", new SemanticType.Uuid()),
            column("bare", new SemanticType.Int(64)),
            column("flag", new SemanticType.Bool()));
    private static final ParquetOptions OPTIONS = ParquetOptions.defaults().withPageBytes(1 << 14);
    private static final int GROUP = 10_000;

    @TempDir
    Path folder;

    @Test
    void the_hash_is_xxh64() {
        Map<String, Long> published = new LinkedHashMap<>();
        published.put("", 0xEF46DB3751D8E999L);
        published.put("a", 0xD24EC4F1A98C6E5BL);
        published.put("abc", 0x44BC2CF5AD770999L);
        published.put("The quick brown fox jumps over the lazy dog", 0x0B242D361FDA71BCL);

        published.forEach((text, hash) -> {
            byte[] bytes = ("--" + text + "--").getBytes(StandardCharsets.US_ASCII);
            assertThat(XxHash64.hash(bytes, 2, text.length())).as(text).isEqualTo(hash);
        });
    }

    /** Even values in one row group, odd ones in the other, in no order. */
    private Path evenAndOdd(int dictionaryBytes) {
        List<String> all = List.of("long", "int", "double", "text", "uuid", "flag");
        ParquetOptions options = OPTIONS.withDictionaryBytes(dictionaryBytes).withBloom(bloom(0.001, all));
        return Written.file(folder, options, file -> {
            ColumnWriter[] columns = file.columns(SCHEMA);
            for (int i = 0; i < 2 * GROUP; i++) {
                long value = i * 7919L % GROUP * 2 + i / GROUP;
                row(
                        file,
                        columns,
                        value,
                        (int) value,
                        (double) value,
                        "v" + value,
                        uuid(value).toString(),
                        value,
                        value % 3 == 0);
                if (i == GROUP - 1) {
                    file.flushRowGroup();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1 << 20})
    void parquet_java_skips_row_groups_that_lack_the_value(int dictionaryBytes) {
        Path file = evenAndOdd(dictionaryBytes);

        assertThat(ParquetJava.rowsLookedAt(file, eq(longColumn("bare"), 4_000L)))
                .isGreaterThan(GROUP);
        for (long odd : new long[] {4_001, 12_345, 17_999}) {
            List<FilterPredicate> wanted = List.of(
                    eq(longColumn("long"), odd),
                    eq(intColumn("int"), (int) odd),
                    eq(doubleColumn("double"), (double) odd),
                    eq(binaryColumn("text"), Binary.fromString("v" + odd)),
                    eq(binaryColumn("uuid"), binary(uuid(odd))));
            assertThat(wanted)
                    .allSatisfy(each ->
                            assertThat(ParquetJava.rowsLookedAt(file, each)).isBetween(1L, (long) GROUP));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1 << 20})
    void duck_db_skips_row_groups_that_lack_the_value(int dictionaryBytes) {
        Path file = evenAndOdd(dictionaryBytes);

        try (DuckDb duck = new DuckDb()) {
            for (String probe : List.of("'long', 4001", "'int', 4001", "'double', 4001.0", "'text', 'v4001'")) {
                assertThat(duck.query("select row_group_id, bloom_filter_excludes from parquet_bloom_probe('" + file
                                + "', " + probe + ") order by 1"))
                        .as(probe)
                        .containsExactly("0 | true", "1 | false");
            }
            assertThat(duck.query("select path_in_schema from parquet_metadata('" + file
                            + "') where row_group_id = 0 and bloom_filter_length is null"))
                    .containsExactly("bare", "flag");
            assertThat(duck.query("select count(*), sum(long), count(distinct uuid) from '" + file + "'"))
                    .containsExactly("20000 | 199990000 | 20000");
        }
    }

    @Test
    void every_value_is_found_and_few_others() {
        Path file = numbers(0.01, BloomColumns.MOST_DISTINCT, 100_000, 100_000);

        BloomFilter filter = filter(file);

        assertThat(LongStream.range(0, 100_000).filter(i -> !filter.findHash(filter.hash(i))))
                .isEmpty();
        assertThat(LongStream.range(100_000, 200_000)
                        .filter(i -> filter.findHash(filter.hash(i)))
                        .count())
                .isBetween(500L, 1_200L);
    }

    @Test
    void a_filter_is_as_large_as_the_distinct_values_ask_for() {
        assertThat(filter(numbers(0.01, BloomColumns.MOST_DISTINCT, 3, 3)).getBitsetSize())
                .isEqualTo(32);
        assertThat(filter(numbers(0.01, BloomColumns.MOST_DISTINCT, 100_000, 100_000))
                        .getBitsetSize())
                .isEqualTo(131_072);
        assertThat(filter(numbers(0.01, BloomColumns.MOST_DISTINCT, 100_000, 1_000))
                        .getBitsetSize())
                .isEqualTo(2_048);
        assertThat(filter(numbers(0.0001, BloomColumns.MOST_DISTINCT, 1_000, 1_000))
                        .getBitsetSize())
                .isEqualTo(4_096);
    }

    @Test
    void a_filter_is_no_larger_than_was_said() {
        BloomFilter filter = filter(numbers(0.01, 1_000, 100_000, 100_000));

        assertThat(filter.getBitsetSize()).isEqualTo(2_048);
        assertThat(LongStream.range(0, 100_000).filter(i -> !filter.findHash(filter.hash(i))))
                .isEmpty();
    }

    @Test
    void nulls_alone_have_no_filter() {
        Path file = Written.file(folder, OPTIONS.withBloom(bloom(0.01, List.of("c"))), f -> {
            row(f, f.columns(schema(column("c", new SemanticType.Int(64)))), (Object) null);
        });

        assertThat(ParquetJava.bloomFilter(file, 0)).isNull();
    }

    /** A column of numbers from 0 that begin again after some distinct ones; no dictionary tells them apart. */
    private Path numbers(double falsePositives, int mostDistinct, int rows, int distinct) {
        BloomColumns bloom = new BloomColumns(Map.of("c", mostDistinct), falsePositives);
        return Written.file(folder, OPTIONS.withDictionaryBytes(0).withBloom(bloom), file -> {
            ColumnWriter[] columns = file.columns(schema(column("c", new SemanticType.Int(64))));
            for (long i = 0; i < rows; i++) {
                row(file, columns, i % distinct);
            }
        });
    }

    private static BloomFilter filter(Path file) {
        @Nullable BloomFilter filter = ParquetJava.bloomFilter(file, 0);
        return Objects.requireNonNull(filter);
    }

    private static BloomColumns bloom(double falsePositives, List<String> names) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, BloomColumns.MOST_DISTINCT));
        return new BloomColumns(columns, falsePositives);
    }

    private static UUID uuid(long value) {
        return new UUID(value * 0x9E3779B97F4A7C15L, value);
    }

    private static Binary binary(UUID uuid) {
        byte[] bytes = new byte[16];
        LittleEndian.putLongBigEndian(bytes, 0, uuid.getMostSignificantBits());
        LittleEndian.putLongBigEndian(bytes, 8, uuid.getLeastSignificantBits());
        return Binary.fromConstantByteArray(bytes);
    }
}
