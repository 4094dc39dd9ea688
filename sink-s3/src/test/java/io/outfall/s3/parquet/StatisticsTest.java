// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.bytes;
import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.GeometryValue;
import io.outfall.type.SemanticType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Least, greatest and missing values, by which readers skip row groups and pages. */
class StatisticsTest {
    private static final SemanticType TEXT = new SemanticType.Text();
    private static final SemanticType DOUBLE = new SemanticType.Real(64);
    private static final ParquetOptions SMALL_PAGES = ParquetOptions.defaults().withPageBytes(1024);

    @TempDir
    Path folder;

    @Test
    void text_is_bounded_in_the_order_of_its_bytes() {
        Statistics statistics = statistics(TEXT, "b", "é", "Z", "ab", null, "");

        assertThat(text(statistics.getMin_value())).isEmpty();
        assertThat(text(statistics.getMax_value())).isEqualTo("é");
        assertThat(statistics.getNull_count()).isEqualTo(1);
    }

    @Test
    void long_text_is_cut_downwards_at_the_least_and_upwards_at_the_greatest_value() {
        String prefix = "a".repeat(63);

        Statistics statistics = statistics(TEXT, prefix + "bc", prefix + "€uro");

        assertThat(text(statistics.getMin_value())).isEqualTo(prefix + "b");
        assertThat(statistics.isIs_min_value_exact()).isFalse();
        assertThat(text(statistics.getMax_value())).isEqualTo("a".repeat(62) + "b");
        assertThat(statistics.isIs_max_value_exact()).isFalse();
    }

    @Test
    void a_bound_that_was_not_cut_says_so() {
        Statistics statistics = statistics(TEXT, "a".repeat(64), "b");

        assertThat(text(statistics.getMin_value())).isEqualTo("a".repeat(64));
        assertThat(statistics.isIs_min_value_exact()).isTrue();
        assertThat(statistics.isIs_max_value_exact()).isTrue();
    }

    @Test
    void raising_a_greatest_value_skips_what_utf8_has_no_next_character_for() {
        String last = Character.toString(Character.MAX_CODE_POINT);

        assertThat(text(statistics(TEXT, "x" + last.repeat(20)).getMax_value())).isEqualTo("y");
        assertThat(text(statistics(TEXT, "\uD7FF".repeat(30)).getMax_value()))
                .isEqualTo("\uD7FF".repeat(20) + "\uE000");
        Statistics hopeless = statistics(TEXT, last.repeat(20));
        assertThat(text(hopeless.getMax_value())).isEqualTo(last.repeat(20));
        assertThat(hopeless.isIs_max_value_exact()).isTrue();
    }

    @Test
    void long_binary_is_raised_by_its_last_byte_that_can_be() {
        byte[] value = new byte[100];
        Arrays.fill(value, (byte) 0xFF);
        value[2] = 7;

        Statistics statistics = statistics(new SemanticType.Binary(), value);

        assertThat(statistics.getMax_value()).isEqualTo(new byte[] {(byte) 0xFF, (byte) 0xFF, 8});
        assertThat(statistics.getMin_value()).isEqualTo(Arrays.copyOf(value, 64));
    }

    @Test
    void filters_on_cut_bounds_still_find_the_rows() {
        String longest = "z".repeat(100);
        Path file = Written.cells(folder, ParquetOptions.defaults(), TEXT, "a".repeat(100), longest);

        try (DuckDb duck = new DuckDb()) {
            assertThat(duck.query("select length(c) from '" + file + "' where c = '" + longest + "'"))
                    .containsExactly("100");
            assertThat(duck.query("select left(c, 1) from '" + file + "' where c < '" + "a".repeat(101) + "'"))
                    .containsExactly("a");
        }
    }

    @Test
    void nan_is_no_bound_and_zeros_leave_room_for_each_other() {
        Statistics some = statistics(DOUBLE, Double.NaN, 0.0, -0.0);

        assertThat(number(some.getMin_value())).isEqualTo(-0.0);
        assertThat(number(some.getMax_value())).isEqualTo(0.0);
        assertThat(some.getNan_count()).isEqualTo(1);
        Statistics none = statistics(DOUBLE, Double.NaN, Double.NaN);
        assertThat(none.isSetMin_value()).isFalse();
        assertThat(none.isSetMax_value()).isFalse();
        assertThat(none.getNan_count()).isEqualTo(2);
    }

    @Test
    void decimals_in_arrays_are_bounded_by_their_sign() {
        Path file = Written.cells(
                folder,
                ParquetOptions.defaults(),
                new SemanticType.Decimal(30, 2),
                new BigDecimal("1.00"),
                new BigDecimal("-2.00"),
                new BigDecimal("-300000000000000000000000.00"),
                new BigDecimal("200000000000000000000000.00"));

        try (DuckDb duck = new DuckDb()) {
            assertThat(duck.query("select stats_min_value, stats_max_value from parquet_metadata('" + file + "')"))
                    .containsExactly("-300000000000000000000000.00 | 200000000000000000000000.00");
        }
    }

    @Test
    void shapes_have_no_order_and_no_bounds() {
        GeometryValue shape = new GeometryValue(ByteBuffer.wrap(new byte[] {1}), null);

        Statistics statistics = statistics(new SemanticType.Geometry(false), shape);

        assertThat(statistics.isSetMin_value()).isFalse();
        assertThat(statistics.getNull_count()).isZero();
    }

    @Test
    void the_page_index_leads_to_each_page_and_tells_its_bounds() {
        FooterView footer = new FooterView(bytes(SMALL_PAGES, f -> {
            ColumnWriter[] columns = f.columns(schema(column("n", new SemanticType.Int(64)), column("t", TEXT)));
            for (long i = 0; i < 1000; i++) {
                row(f, columns, i * 1_000_003, i < 500 ? null : "t" + (1000 + i));
            }
        }));

        OffsetIndex offsets = footer.offsetIndex(0);
        ColumnIndex bounds = footer.columnIndex(0);
        List<PageHeader> pages = footer.pages(0);
        assertThat(pages).hasSizeGreaterThan(5);
        assertThat(bounds.getBoundary_order()).isEqualTo(BoundaryOrder.ASCENDING);
        long row = 0;
        for (int i = 0; i < pages.size(); i++) {
            PageLocation location = offsets.getPage_locations().get(i);
            int rows = pages.get(i).getData_page_header().getNum_values();
            assertThat(location.getFirst_row_index()).isEqualTo(row);
            assertThat(integer(bounds.getMin_values().get(i))).isEqualTo(row * 1_000_003);
            assertThat(integer(bounds.getMax_values().get(i))).isEqualTo((row + rows - 1) * 1_000_003);
            assertThat(bounds.getNull_counts().get(i)).isZero();
            row += rows;
        }
        assertThat(row).isEqualTo(1000);
    }

    @Test
    void a_page_of_nothing_but_nulls_is_marked_as_such() {
        FooterView footer = new FooterView(bytes(SMALL_PAGES, f -> {
            ColumnWriter[] columns = f.columns(schema(column("n", new SemanticType.Int(64)), column("t", TEXT)));
            row(f, columns, 1L, null);
            row(f, columns, 2L, null);
            f.endPages();
            row(f, columns, 3L, "x");
        }));

        ColumnIndex index = footer.columnIndex(1);
        assertThat(index.getNull_pages()).containsExactly(true, false);
        assertThat(index.getNull_counts()).containsExactly(2L, 0L);
        assertThat(index.getMin_values()).containsExactly(ByteBuffer.allocate(0), utf8("x"));
        assertThat(footer.statistics(1).getNull_count()).isEqualTo(2);
    }

    @Test
    void a_page_of_nothing_but_nan_leaves_the_column_without_bounds_per_page() {
        FooterView footer = new FooterView(bytes(SMALL_PAGES, f -> {
            ColumnWriter[] columns = f.columns(schema(column("d", DOUBLE)));
            row(f, columns, Double.NaN);
            f.endPages();
            row(f, columns, 1.0);
        }));

        assertThat(footer.chunk(0).isSetColumn_index_offset()).isFalse();
        assertThat(footer.pages(0)).hasSize(2);
        assertThat(number(footer.statistics(0).getMin_value())).isEqualTo(1.0);
    }

    @Test
    void the_page_index_can_be_left_out() {
        FooterView footer = new FooterView(bytes(
                ParquetOptions.defaults().withPageIndex(false),
                f -> row(f, f.columns(schema(column("t", TEXT))), "x")));

        assertThat(footer.chunk(0).isSetOffset_index_offset()).isFalse();
        assertThat(footer.chunk(0).isSetColumn_index_offset()).isFalse();
    }

    private static Statistics statistics(SemanticType type, @Nullable Object... cells) {
        return new FooterView(bytes(ParquetOptions.defaults(), f -> {
                    ColumnWriter[] columns = f.columns(schema(column("c", type)));
                    Arrays.stream(cells).forEach(cell -> row(f, columns, cell));
                }))
                .statistics(0);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static double number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    private static long integer(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
