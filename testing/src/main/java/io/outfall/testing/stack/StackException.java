// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

/** A part of the stack is missing, did not start, died, or answered with an error. The message says which and why. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
