// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

/**
 * Which changes of a topic-partition are sent in their order: nothing is sent before what is to be sent again of the
 * request before it. Within a request the order is the server's.
 */
public enum Ordering {
    /** All: one request is on its way at a time. */
    PARTITION,
    /** Those of one key; the changes of rows without a key all wait for each other. */
    KEY,
    /** None. */
    NONE
}
