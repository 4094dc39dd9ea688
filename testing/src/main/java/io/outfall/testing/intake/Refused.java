// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.intake;

/** The intake does not take a request. */
final class Refused extends Exception {
    final int status;
    final String field;

    /** @param field what is to blame */
    Refused(int status, String message, String field) {
        super(message);
        this.status = status;
        this.field = field;
    }
}
