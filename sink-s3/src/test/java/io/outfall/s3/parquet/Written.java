// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.s3.spill.SpillFile;
import io.outfall.type.SemanticType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Files for tests: written through the public API, left on disk for a reader. */
final class Written {
    private Written() {}

    static ParquetColumn column(String name, SemanticType type) {
        return new ParquetColumn(name, type, type.getClass().getSimpleName(), null);
    }

    static ParquetSchema schema(ParquetColumn... columns) {
        return new ParquetSchema(List.of(columns));
    }

    /** One row of canonical values, null where there is none. */
    static void row(ParquetFile file, ColumnWriter[] columns, @Nullable Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            columns[i].write(cells[i]);
        }
        file.endRow();
    }

    /** A file of one column with these cells. */
    static Path cells(Path folder, ParquetOptions options, SemanticType type, @Nullable Object... cells) {
        return file(folder, options, file -> {
            ColumnWriter[] columns = file.columns(schema(column("c", type)));
            Arrays.stream(cells).forEach(cell -> row(file, columns, cell));
        });
    }

    /** A file that the steps fill and that is then closed. */
    static Path file(Path folder, ParquetOptions options, Consumer<ParquetFile> steps) {
        try {
            return Files.write(Files.createTempFile(folder, "file", ".parquet"), bytes(options, steps));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, as bytes. */
    static byte[] bytes(ParquetOptions options, Consumer<ParquetFile> steps) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbench workbench = new Workbench(options, SpillFile.none(), Runnable::run)) {
            ParquetFile file = workbench.open("topic", bytes::write);
            steps.accept(file);
            file.close();
        }
        return bytes.toByteArray();
    }
}
