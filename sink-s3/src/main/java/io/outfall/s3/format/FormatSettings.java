// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.row.MetadataColumn;
import io.outfall.s3.avro.AvroOptions;
import io.outfall.s3.parquet.ParquetOptions;
import io.outfall.s3.spill.SpillFile;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The form of all files of a task.
 *
 * @param kind the format
 * @param parquet how Parquet is written
 * @param avro how Avro is written
 * @param jsonLines how JSON Lines are written
 */
public record FormatSettings(Kind kind, ParquetOptions parquet, AvroOptions avro, JsonLinesOptions jsonLines) {

    /** The formats. */
    public enum Kind {
        PARQUET,
        AVRO,
        JSONL
    }

    /**
     * The format itself, to be closed when the task ends.
     *
     * @param program what writes, with its version, for formats that name it in each file
     * @param disk where formats that hold what is compressed move it for want of memory
     * @param workers compress beside the task thread, for formats that have them do so
     */
    public FileFormat open(List<MetadataColumn> metadata, String program, SpillFile disk, Executor workers) {
        return switch (kind) {
            case PARQUET -> new ParquetFormat(parquet.withCreatedBy(program), metadata, disk, workers);
            case AVRO -> new AvroFormat(avro, metadata);
            case JSONL -> new JsonLinesFormat(jsonLines, metadata);
        };
    }
}
