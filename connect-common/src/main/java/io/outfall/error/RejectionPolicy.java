// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

/** Where rejected records go. */
public enum RejectionPolicy {
    /** To Connect's dead letter queue or error log; without one, the task fails. */
    REPORT,
    /** Nowhere: the task fails. */
    FAIL,
    /** Nowhere: they are counted, logged and left out. */
    DROP
}
