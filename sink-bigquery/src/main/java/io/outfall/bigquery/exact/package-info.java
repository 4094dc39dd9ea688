// SPDX-License-Identifier: Apache-2.0
/** Rows of logs, each exactly once, whatever dies and whenever; the protocol is {@code Phase}, without any request. */
@NullMarked
package io.outfall.bigquery.exact;

import org.jspecify.annotations.NullMarked;
