// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

/** How often a record may come to a log. */
public enum Guarantee {
    /** Once. */
    EXACTLY_ONCE,
    /** Once or more often: with fewer requests, and one connection for all partitions of a table. */
    AT_LEAST_ONCE
}
