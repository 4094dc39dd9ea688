// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.storage;

/** The place of a table. */
public record TableName(String project, String dataset, String table) {

    /** As {@code dataset.table}, how tests and SQL name it. */
    public String local() {
        return dataset + "." + table;
    }

    /** As {@code project:dataset.table}, how messages name it. */
    @Override
    public String toString() {
        return project + ":" + dataset + "." + table;
    }

    /** As the Storage Write interface names it. */
    public String resource() {
        return "projects/" + project + "/datasets/" + dataset + "/tables/" + table;
    }

    /** The name in DuckDB, where quotes cannot occur within. */
    String quoted() {
        return '"' + dataset + "\".\"" + table + '"';
    }
}
