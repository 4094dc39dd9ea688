// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

/**
 * A table that is a log.
 *
 * @param project it belongs to
 * @param dataset it is in
 * @param table its name
 */
public record LogTable(String project, String dataset, String table) {
    private static final String STREAMS = "/streams/";

    /** As the Storage Write API names it. */
    String path() {
        return "projects/" + project + "/datasets/" + dataset + "/tables/" + table;
    }

    /** As a query names it. */
    String quoted() {
        return "`" + project + "." + dataset + "." + table + "`";
    }

    /** The name of a stream of the table. */
    String stream(String id) {
        return path() + STREAMS + id;
    }

    /** The part of a stream's name after that of the table. */
    String id(String stream) {
        return stream.substring(stream.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return dataset + "." + table;
    }
}
