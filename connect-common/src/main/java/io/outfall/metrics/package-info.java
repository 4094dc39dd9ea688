// SPDX-License-Identifier: Apache-2.0
/**
 * The figures of a task: {@link io.outfall.metrics.SinkMetrics} names those that every sink has and takes what a sink
 * adds. They are shown through the worker's own metrics where it offers that to plugins (Kafka Connect 4.1 and newer,
 * KIP-877), otherwise as MBeans.
 */
@NullMarked
package io.outfall.metrics;

import org.jspecify.annotations.NullMarked;
