// SPDX-License-Identifier: Apache-2.0
/** What the emulator refuses, in the words of BigQuery. */
@NullMarked
package io.outfall.bigquery.emulator.error;

import org.jspecify.annotations.NullMarked;
