// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/**
 * A column of the row that the table's column of the same name can neither take nor be made to take.
 *
 * @param position of the column among those of the row and the metadata
 * @param path the table's column, or the member of a STRUCT with the names of those that it is in
 * @param has what the table has, in SQL
 * @param needs what a new column would be, in SQL
 */
public record ColumnConflict(int position, String path, String has, String needs) {

    /** What is wrong and what can be done. */
    public String reason() {
        return "the table's column " + path + " is " + has + ", and the row needs " + needs
                + ", which BigQuery cannot make of it";
    }
}
