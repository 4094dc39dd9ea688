// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * How rows come into tables.
 *
 * @param method which interface takes them
 * @param insertIds whether rows of streaming inserts have an id
 * @param guarantee how often a record may come to a log
 * @param topicCheck whether a topic that was deleted and made anew is looked for
 * @param topicSince rows of records before it are those of another topic of that name
 */
public record WriteSettings(
        WriteMethod method, boolean insertIds, Guarantee guarantee, boolean topicCheck, Optional<Instant> topicSince) {

    /** Whether logs have each record once. */
    public boolean isExact() {
        return guarantee == Guarantee.EXACTLY_ONCE;
    }
}
