// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import org.jspecify.annotations.Nullable;

/**
 * The stream that all who write the rows of a topic-partition into a table have agreed on.
 *
 * @param stream its name; null while there is none
 * @param version of the place where it stands, which takes another one only from who knows this version; null if there
 *     is no such place yet
 */
record AgreedStream(@Nullable String stream, @Nullable Object version) {

    /** The name of the stream, where there is one. */
    String name() {
        if (stream == null) {
            throw new IllegalStateException("no stream was agreed on");
        }
        return stream;
    }
}
