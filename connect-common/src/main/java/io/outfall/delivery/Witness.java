// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

/**
 * A record that was handed in, by which a topic is known again: one that was deleted and made anew has another record
 * at this offset, or none.
 *
 * @param offset as the consumer read it
 * @param timestampMs the record's timestamp, in milliseconds since 1970-01-01T00:00Z
 */
public record Witness(long offset, long timestampMs) {}
