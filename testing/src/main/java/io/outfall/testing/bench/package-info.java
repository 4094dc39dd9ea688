// SPDX-License-Identifier: Apache-2.0
/**
 * Driving a sink task in process, as a worker does, to see what it costs: rows of a table, a task driver, an S3
 * endpoint.
 */
@NullMarked
package io.outfall.testing.bench;

import org.jspecify.annotations.NullMarked;
