// SPDX-License-Identifier: Apache-2.0
/** Datasets, tables and their rows, kept in an embedded DuckDB. */
@NullMarked
package io.outfall.bigquery.emulator.storage;

import org.jspecify.annotations.NullMarked;
