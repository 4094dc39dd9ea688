// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

/**
 * A table of the project.
 *
 * @param dataset the dataset's name
 * @param table the table's name in it
 */
public record TableRef(String dataset, String table) {

    @Override
    public String toString() {
        return dataset + "." + table;
    }
}
