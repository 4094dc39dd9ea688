// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

/**
 * What decides whether a file is full or due.
 *
 * @param rows rows so far, at least one
 * @param bytes bytes so far, encoded where they are encoded already
 * @param firstRowMs when the first row came, milliseconds since 1970-01-01T00:00Z
 * @param lastRowMs when the last row came, milliseconds since 1970-01-01T00:00Z
 */
public record FileAge(long rows, long bytes, long firstRowMs, long lastRowMs) {}
