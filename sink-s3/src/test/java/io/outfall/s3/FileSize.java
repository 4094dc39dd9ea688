// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.testing.replay.TopicLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How large files are. Rows are of three kinds, a, b and c, that interleave; a file takes four rows of one kind if it
 * is not told otherwise, so twelve rows make three files.
 */
enum FileSize {
    /** Each file is one PUT. */
    SMALL("small"),

    /** Each file is a multipart upload of two parts. */
    LARGE("x".repeat(1_400_000));

    static final int ROWS = 12;
    static final int PARTS = 6;

    private static final int ROWS_OF_A_FILE = 4;
    private static final List<String> KINDS = List.of("a", "b", "c");
    private static final Schema ROW = SchemaBuilder.struct()
            .field("kind", Schema.STRING_SCHEMA)
            .field("content", Schema.STRING_SCHEMA)
            .build();

    private final String content;

    FileSize(String content) {
        this.content = content;
    }

    /** A topic of one partition with twelve rows for files of this size. */
    TopicLog topic() {
        return new TopicLog(rows(0, ROWS).toList());
    }

    /** A topic of two partitions with twelve rows for small files, and twelve for large ones. */
    static TopicLog topicOfBoth() {
        return new TopicLog(
                Stream.concat(SMALL.rows(0, ROWS), LARGE.rows(1, ROWS)).toList());
    }

    /** The first rows of a partition. */
    Stream<SinkRecord> rows(int partition, int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            Struct row =
                    new Struct(ROW).put("kind", KINDS.get(i % KINDS.size())).put("content", i + content);
            return new SinkRecord("orders", partition, null, null, ROW, row, i);
        });
    }

    /** What the sink is told. */
    static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "path.template", "${topic}/${column:kind}/${partition}+${start.offset}.${ext}",
                "rotate.rows", Integer.toString(ROWS_OF_A_FILE),
                "rotate.idle.ms", "0",
                "parquet.compression", "none",
                "s3.part.bytes", "5242880",
                "retry.backoff.ms", "5",
                "retry.backoff.max.ms", "50"));
        settings.putAll(more);
        return settings;
    }
}
