// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.SemanticType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row group names the columns that its rows are sorted by, and no others. */
class SortingColumnsTest {
    private static final SemanticType LONG = new SemanticType.Int(64);
    private static final SemanticType TEXT = new SemanticType.Text();
    private static final ParquetOptions OPTIONS =
            ParquetOptions.defaults().withPageBytes(1024).withSorting(List.of("c"));

    @Test
    void values_in_order_are_named_whatever_their_type() {
        assertThat(named(LONG, -5L, 3L, 3L, 700L)).isEqualTo("c rising");
        assertThat(named(LONG, 700L, 3L, 3L, -5L)).isEqualTo("c falling");
        assertThat(named(TEXT, "", "Z", "a", "ab", "é", "é")).isEqualTo("c rising");
        assertThat(named(new SemanticType.Date(), -1, 0, 1)).isEqualTo("c rising");
        assertThat(named(new SemanticType.Bool(), false, true, true)).isEqualTo("c rising");
        assertThat(named(new SemanticType.Decimal(30, 1), new BigDecimal("-0.1"), new BigDecimal("0.1")))
                .isEqualTo("c rising");
    }

    @Test
    void one_value_out_of_order_is_enough() {
        assertThat(named(LONG, 1L, 2L, 3L, 2L)).isEqualTo("none");
        assertThat(named(TEXT, "b", "a", "c")).isEqualTo("none");

        Object[] long1 =
                IntStream.range(0, 5000).mapToObj(i -> (Object) (long) i).toArray();
        assertThat(named(LONG, long1)).isEqualTo("c rising");
        long1[4000] = 3998L;
        assertThat(named(LONG, long1)).isEqualTo("none");
    }

    @Test
    void nulls_lists_and_floating_point_numbers_have_no_order() {
        assertThat(named(LONG, null, 1L, 2L)).isEqualTo("none");
        assertThat(named(LONG, null, null)).isEqualTo("none");
        assertThat(named(new SemanticType.Real(64), 1.0, 2.0)).isEqualTo("none");
        assertThat(named(new SemanticType.ListOf(LONG), List.of(1L), List.of(2L)))
                .isEqualTo("none");
    }

    @Test
    void each_row_group_speaks_for_itself() {
        ParquetSchema schema = Written.schema(column("c", LONG));

        assertThat(named(OPTIONS, file -> {
                    ColumnWriter[] columns = file.columns(schema);
                    row(file, columns, 1L);
                    row(file, columns, 2L);
                    file.flushRowGroup();
                    row(file, columns, 2L);
                    row(file, columns, 1L);
                    row(file, columns, 2L);
                    file.flushRowGroup();
                    row(file, columns, 0L);
                }))
                .containsExactly("c rising", "none", "c rising");
    }

    @Test
    void a_row_taken_back_does_not_count() {
        ParquetSchema schema = Written.schema(column("c", LONG));

        assertThat(named(OPTIONS, file -> {
                    ColumnWriter[] columns = file.columns(schema);
                    row(file, columns, 5L);
                    columns[0].writeLong(1);
                    file.abandonRow();
                    row(file, columns, 6L);
                }))
                .containsExactly("c rising");
    }

    @Test
    void columns_of_one_value_come_before_the_first_that_varies() {
        ParquetSchema schema = Written.schema(column("offset", LONG), column("topic", TEXT), column("more", LONG));
        Consumer<ParquetFile> rows = file -> {
            ColumnWriter[] columns = file.columns(schema);
            row(file, columns, 1L, "orders", 1L);
            row(file, columns, 2L, "orders", 2L);
        };

        assertThat(named(OPTIONS.withSorting(List.of("topic", "offset", "more")), rows))
                .containsExactly("topic rising, offset rising");
        assertThat(named(OPTIONS.withSorting(List.of("offset", "topic")), rows)).containsExactly("offset rising");
        assertThat(named(OPTIONS.withSorting(List.of("elsewhere", "offset")), rows))
                .containsExactly("none");
        assertThat(named(OPTIONS.withSorting(List.of()), rows)).containsExactly("none");
    }

    private static String named(SemanticType type, @Nullable Object... cells) {
        ParquetSchema schema = Written.schema(column("c", type));
        return named(OPTIONS, file -> {
                    ColumnWriter[] columns = file.columns(schema);
                    Arrays.stream(cells).forEach(cell -> row(file, columns, cell));
                })
                .get(0);
    }

    /** What each row group names. */
    private static List<String> named(ParquetOptions options, Consumer<ParquetFile> steps) {
        List<String> named = new ArrayList<>();
        new FooterView(Written.bytes(options, steps)).metaData().getRow_groups().forEach(group -> {
            String columns = Optional.ofNullable(group.getSorting_columns()).orElse(List.of()).stream()
                    .map(each -> group.getColumns()
                                    .get(each.getColumn_idx())
                                    .getMeta_data()
                                    .getPath_in_schema()
                                    .get(0)
                            + (each.isDescending() ? " falling" : " rising"))
                    .reduce((some, more) -> some + ", " + more)
                    .orElse("none");
            named.add(columns);
        });
        return named;
    }
}
