// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.value;

/** A value that a column cannot hold. */
public final class BadValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Bad values are answers, not accidents: nobody reads their stack. */
    public BadValue(String message) {
        super(message, null, false, false);
    }
}
