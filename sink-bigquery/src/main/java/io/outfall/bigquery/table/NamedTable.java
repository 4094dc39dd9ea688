// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

/**
 * A table and the name that it has its own from.
 *
 * @param ref the table
 * @param spelled the name with what BigQuery does not take, by which two tables of one name can be told apart
 */
public record NamedTable(TableRef ref, String spelled) {}
