// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

/**
 * A value cannot be what its column says. The message gives the reason alone; who catches it knows record and column.
 */
public final class UnfitValueException extends RuntimeException {

    public UnfitValueException(String reason) {
        // Thrown per bad record and turned into a rejection: the stack would only name our own decoder.
        super(reason, null, false, false);
    }
}
