// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

/** What becomes of an operation. */
public enum Action {
    /** A request. */
    SEND,
    /** Nothing. */
    SKIP,
    /** The record is rejected. */
    REJECT
}
