// SPDX-License-Identifier: Apache-2.0
/** Tables: how they are called, what they are made like, and the requests that make and change them. */
@NullMarked
package io.outfall.bigquery.table;

import org.jspecify.annotations.NullMarked;
