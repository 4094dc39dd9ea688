// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import org.apache.kafka.connect.errors.ConnectException;

/** What the dead letter queue is told of a rejected record, and what fails the task where there is none. */
public final class RejectedRecordException extends ConnectException {
    private final transient Rejection rejection;

    public RejectedRecordException(Rejection rejection) {
        super(rejection.message(), rejection.cause());
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
