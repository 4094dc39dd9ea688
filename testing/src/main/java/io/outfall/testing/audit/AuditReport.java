// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How a bucket differs from its topics. As text it is what a person wants to read:
 *
 * <pre>
 * orders-0: 12,345 offsets, each once
 * orders-1: 12,001 offsets, 3 missing (17-18, 40), 1 repeated (99 in a.parquet and b.parquet)
 * 812 objects, no open upload
 * </pre>
 *
 * @param partitions those that are in the topics or in the bucket, by name
 * @param objects how many were read
 * @param openUploads the multipart uploads that were neither completed nor aborted
 */
public record AuditReport(List<Partition> partitions, int objects, List<String> openUploads) {
    private static final int SHOWN = 10;

    public AuditReport {
        partitions = List.copyOf(partitions);
        openUploads = List.copyOf(openUploads);
    }

    /**
     * One partition.
     *
     * @param expected how many offsets it should have
     * @param findings what is wrong, the lowest offsets of each kind first
     */
    public record Partition(TopicPartition partition, long expected, List<Finding> findings) {
        public Partition {
            findings = List.copyOf(findings);
        }

        /** How many offsets have that wrong with them. */
        public long count(Finding.Kind kind) {
            return findings.stream()
                    .filter(finding -> finding.kind() == kind)
                    .mapToLong(finding -> finding.offsets().size())
                    .sum();
        }

        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            parts.add(String.format(Locale.ROOT, "%s: %,d offsets", partition, expected));
            for (Finding.Kind kind : Finding.Kind.values()) {
                if (count(kind) > 0) {
                    parts.add(part(kind));
                }
            }
            return String.join(", ", parts) + (findings.isEmpty() ? ", each once" : "");
        }

        private String part(Finding.Kind kind) {
            List<Finding> all =
                    findings.stream().filter(finding -> finding.kind() == kind).toList();
            String where = all.stream().limit(SHOWN).map(Finding::toString).collect(Collectors.joining("; "));
            return String.format(
                    Locale.ROOT,
                    "%,d %s (%s%s)",
                    count(kind),
                    kind.name().toLowerCase(Locale.ROOT),
                    where,
                    all.size() > SHOWN ? "; …" : "");
        }
    }

    /** How many offsets of all partitions have that wrong with them. */
    public long count(Finding.Kind kind) {
        return partitions.stream().mapToLong(partition -> partition.count(kind)).sum();
    }

    /** Whether each offset is there once and no upload is open. */
    public boolean isExact() {
        return openUploads.isEmpty()
                && partitions.stream()
                        .allMatch(partition -> partition.findings().isEmpty());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        partitions.forEach(partition -> lines.add(partition.toString()));
        lines.add(String.format(Locale.ROOT, "%,d %s, %s", objects, objects == 1 ? "object" : "objects", uploads()));
        return String.join("\n", lines);
    }

    private String uploads() {
        return openUploads.isEmpty()
                ? "no open upload"
                : String.format(
                        Locale.ROOT,
                        "%,d open %s (%s)",
                        openUploads.size(),
                        openUploads.size() == 1 ? "upload" : "uploads",
                        String.join(", ", openUploads));
    }
}
