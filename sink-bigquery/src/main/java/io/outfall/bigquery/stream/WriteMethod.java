// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

/** Which interface of BigQuery takes the rows. */
public enum WriteMethod {
    /** The Storage Write API. */
    STORAGE,
    /** Streaming inserts of the REST API. */
    INSERT_ALL
}
