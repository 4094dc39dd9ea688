// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

/** What became of a write that had a {@link Condition}. */
public sealed interface WriteResult {

    /**
     * The object is there.
     *
     * @param etag the store's name for this content; empty where the store does not say, as Ceph of a completed upload
     */
    record Written(String etag) implements WriteResult {}

    /**
     * The condition was not met, or the store could not tell because of another write at the same moment. Says nothing
     * about whose object is there: it may be that of an earlier attempt of this very write whose reply got lost.
     */
    record Refused() implements WriteResult {}
}
