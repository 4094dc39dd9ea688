// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.file;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.type.SemanticType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of several versions of a table in one file. */
class VersionsTest {
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

    @Test
    void a_column_can_be_added_at_any_time() {
        ParquetColumn tags = column("tags", new SemanticType.ListOf(new SemanticType.Text()));

        Path file = file(folder, OPTIONS, f -> {
            row(f, f.columns(schema(ID)), 1L);
            f.endPages();
            row(f, f.columns(schema(NAME, tags, ID)), "b", List.of("x"), 2L);
            f.flushRowGroup();
            row(f, f.columns(schema(tags)), List.of());
            f.flushRowGroup();
            row(
                    f,
                    f.columns(schema(ID, column("more", new SemanticType.ListOf(new SemanticType.Bool())))),
                    4L,
                    List.of(true));
        });

        assertThat(duck.query("select id, name, tags, more from '" + file + "'"))
                .containsExactly(
                        "1 | null | null | null",
                        "2 | b | [x] | null",
                        "null | null | [] | null",
                        "4 | null | null | [true]");
    }

    @Test
    void a_column_of_another_type_belongs_into_another_file() {
        file(folder, OPTIONS, f -> {
            f.columns(schema(ID));
            ParquetSchema list = schema(column("id", new SemanticType.ListOf(new SemanticType.Int(64))));
            assertThat(f.takes(schema(column("id", new SemanticType.Text())))).isFalse();
            assertThat(f.takes(list)).isFalse();
            assertThat(f.takes(schema(column("id", new SemanticType.Unknown()))))
                    .isTrue();
            assertThatThrownBy(() -> f.columns(list)).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void a_column_becomes_wider_until_a_page_of_it_has_ended() {
        Path file = file(folder, OPTIONS, f -> {
            row(
                    f,
                    f.columns(schema(column("n", new SemanticType.Int(8)), column("x", new SemanticType.Real(32)))),
                    1,
                    0.5f);
            row(f, f.columns(schema(column("n", new SemanticType.Int(64)))), 1L << 40);
            f.endPages();
            row(f, f.columns(schema(column("n", new SemanticType.Int(16)))), -2);
            assertThat(f.takes(schema(column("x", new SemanticType.Real(64))))).isFalse();
        });

        assertThat(duck.query("select n, x, typeof(n), typeof(x) from '" + file + "'"))
                .containsExactly(
                        "1 | 0.5 | BIGINT | FLOAT",
                        "1099511627776 | null | BIGINT | FLOAT",
                        "-2 | null | BIGINT | FLOAT");
    }

    @Test
    void semantic_types_that_share_a_parquet_type_share_the_column() {
        Path file = file(folder, OPTIONS, f -> {
            row(f, f.columns(schema(NAME)), "text");
            row(f, f.columns(schema(column("name", new SemanticType.Enumeration()))), "label");
            row(f, f.columns(schema(column("name", new SemanticType.VariableDecimal()))), new BigDecimal("1.50"));
        });

        assertThat(duck.query("select name from '" + file + "'")).containsExactly("text", "label", "1.50");
    }
}
