// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

/**
 * When an object may be written. The store decides and writes in one step, so of several writers at most one finds the
 * condition met.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">S3: conditional
 *     writes</a>
 */
public sealed interface Condition {
    /** In any case. */
    record Always() implements Condition {}

    /** Only if there is no object of that key ({@code If-None-Match: *}). */
    record IfAbsent() implements Condition {}

    /**
     * Only if the object of that key still is the one with this ETag ({@code If-Match}).
     *
     * @param etag as the store gave it, with its quotes
     */
    record IfMatch(String etag) implements Condition {}
}
