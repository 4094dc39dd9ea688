// SPDX-License-Identifier: Apache-2.0
/** Columns of a table, the rules of their names and types, and how they may change. */
@NullMarked
package io.outfall.bigquery.emulator.schema;

import org.jspecify.annotations.NullMarked;
