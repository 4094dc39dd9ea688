// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

/**
 * What decides whether a file is full or due. All times are milliseconds since 1970-01-01T00:00Z.
 *
 * @param rows rows so far, at least one
 * @param bytes bytes so far, encoded where they are encoded already
 * @param firstRowMs when the first row came
 * @param lastRowMs when the last row came
 * @param scheduledMs the first time of the {@link Schedule} after the first row
 * @param earliestMs when the earliest of its changes was made
 * @param latestMs when the latest of its changes was made
 */
public record FileAge(
        long rows, long bytes, long firstRowMs, long lastRowMs, long scheduledMs, long earliestMs, long latestMs) {}
