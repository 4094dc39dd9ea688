// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetAuditTest {
    private static final TopicPartition ZERO = new TopicPartition("orders", 0);
    private static final TopicPartition ONE = new TopicPartition("orders", 1);

    @TempDir
    private Path bucket;

    /** An object with the offsets of a query. */
    private void object(String key, TopicPartition partition, String offsets) throws IOException, SQLException {
        Path file = bucket.resolve(key);
        Files.createDirectories(file.getParent());
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("""
                    COPY (SELECT '%s' AS __topic, %d::INTEGER AS __partition, unnest(%s)::BIGINT AS __offset, 'a' AS name)
                    TO '%s' (FORMAT parquet)
                    """.formatted(partition.topic(), partition.partition(), offsets, file));
        }
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    @Test
    void aBucketWithEachOffsetOnceIsExact() throws Exception {
        object("orders/0/a.parquet", ZERO, "range(0, 1000)");
        object("orders/0/b.parquet", ZERO, "range(1000, 1500)");
        object("orders/1/a.parquet", ONE, "[0, 2, 4]");

        AuditReport report = OffsetAudit.compare(bucket, Map.of(ZERO, upTo(1500), ONE, List.of(0L, 2L, 4L)), List.of());

        assertThat(report).hasToString("""
                orders-0: 1,500 offsets, each once
                orders-1: 3 offsets, each once
                3 objects, no open upload""");
        assertThat(report.isExact()).isTrue();
    }

    @Test
    void everyOffsetThatIsWrongIsNamedWithItsObjects() throws Exception {
        object("a.parquet", ZERO, "[0, 1, 2, 5, 6, 10]");
        object("b.parquet", ZERO, "[5, 6, 7, 10]");
        object("c.parquet", ZERO, "[7, 7, 100]");
        object("d.parquet", ONE, "[3]");

        AuditReport report = OffsetAudit.compare(bucket, Map.of(ZERO, upTo(11)), List.of("orders/9.parquet"));

        assertThat(report).hasToString("""
                orders-0: 11 offsets, 4 missing (3-4, 8-9), 4 repeated (5-6, 10 in a.parquet and b.parquet;\
                 7 in b.parquet and c.parquet and c.parquet), 1 foreign (100 in c.parquet)
                orders-1: 0 offsets, 1 foreign (3 in d.parquet)
                4 objects, 1 open upload (orders/9.parquet)""");
        assertThat(report.isExact()).isFalse();
    }

    @Test
    void anUploadLeftOpenIsNotExact() throws Exception {
        object("a.parquet", ZERO, "[0]");

        assertThat(OffsetAudit.compare(bucket, Map.of(ZERO, upTo(1)), List.of("b"))
                        .isExact())
                .isFalse();
    }

    @Test
    void anEmptyBucketMissesEverything() {
        assertThat(OffsetAudit.compare(bucket, Map.of(ZERO, upTo(3)), List.of()))
                .hasToString("""
                orders-0: 3 offsets, 3 missing (0-2)
                0 objects, no open upload""");
    }

    @Test
    void whatTheSinkKeepsForItselfIsNoData() throws Exception {
        object("a.parquet", ZERO, "[0]");
        object("lake/_outfall/commits/a.parquet", ZERO, "[0]");
        Files.writeString(bucket.resolve("readme.txt"), "not a file of rows");

        assertThat(OffsetAudit.compare(bucket, Map.of(ZERO, upTo(1)), List.of()).isExact())
                .isTrue();
    }
}
