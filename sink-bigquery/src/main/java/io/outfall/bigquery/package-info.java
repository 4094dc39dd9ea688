// SPDX-License-Identifier: Apache-2.0
/** Change events into BigQuery tables: connector, task, configuration, and what puts a task together. */
@NullMarked
package io.outfall.bigquery;

import org.jspecify.annotations.NullMarked;
