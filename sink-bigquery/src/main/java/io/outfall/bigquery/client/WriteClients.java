// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Clients of the Storage Write API for connections that stay open, each with a channel of its own. Google's servers
 * take a hundred calls on one channel, and a call that is one too many waits without a word until another ends.
 */
public final class WriteClients implements AutoCloseable {
    // Leaves as many again to calls that end at once.
    private static final int PLACES = 50;
    private static final long GOODBYE_SECONDS = 5;

    private final Supplier<BigQueryWriteClient> maker;
    private final List<Shared> all = new ArrayList<>();

    /** @param maker makes a client with a channel of its own */
    WriteClients(Supplier<BigQueryWriteClient> maker) {
        this.maker = maker;
        all.add(new Shared(maker.get()));
    }

    /** The client for calls that end at once. */
    public synchronized BigQueryWriteClient any() {
        return all.get(0).client;
    }

    /** A place for one more connection. */
    public synchronized Place take() {
        for (Shared shared : all) {
            if (shared.taken < PLACES) {
                return new Place(shared);
            }
        }
        Shared fresh = new Shared(maker.get());
        all.add(fresh);
        return new Place(fresh);
    }

    /** Breaks all connections. */
    @Override
    public synchronized void close() {
        all.forEach(shared -> shared.client.shutdownNow());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GOODBYE_SECONDS);
        try {
            for (Shared shared : all) {
                shared.client.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where one connection may be. */
    public final class Place {
        private final Shared shared;
        private boolean over;

        private Place(Shared shared) {
            this.shared = shared;
            shared.taken++;
        }

        /** The client to connect by. */
        public BigQueryWriteClient client() {
            return shared.client;
        }

        /** The connection is gone. */
        public void leave() {
            synchronized (WriteClients.this) {
                if (!over) {
                    over = true;
                    shared.taken--;
                }
            }
        }
    }

    private static final class Shared {
        private final BigQueryWriteClient client;
        private int taken;

        Shared(BigQueryWriteClient client) {
            this.client = client;
        }
    }
}
