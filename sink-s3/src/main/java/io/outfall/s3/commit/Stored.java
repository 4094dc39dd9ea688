// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

/**
 * A commit record as it lies in the bucket.
 *
 * @param record what it says
 * @param etag names this version of it
 */
public record Stored(CommitRecord record, String etag) {}
