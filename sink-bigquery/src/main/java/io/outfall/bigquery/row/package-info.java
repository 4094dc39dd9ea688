// SPDX-License-Identifier: Apache-2.0
/** Rows as the bytes and the JSON that BigQuery takes, by a plan that is made once per layout and table. */
@NullMarked
package io.outfall.bigquery.row;

import org.jspecify.annotations.NullMarked;
