// SPDX-License-Identifier: Apache-2.0
/** Encoded rows on their way into a table. */
@NullMarked
package io.outfall.bigquery.stream;

import org.jspecify.annotations.NullMarked;
