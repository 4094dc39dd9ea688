// SPDX-License-Identifier: Apache-2.0
/** What tables look like, what rows need of them, and how the one is made to fit the other. */
@NullMarked
package io.outfall.bigquery.schema;

import org.jspecify.annotations.NullMarked;
