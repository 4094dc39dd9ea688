// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.s3.parquet.Written.column;
import static io.outfall.s3.parquet.Written.file;
import static io.outfall.s3.parquet.Written.row;
import static io.outfall.s3.parquet.Written.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.type.SemanticType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
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
        Path file = file(folder, OPTIONS.withCompression(compression, 1), f -> {
            ColumnWriter[] columns = f.columns(schema(ID, NAME));
            for (long i = 0; i < 50_000; i++) {
                row(f, columns, i, "name " + i % 7 + " of " + i);
            }
        });

        assertThat(duck.query("select count(*), sum(id), count(distinct name), min(name), max(name) from '" + file
                        + "' where name = 'name ' || id % 7 || ' of ' || id"))
                .containsExactly("50000 | 1249975000 | 50000 | name 0 of 0 | name 6 of 9995");
        assertThat(duck.query("select distinct compression from parquet_metadata('" + file + "')"))
                .containsExactly(compression == Compression.NONE ? "UNCOMPRESSED" : compression.name());
    }
}
