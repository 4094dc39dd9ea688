// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import org.jspecify.annotations.Nullable;

/** What the store answered to a {@link Step}. */
public sealed interface Reply {

    /** @param stored null where there is no record */
    record Found(@Nullable Stored stored) implements Reply {}

    /** @param etag the version written */
    record Replaced(String etag) implements Reply {}

    /** The record is not the one expected. */
    record Refused() implements Reply {}

    record Done() implements Reply {}
}
