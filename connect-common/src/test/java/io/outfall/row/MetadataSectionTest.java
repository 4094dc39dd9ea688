// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataSectionTest {

    @Test
    void everyColumnCanBeRenamedOrLeftOut() {
        assertThatSection(new MetadataSection())
                .hasDefaults(Map.ofEntries(
                        Map.entry("metadata.op.column", "__op"),
                        Map.entry("metadata.deleted.column", "__deleted"),
                        Map.entry("metadata.source.time.column", "__source_time"),
                        Map.entry("metadata.source.position.column", "__source_position"),
                        Map.entry("metadata.transaction.column", "__transaction"),
                        Map.entry("metadata.snapshot.column", "__snapshot"),
                        Map.entry("metadata.topic.column", "__topic"),
                        Map.entry("metadata.partition.column", "__partition"),
                        Map.entry("metadata.offset.column", "__offset"),
                        Map.entry("metadata.kafka.time.column", "__kafka_time"),
                        Map.entry("metadata.key.column", "__key"),
                        Map.entry("metadata.headers.column", "__headers"),
                        Map.entry("metadata.unavailable.column", "__unavailable")))
                .reads(
                        Map.ofEntries(
                                Map.entry("metadata.op.column", "operation"),
                                Map.entry("metadata.deleted.column", "gone"),
                                Map.entry("metadata.source.time.column", ""),
                                Map.entry("metadata.source.position.column", ""),
                                Map.entry("metadata.transaction.column", ""),
                                Map.entry("metadata.snapshot.column", ""),
                                Map.entry("metadata.topic.column", ""),
                                Map.entry("metadata.partition.column", ""),
                                Map.entry("metadata.offset.column", "at"),
                                Map.entry("metadata.kafka.time.column", ""),
                                Map.entry("metadata.key.column", ""),
                                Map.entry("metadata.headers.column", ""),
                                Map.entry("metadata.unavailable.column", "")),
                        List.of(
                                new MetadataColumn(MetadataField.OP, "operation"),
                                new MetadataColumn(MetadataField.DELETED, "gone"),
                                new MetadataColumn(MetadataField.OFFSET, "at")))
                .refuses(
                        Map.of("metadata.op.column", "x", "metadata.key.column", "x"),
                        "metadata.key.column names the same column as metadata.op.column")
                .mentionsEveryKey();
    }
}
