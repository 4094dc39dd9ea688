// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Whether a rejected record has arrived where it goes. Until it has, its offset must not be committed: the record would
 * be nowhere.
 */
public final class Settlement {
    /** Nothing is left to wait for. */
    public static final Settlement DONE = new Settlement(CompletableFuture.completedFuture(null), "");

    private final Future<?> report;
    private final String message;

    private Settlement(Future<?> report, String message) {
        this.report = report;
        this.message = message;
    }

    static Settlement of(Future<?> report, Rejection rejection) {
        // The message alone: the record need not stay in memory while its report is on the way.
        return new Settlement(report, rejection.message());
    }

    /**
     * Whether the record has arrived. Never blocks.
     *
     * @throws ConnectException if it will not arrive; the task cannot go on without losing the record
     */
    public boolean isDone() {
        if (!report.isDone()) {
            return false;
        }
        try {
            report.get();
            return true;
        } catch (ExecutionException e) {
            throw unreported(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw unreported(e);
        } catch (InterruptedException e) {
            // get() on a report that is done does not wait; only a task that is being stopped comes here.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ConnectException unreported(Throwable cause) {
        return new ConnectException("The dead letter queue did not take a rejected record: " + message, cause);
    }
}
