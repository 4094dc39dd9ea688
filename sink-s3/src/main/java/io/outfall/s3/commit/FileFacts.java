// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import java.time.Instant;
import java.util.Map;

/**
 * What is in a file, for those who look for it.
 *
 * @param rows how many
 * @param firstOffset of the lowest row
 * @param lastOffset of the highest row
 * @param minTimeMs the earliest time of an event, in milliseconds since 1970-01-01T00:00Z
 * @param maxTimeMs the latest
 * @param schema tells files of the same columns and types
 */
public record FileFacts(long rows, long firstOffset, long lastOffset, long minTimeMs, long maxTimeMs, String schema) {

    /** As metadata of an object: what a listing tool can show without opening the file. */
    Map<String, String> metadata() {
        return Map.of(
                "rows", Long.toString(rows),
                "last-offset", Long.toString(lastOffset),
                "min-time", Instant.ofEpochMilli(minTimeMs).toString(),
                "max-time", Instant.ofEpochMilli(maxTimeMs).toString());
    }
}
