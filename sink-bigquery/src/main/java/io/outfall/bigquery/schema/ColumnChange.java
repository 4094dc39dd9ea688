// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** One thing that a table's schema has to become for rows to go in. */
public sealed interface ColumnChange {

    /** The column, or the member of a STRUCT with the names of those that it is in: {@code address.city}. */
    String path();

    /** A column is new. */
    record Added(String path, TableColumn column) implements ColumnChange {
        @Override
        public String toString() {
            return path + " added as " + column.sqlType();
        }
    }

    /** A column need not have a value any more. */
    record Relaxed(String path) implements ColumnChange {
        @Override
        public String toString() {
            return path + " no longer REQUIRED";
        }
    }

    /**
     * A column takes more values than before. BigQuery documents this for {@code ALTER COLUMN … SET DATA TYPE} of SQL,
     * and not for an update of the table.
     */
    record Widened(String path, ColumnType from, ColumnType to) implements ColumnChange {

        /**
         * The statement that does it.
         *
         * @param table as SQL names it, with its quotes
         */
        public String sql(String table) {
            return "ALTER TABLE " + table + " ALTER COLUMN `" + path + "` SET DATA TYPE " + to.sql();
        }

        @Override
        public String toString() {
            return path + " widened from " + from + " to " + to;
        }
    }
}
