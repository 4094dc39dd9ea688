// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

/**
 * A value cannot be what its column says. The message gives the reason alone; who catches it knows record and column.
 */
public final class UnfitValueException extends RuntimeException {
    private final String reason;

    public UnfitValueException(String reason) {
        // Thrown per bad record and turned into a rejection: the stack would only name our own decoder.
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, without the value. */
    public String reason() {
        return reason;
    }

    /** For where a value is asked for and only the reason is at hand why there is none. */
    Object rethrow() {
        throw this;
    }
}
