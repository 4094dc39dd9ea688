// SPDX-License-Identifier: Apache-2.0
/** The parts of BigQuery that a writer meets, in one process, for tests. */
@NullMarked
package io.outfall.bigquery.emulator;

import org.jspecify.annotations.NullMarked;
