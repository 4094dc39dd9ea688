// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.metrics.Figure;
import io.outfall.metrics.SinkMetrics;
import io.outfall.s3.rotate.RotationReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The figures of a task that only this sink has. */
final class S3Metrics {
    private final SinkMetrics metrics;
    private final Figure openFiles;
    private final Figure heldBytes;
    private final Map<String, Figure> files = new HashMap<>();
    private final Figure publishMs;
    private final Figure exactlyOnce;
    private final Map<RotationReason, Figure> closed = new EnumMap<>(RotationReason.class);

    S3Metrics(SinkMetrics metrics, long budgetBytes) {
        this.metrics = metrics;
        this.openFiles = metrics.counter("open-files", "Files that take rows now.");
        this.heldBytes = metrics.counter("held-bytes", "Bytes in memory of rows that are not in the bucket yet.");
        this.publishMs = metrics.counter(
                "publish-time-ms-total",
                "Time from the end of a file to its being visible, over all files: divide by the sum of files-total.");
        this.exactlyOnce = metrics.counter(
                "exactly-once",
                "1 if each record comes to the bucket once; 0 if some may come twice, or before it is known.");
        metrics.gauge("memory-budget-bytes", "What held-bytes may grow to.", () -> budgetBytes);
        for (RotationReason reason : RotationReason.values()) {
            closed.put(
                    reason,
                    metrics.counter(
                            "closed-files-total",
                            "Files closed, by what closed them.",
                            Map.of("reason", reason.name().toLowerCase(Locale.ROOT))));
        }
    }

    void show(int open, long held) {
        openFiles.set(open);
        heldBytes.set(held);
    }

    void exactlyOnce(boolean yes) {
        exactlyOnce.set(yes ? 1 : 0);
    }

    void closed(RotationReason reason) {
        Figure figure = closed.get(reason);
        if (figure != null) {
            figure.add(1);
        }
    }

    void published(String topic, long rows, long bytes, long tookMs) {
        files.computeIfAbsent(topic, this::filesOf).add(1);
        publishMs.add(tookMs);
        metrics.topic(topic).rows().add(rows);
        metrics.topic(topic).bytes().add(bytes);
    }

    private Figure filesOf(String topic) {
        return metrics.counter("files-total", "Objects published.", Map.of("topic", topic));
    }

    /** A change of that time is in the bucket. */
    void delivered(long timeMs) {
        metrics.delivered(timeMs);
    }
}
