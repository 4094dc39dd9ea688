// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import java.time.Instant;
import java.util.Optional;

/**
 * The columns by which a log tells which records it has.
 *
 * @param topic of the topic
 * @param partition of the partition
 * @param offset of the offset
 * @param time of the record's timestamp; empty if the log has none, or if no topic is to be known again by it
 * @param since rows of records before it do not count; empty if all do
 */
public record LogColumns(
        String topic, String partition, String offset, Optional<String> time, Optional<Instant> since) {}
