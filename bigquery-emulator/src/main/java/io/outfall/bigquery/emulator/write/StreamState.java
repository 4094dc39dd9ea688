// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

/**
 * A write stream that a client has created.
 *
 * @param name as the interface names it
 * @param type COMMITTED, PENDING or BUFFERED
 * @param rows how many were appended
 * @param finalised whether it takes no more rows
 * @param committed whether its rows were committed, which only pending streams need
 */
public record StreamState(String name, String type, long rows, boolean finalised, boolean committed) {}
