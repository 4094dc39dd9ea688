// SPDX-License-Identifier: Apache-2.0
/**
 * The way of a record through a sink: decode, collect, deliver, settle. The only place that knows this order; each sink
 * brings a {@link io.outfall.pipeline.Collector}.
 */
@NullMarked
package io.outfall.pipeline;

import org.jspecify.annotations.NullMarked;
