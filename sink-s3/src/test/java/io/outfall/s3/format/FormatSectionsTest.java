// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.s3.avro.AvroCodec;
import io.outfall.s3.avro.AvroOptions;
import io.outfall.s3.avro.AvroSection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatSectionsTest {

    @Test
    void filesAreParquetUnlessSaid() {
        assertThatSection(new FormatSection())
                .hasDefaults(Map.of("format", "parquet"))
                .reads(Map.of("format", "jsonl"), FormatSettings.Kind.JSONL)
                .refuses(Map.of("format", "csv"), "format must be one of parquet, avro, jsonl, not 'csv'")
                .mentionsEveryKey();
    }

    @Test
    void everySettingOfJsonLinesHasItsDefaultAndItsPlace() {
        assertThatSection(new JsonLinesSection())
                .hasDefaults(Map.of(
                        "jsonl.compression", "gzip",
                        "jsonl.compression.level", "1",
                        "jsonl.block.bytes", "65536"))
                .reads(
                        Map.of(
                                "jsonl.compression", "zstd",
                                "jsonl.compression.level", "12",
                                "jsonl.block.bytes", "4096"),
                        new JsonLinesOptions(JsonLinesOptions.Compression.ZSTD, 12, 4096))
                .refuses(
                        Map.of("jsonl.compression.level", "10"), "jsonl.compression.level must not be above 9 for gzip")
                .mentionsEveryKey();
    }

    @Test
    void everySettingOfAvroHasItsDefaultAndItsPlace() {
        assertThatSection(new AvroSection())
                .hasDefaults(Map.of(
                        "avro.compression", "deflate",
                        "avro.compression.level", "1",
                        "avro.block.bytes", "65536"))
                .reads(
                        Map.of(
                                "avro.compression", "zstd",
                                "avro.compression.level", "12",
                                "avro.block.bytes", "4096"),
                        new AvroOptions(AvroCodec.ZSTD, 12, 4096))
                .refuses(
                        Map.of("avro.compression.level", "10"),
                        "avro.compression.level must not be above 9 for deflate")
                .mentionsEveryKey();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, jsonl, application/x-ndjson",
        "GZIP, jsonl.gz, application/gzip",
        "ZSTD, jsonl.zst, application/zstd"
    })
    void theNameAndTheContentTypeTellHowLinesAreCompressed(
            JsonLinesOptions.Compression compression, String extension, String contentType) {
        try (FileFormat format = new JsonLinesFormat(new JsonLinesOptions(compression, 1, 1024), List.of())) {
            assertThat(format.extension()).isEqualTo(extension);
            assertThat(format.contentType()).isEqualTo(contentType);
        }
    }
}
