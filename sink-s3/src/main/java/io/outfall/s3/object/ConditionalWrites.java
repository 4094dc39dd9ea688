// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

/**
 * Which conditions a store honours, as it was seen to: it wrote what it may write and left alone what it may not.
 *
 * @param putIfAbsent {@code If-None-Match: *} of a single put
 * @param putIfMatch {@code If-Match} of a single put
 * @param completeIfAbsent {@code If-None-Match: *} of the completion of a multipart upload; some stores that honour the
 *     others do not even look at it
 */
public record ConditionalWrites(boolean putIfAbsent, boolean putIfMatch, boolean completeIfAbsent) {

    /** Whether the store honours every condition. */
    public boolean all() {
        return putIfAbsent && putIfMatch && completeIfAbsent;
    }
}
