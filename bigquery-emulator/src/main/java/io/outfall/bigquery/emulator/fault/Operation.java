// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.fault;

/** What a client can ask for: methods of the REST interface, and procedures of the Storage Write interface. */
public enum Operation {
    DATASETS_GET,
    DATASETS_INSERT,
    TABLES_GET,
    TABLES_LIST,
    TABLES_INSERT,
    TABLES_PATCH,
    TABLES_UPDATE,
    TABLES_DELETE,
    INSERT_ALL,
    QUERY,
    QUERY_RESULTS,
    CREATE_WRITE_STREAM,
    /** One request of an AppendRows connection, not the connection. */
    APPEND_ROWS,
    GET_WRITE_STREAM,
    FINALIZE_WRITE_STREAM,
    BATCH_COMMIT_WRITE_STREAMS,
    FLUSH_ROWS
}
