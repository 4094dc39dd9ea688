// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.bytes;
import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.file;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.s3.spill.SpillFile;
import io.outfall.type.SemanticType;
import io.outfall.type.UnfitValueException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetFileTest {
    private static final ParquetOptions OPTIONS = ParquetOptions.defaults();
    private static final ParquetColumn ID = column("id", new SemanticType.Int(64));
    private static final ParquetColumn NAME = column("name", new SemanticType.Text());

    @TempDir
    Path folder;

    private final DuckDb duck = new DuckDb();

    @AfterEach
    void closeDuck() {
        duck.close();
    }

    @ParameterizedTest
    @EnumSource
    void rows_come_back_whatever_the_compression(Compression compression) {
        Path file = file(folder, OPTIONS.withCompression(compression, 1), f -> writeNames(f, 50_000));

        assertThat(names(file)).isEqualTo("50000 | 1249975000 | 50000 | name 0 of 0 | name 6 of 9995");
        assertThat(duck.query("select distinct compression from parquet_metadata('" + file + "')"))
                .containsExactly(compression == Compression.NONE ? "UNCOMPRESSED" : compression.name());
    }

    @Test
    void a_file_that_holds_too_much_goes_out_in_row_groups() {
        Path file = file(folder, OPTIONS.withRowGroupBytes(1 << 18), f -> writeNames(f, 50_000));

        assertThat(names(file)).isEqualTo("50000 | 1249975000 | 50000 | name 0 of 0 | name 6 of 9995");
        assertThat(duck.value("select count(distinct row_group_id) > 3 from parquet_metadata('" + file + "')"))
                .isEqualTo("true");
    }

    @Test
    void pages_end_where_each_column_fills_them() {
        Path file = file(folder, OPTIONS.withPageBytes(1024), f -> writeNames(f, 50_000));

        assertThat(names(file)).isEqualTo("50000 | 1249975000 | 50000 | name 0 of 0 | name 6 of 9995");
    }

    @Test
    void a_value_larger_than_a_page_has_a_page_to_itself() {
        String large = "x".repeat(3_000_000);

        Path file = file(folder, OPTIONS, f -> {
            ColumnWriter[] columns = f.columns(schema(ID, NAME));
            row(f, columns, 1L, "before");
            row(f, columns, 2L, large);
            row(f, columns, 3L, "after");
        });

        assertThat(duck.query("select id, length(name), left(name, 6) from '" + file + "'"))
                .containsExactly("1 | 6 | before", "2 | 3000000 | xxxxxx", "3 | 5 | after");
    }

    @Test
    void a_column_that_a_row_does_not_name_is_null_there() {
        Path file = file(folder, OPTIONS, f -> {
            ColumnWriter[] both = f.columns(schema(ID, NAME));
            row(f, both, 1L, "a");
            row(f, f.columns(schema(ID)), 2L);
            row(f, both, 3L, "c");
            row(f, both, null, null);
        });

        assertThat(duck.query("select * from '" + file + "'"))
                .containsExactly("1 | a", "2 | null", "3 | c", "null | null");
    }

    @Test
    void a_row_taken_back_leaves_no_trace() {
        Map<@Nullable String, Integer> withNullKey = new HashMap<>();
        withNullKey.put("k", 1);
        withNullKey.put(null, 2);
        ParquetSchema schema = schema(
                ID,
                NAME,
                column("lists", new SemanticType.ListOf(new SemanticType.ListOf(new SemanticType.Text()))),
                column("map", new SemanticType.MapOf(new SemanticType.Text(), new SemanticType.Int(32))));

        byte[] without = bytes(OPTIONS, f -> {
            ColumnWriter[] columns = f.columns(schema);
            row(f, columns, 1L, "a", List.of(List.of("x")), Map.of("k", 1));
            row(f, columns, null, null, Arrays.asList(List.of(), null), Map.of());
        });
        byte[] with = bytes(OPTIONS, f -> {
            ColumnWriter[] columns = f.columns(schema);
            columns[0].write(7L);
            f.abandonRow();
            row(f, columns, 1L, "a", List.of(List.of("x")), Map.of("k", 1));
            columns[0].write(8L);
            columns[1].write("b");
            columns[2].write(List.of(List.of("y", "z"), List.of()));
            assertThatThrownBy(() -> columns[3].write(withNullKey)).isInstanceOf(UnfitValueException.class);
            f.abandonRow();
            row(f, columns, null, null, Arrays.asList(List.of(), null), Map.of());
            assertThatThrownBy(() -> columns[1].write(9L)).isInstanceOf(ClassCastException.class);
            f.abandonRow();
        });

        assertThat(with).isEqualTo(without);
    }

    @Test
    void values_that_do_not_fit_are_refused_with_the_reason() {
        assertRefused(new SemanticType.Int(8), 128, "128 does not fit into 8 bits");
        assertRefused(new SemanticType.Int(32), 1L << 31, "2147483648 does not fit into 32 bits");
        assertRefused(
                new SemanticType.Decimal(4, 2),
                new BigDecimal("100.00"),
                "a decimal of more than 4 digits at scale 2 does not fit");
        assertRefused(
                new SemanticType.Decimal(38, 0),
                BigDecimal.TEN.pow(38).negate(),
                "a decimal of more than 38 digits at scale 0 does not fit");
        assertRefused(
                new SemanticType.Decimal(4, 2), new BigDecimal("1.001"), "a decimal of scale 3 does not fit scale 2");
        assertRefused(
                new SemanticType.VariableDecimal(),
                new BigDecimal("1E+2000000000"),
                "a decimal of scale -2000000000 is too long as plain text");
        assertRefused(new SemanticType.Uuid(), "0123", "not the 36 characters of a UUID");
        assertRefused(
                new SemanticType.Uuid(), "0123456g-89ab-cdef-0123-456789abcdef", "not the 36 characters of a UUID");
    }

    private void assertRefused(SemanticType type, Object value, String reason) {
        file(folder, OPTIONS, f -> {
            ColumnWriter[] columns = f.columns(schema(column("c", type)));
            assertThatThrownBy(() -> columns[0].write(value))
                    .isInstanceOf(UnfitValueException.class)
                    .hasMessage(reason);
            f.abandonRow();
        });
    }

    @Test
    void a_column_takes_one_cell_per_row() {
        file(folder, OPTIONS, f -> {
            ColumnWriter[] columns = f.columns(schema(ID));
            columns[0].writeLong(1);
            assertThatThrownBy(() -> columns[0].writeLong(2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the row has a cell in column id already");
            f.abandonRow();
        });
    }

    @Test
    void numbers_and_booleans_can_be_written_unboxed() {
        ParquetSchema schema =
                schema(ID, column("small", new SemanticType.Int(16)), column("flag", new SemanticType.Bool()), NAME);

        Path file = file(folder, OPTIONS, f -> {
            ColumnWriter[] columns = f.columns(schema);
            columns[0].writeLong(Long.MIN_VALUE);
            columns[1].writeLong(-5);
            columns[2].writeBoolean(true);
            f.endRow();
            assertThatThrownBy(() -> columns[1].writeLong(1 << 15)).isInstanceOf(UnfitValueException.class);
            f.abandonRow();
            assertThatThrownBy(() -> columns[3].writeLong(1)).isInstanceOf(ClassCastException.class);
            f.abandonRow();
        });

        assertThat(duck.query("select * from '" + file + "'"))
                .containsExactly("-9223372036854775808 | -5 | true | null");
    }

    @Test
    void a_file_without_rows_has_its_columns() {
        Path file = file(folder, OPTIONS, f -> f.columns(schema(ID, NAME)));

        assertThat(duck.query("select count(*), count(id), count(name) from '" + file + "'"))
                .containsExactly("0 | 0 | 0");
    }

    @Test
    void a_closed_file_takes_no_more_rows() {
        try (Workbench workbench = new Workbench(OPTIONS, SpillFile.none(), Runnable::run)) {
            ParquetFile file = workbench.open("topic", (bytes, offset, length) -> {});
            row(file, file.columns(schema(ID)), 1L);
            file.close();

            assertThatThrownBy(file::endRow).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(file::close).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_file_without_columns_is_refused() {
        assertThatThrownBy(() -> bytes(OPTIONS, f -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_file_says_who_wrote_it_and_what_the_source_called_the_columns() {
        Path file = file(
                folder,
                OPTIONS.withCreatedBy("outfall version 1.2.3"),
                f -> f.columns(schema(
                        new ParquetColumn("at", new SemanticType.Int(64), "io.debezium.time.MicroDuration", null),
                        new ParquetColumn("q\"", new SemanticType.Text(), "string", "a \"quoted\" name"))));

        assertThat(duck.value("select created_by from parquet_file_metadata('" + file + "')"))
                .isEqualTo("outfall version 1.2.3");
        assertThat(duck.value("select decode(value) from parquet_kv_metadata('" + file
                        + "') where decode(key) = 'outfall.columns'"))
                .isEqualTo("[{\"name\":\"at\",\"sourceType\":\"io.debezium.time.MicroDuration\"},"
                        + "{\"name\":\"q\\\"\",\"sourceType\":\"string\",\"doc\":\"a \\\"quoted\\\" name\"}]");
    }

    @Test
    void few_distinct_values_become_a_dictionary_and_many_do_not() {
        Path file = file(folder, OPTIONS, f -> {
            ColumnWriter[] columns = f.columns(schema(
                    ID,
                    NAME,
                    column("few", new SemanticType.Int(32)),
                    column("many", new SemanticType.Text()),
                    column("days", new SemanticType.Decimal(20, 0))));
            for (long i = 0; i < 100_000; i++) {
                row(f, columns, i, "n" + i % 300, i % 7, "m" + i, BigDecimal.valueOf(i / 1000));
            }
        });

        assertThat(duck.query("select path_in_schema, encodings from parquet_metadata('" + file + "')"))
                .containsExactly(
                        "id | PLAIN, RLE",
                        "name | RLE_DICTIONARY, RLE, PLAIN",
                        "few | RLE_DICTIONARY, RLE, PLAIN",
                        "many | PLAIN, RLE",
                        "days | RLE_DICTIONARY, RLE, PLAIN");
        assertThat(duck.query("select count(*) from '" + file
                        + "' where name = 'n' || id % 300 and few = id % 7 and many = 'm' || id and days = id // 1000"))
                .containsExactly("100000");
    }

    @Test
    void a_column_that_begins_to_vary_leaves_its_dictionary() {
        Path file = file(folder, OPTIONS.withPageBytes(1 << 14), f -> {
            ColumnWriter[] columns = f.columns(schema(ID));
            for (long i = 0; i < 100_000; i++) {
                row(f, columns, i < 50_000 ? i % 10 : i);
            }
        });

        assertThat(duck.query("select encodings from parquet_metadata('" + file + "')"))
                .containsExactly("PLAIN, RLE_DICTIONARY, RLE");
        assertThat(duck.query("select count(*), sum(id), count(distinct id) from '" + file + "'"))
                .containsExactly("100000 | 3750200000 | 50010");
    }

    @Test
    void differences_take_less_room_than_values() {
        ParquetSchema schema = schema(
                ID,
                column("day", new SemanticType.Date()),
                column("path", new SemanticType.Text()),
                column("noise", new SemanticType.Text()),
                column("part", new SemanticType.Real(64)));
        ParquetOptions plain = OPTIONS.withCompression(Compression.NONE, 1).withDictionaryBytes(0);

        Path file = file(folder, plain.withEncodings(Encodings.DELTA), f -> {
            ColumnWriter[] columns = f.columns(schema);
            for (long i = 0; i < 10_000; i++) {
                long noise = i * 0x9E3779B97F4A7C15L;
                row(f, columns, i, -i % 1000, "/orders/2026/" + i, Long.toHexString(noise), i / 8.0);
            }
        });

        assertThat(duck.query("select path_in_schema, encodings, total_compressed_size < num_values * 4"
                        + " from parquet_metadata('" + file + "')"))
                .containsExactly(
                        "id | DELTA_BINARY_PACKED, RLE | true",
                        "day | DELTA_BINARY_PACKED, RLE | true",
                        "path | DELTA_BYTE_ARRAY, RLE | true",
                        "noise | DELTA_LENGTH_BYTE_ARRAY, RLE | false",
                        "part | PLAIN, RLE | false");
        assertThat(duck.query("select count(*) from '" + file
                        + "' where day - date '1970-01-01' = -id % 1000 and path = '/orders/2026/' || id"
                        + " and part = id / 8"))
                .containsExactly("10000");
    }

    @ParameterizedTest
    @EnumSource
    void the_widest_steps_between_numbers_are_kept(Encodings encodings) {
        ParquetSchema schema = schema(ID, column("narrow", new SemanticType.Int(32)));
        long[] ids = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MIN_VALUE, Long.MIN_VALUE + 1};
        int[] narrow = {Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1, 1};

        Path file = file(folder, OPTIONS.withEncodings(encodings).withDictionaryBytes(0), f -> {
            ColumnWriter[] columns = f.columns(schema);
            for (int i = 0; i < ids.length; i++) {
                row(f, columns, ids[i], narrow[i]);
            }
        });

        assertThat(duck.query("select * from '" + file + "'"))
                .containsExactly(
                        "-9223372036854775808 | 2147483647",
                        "9223372036854775807 | -2147483648",
                        "0 | 2147483647",
                        "-1 | 0",
                        "-9223372036854775808 | -1",
                        "-9223372036854775807 | 1");
    }

    private static void writeNames(ParquetFile file, int rows) {
        ColumnWriter[] columns = file.columns(schema(ID, NAME));
        for (long i = 0; i < rows; i++) {
            row(file, columns, i, "name " + i % 7 + " of " + i);
        }
    }

    private String names(Path file) {
        return duck.value("select count(*), sum(id), count(distinct name), min(name), max(name) from '" + file
                + "' where name = 'name ' || id % 7 || ' of ' || id");
    }
}
