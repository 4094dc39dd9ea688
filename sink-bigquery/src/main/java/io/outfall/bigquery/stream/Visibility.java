// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.bigquery.client.Failure;
import java.io.IOException;
import java.time.Clock;

/**
 * From when on those who write see a table and its columns as they are. For some minutes after these were made,
 * BigQuery may answer as if they were not there.
 *
 * @param fromMs when BigQuery can be expected to know them, in milliseconds since 1970-01-01T00:00Z
 * @param table asks whether somebody removed the table meanwhile
 */
public record Visibility(long fromMs, Presence table, Clock clock) {

    /** A request that tells at once whether a table is there. */
    @FunctionalInterface
    public interface Presence {
        /** Asks. */
        boolean isThere() throws IOException;
    }

    /** Whether what is missing may be there already. */
    boolean isYetToCome() {
        return clock.millis() < fromMs;
    }

    /** Whether a failure may pass since it says no more than that something is not seen yet. May ask BigQuery. */
    public boolean explains(Failure failure) {
        return isYetToCome()
                && switch (failure.kind()) {
                    case INVALID -> true;
                    case NOT_FOUND -> mayBeThere();
                    default -> false;
                };
    }

    private boolean mayBeThere() {
        try {
            return table.isThere();
        } catch (IOException unclear) {
            // The next attempt tells.
            return true;
        }
    }
}
