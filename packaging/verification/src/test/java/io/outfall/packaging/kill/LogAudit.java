// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.audit.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;

/** Compares the offsets in a log with those of its topic. */
final class LogAudit {
    private LogAudit() {}

    /**
     * Compares one partition.
     *
     * @param expected the offsets of what are changes
     * @param found how often each offset is in the log
     * @param allowed offsets that may be there or not
     */
    static AuditReport.Partition compare(
            TopicPartition partition, Collection<Long> expected, Map<Long, Long> found, LongPredicate allowed) {
        List<Finding> findings = new ArrayList<>();
        find(
                findings,
                Finding.Kind.MISSING,
                partition,
                expected.stream().filter(offset -> !found.containsKey(offset)).toList());
        Map<Long, Long> known = new TreeMap<>(found);
        List<Long> repeated = known.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
        find(findings, Finding.Kind.REPEATED, partition, repeated);
        expected.forEach(known::remove);
        known.keySet().removeIf(allowed::test);
        find(findings, Finding.Kind.FOREIGN, partition, List.copyOf(known.keySet()));
        return new AuditReport.Partition(partition, expected.size(), findings);
    }

    private static void find(List<Finding> findings, Finding.Kind kind, TopicPartition partition, List<Long> offsets) {
        if (!offsets.isEmpty()) {
            findings.add(new Finding(kind, partition, offsets, List.of()));
        }
    }
}
