// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.util.Map;

/** The figures of one topic in one task, by the topic's name as subscribed to. */
public final class TopicMetrics {
    private final Figure rows;
    private final Figure bytes;
    private final Figure rejections;

    TopicMetrics(SinkMetrics metrics, String topic) {
        Map<String, String> tags = Map.of("topic", topic);
        rows = metrics.counter("rows-total", "Rows that are durable at the target.", tags);
        bytes = metrics.counter("bytes-total", "Bytes that are durable at the target, as it holds them.", tags);
        rejections = metrics.counter("rejections-total", "Records that could not be delivered.", tags);
    }

    /** Rows that are durable at the target. */
    public Figure rows() {
        return rows;
    }

    /** Bytes that are durable at the target, as it holds them. */
    public Figure bytes() {
        return bytes;
    }

    /** Records that could not be delivered. */
    public Figure rejections() {
        return rejections;
    }
}
