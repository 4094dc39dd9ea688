// SPDX-License-Identifier: Apache-2.0
/** Values as BigQuery encodes and bounds them. */
@NullMarked
package io.outfall.bigquery.emulator.value;

import org.jspecify.annotations.NullMarked;
