// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What a new column is for JSON documents. */
public enum Documents {
    JSON,
    STRING
}
