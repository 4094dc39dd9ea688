// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

/**
 * One change of one row as the database itself noted it.
 *
 * @param table the table's name
 * @param op r for a row that was there when Debezium arrived, c for an insert, u for an update, d for a delete
 * @param row the row after the change, or the key of the deleted row, as a JSON object
 */
record Change(String table, String op, String row) {}
