// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import java.util.function.Consumer;

/** Takes rejected records to where they go. Called by the task thread; never waits. */
@FunctionalInterface
public interface Rejections {

    /**
     * Rejects a record.
     *
     * @return whether it has arrived, to be asked before its offset is committed
     * @throws RejectedRecordException if the record is to fail the task
     * @throws org.apache.kafka.connect.errors.ConnectException if it cannot be taken where it should go
     */
    Settlement reject(Rejection rejection);

    /** These rejections, each shown to an observer before it is taken anywhere. */
    default Rejections observedBy(Consumer<Rejection> observer) {
        return rejection -> {
            observer.accept(rejection);
            return reject(rejection);
        };
    }
}
