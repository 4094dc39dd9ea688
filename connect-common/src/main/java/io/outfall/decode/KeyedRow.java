// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a row where it alone does not tell its key: the row is deleted, or its key columns are not all among its
 * own, as ksqlDB writes tables.
 *
 * @param record holds the key
 * @param row the struct or map that holds the other columns; null for a deleted row
 */
record KeyedRow(SinkRecord record, @Nullable Object row) {}
