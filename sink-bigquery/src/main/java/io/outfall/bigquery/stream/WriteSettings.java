// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

/**
 * How rows come into tables.
 *
 * @param method which interface takes them
 * @param insertIds whether rows of streaming inserts have an id
 */
public record WriteSettings(WriteMethod method, boolean insertIds) {}
