// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.IOException;

/**
 * Carries requests to a server and brings back what it answers, whatever the status: what an answer means is decided
 * elsewhere. Any thread may call it; each call blocks its own.
 */
public interface Transport extends AutoCloseable {

    /**
     * Sends a request once. Nothing is repeated and no redirect is followed.
     *
     * @return the answer, of any status
     * @throws IOException if there is none, or not in time with its whole body; {@link Failure#of} tells what that
     *     means
     * @throws InterruptedException if the thread was interrupted; the exchange is given up
     */
    Reply send(Call call) throws IOException, InterruptedException;

    /** Ends what is still under way. */
    @Override
    void close();
}
