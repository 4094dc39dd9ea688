// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

/**
 * How rows come into tables.
 *
 * @param method which interface takes them
 */
public record WriteSettings(WriteMethod method) {}
