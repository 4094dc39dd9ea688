// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.util.Map;
import java.util.function.Supplier;

/** Where the figures of one task are shown. Used by the task thread; the values are read by others at any time. */
public interface MetricRegistry extends AutoCloseable {

    /**
     * Shows a figure.
     *
     * @param name in lower case with hyphens, unit last: {@code freshness-ms}
     * @param description a sentence
     * @param tags what tells it from figures of the same name, such as the topic; often empty
     * @param value a Long or a String; called whenever somebody looks, from any thread
     */
    void register(String name, String description, Map<String, String> tags, Supplier<?> value);

    /** Shows none of them any more. */
    @Override
    void close();
}
