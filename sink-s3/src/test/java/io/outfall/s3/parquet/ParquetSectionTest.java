// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParquetSectionTest {

    @Test
    void everySettingHasItsDefaultAndItsPlace() {
        assertThatSection(new ParquetSection())
                .hasDefaults(Map.of(
                        "parquet.compression", "zstd",
                        "parquet.compression.level", "1",
                        "parquet.encoding", "plain",
                        "parquet.page.bytes", "262144",
                        "parquet.row.group.bytes", "33554432",
                        "parquet.dictionary.bytes", "524288",
                        "parquet.page.index", "true",
                        "parquet.bloom.columns", "",
                        "parquet.bloom.false.positives", "0.01",
                        "parquet.sorting.columns", ""))
                .reads(
                        Map.of(
                                "parquet.compression", "gzip",
                                "parquet.compression.level", "6",
                                "parquet.encoding", "delta",
                                "parquet.page.bytes", "65536",
                                "parquet.row.group.bytes", "1048576",
                                "parquet.dictionary.bytes", "0",
                                "parquet.page.index", "false",
                                "parquet.bloom.columns", "email, user:id, tag:5000",
                                "parquet.bloom.false.positives", "0.05",
                                "parquet.sorting.columns", "__partition, __offset"),
                        new ParquetOptions(
                                Compression.GZIP,
                                6,
                                Encodings.DELTA,
                                1 << 16,
                                1 << 20,
                                0,
                                false,
                                new BloomColumns(Map.of("email", 800_000, "user:id", 800_000, "tag", 5_000), 0.05),
                                List.of("__partition", "__offset"),
                                "outfall version unknown"))
                .refuses(
                        Map.of("parquet.compression", "gzip", "parquet.compression.level", "10"),
                        "parquet.compression.level must not be above 9 for gzip")
                .refuses(
                        Map.of("parquet.row.group.bytes", "65536", "parquet.page.bytes", "65537"),
                        "parquet.row.group.bytes must not be below parquet.page.bytes")
                .refuses(
                        Map.of("parquet.bloom.columns", "email,email:5000"),
                        "parquet.bloom.columns must be a list of columns, each once, not 'email,email:5000'")
                .refuses(
                        Map.of("parquet.sorting.columns", "a,a"),
                        "parquet.sorting.columns must be a list of columns, each once, not 'a,a'")
                .mentionsEveryKey();
    }
}
