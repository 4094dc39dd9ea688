// SPDX-License-Identifier: Apache-2.0
/** Sources whose tables change in any way that a source can, and what they tell of it. */
@NullMarked
package io.outfall.bigquery.history;

import org.jspecify.annotations.NullMarked;
