// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

/** The table that rows are inserted into, by its full name. */
public record InsertTarget(String project, String dataset, String table) {

    /** Without the project, for people. */
    @Override
    public String toString() {
        return dataset + "." + table;
    }
}
