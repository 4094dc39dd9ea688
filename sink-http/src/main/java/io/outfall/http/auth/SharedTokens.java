// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.http.client.ClientSettings;
import io.outfall.http.client.JdkTransport;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The token sources of all tasks of a worker: tasks with equal settings share one, so that eight of them ask for one
 * token. Settings with any difference, if only in a password, share nothing. A source lives while a task leases it, and
 * longer only to remember that it was refused, for tasks that are restarted with the same wrong password must not begin
 * to count from nought, or a refresh token that has taken the place of the configured one, for that may be good once.
 *
 * <p>{@link #OF_WORKER} and the rests that servers ask for (package {@code pace}) are the static things of the sink
 * that change. The tasks of a connector have nothing else in common: Connect makes each by itself, and only the class
 * loader of the plugin is theirs together.
 */
public final class SharedTokens {
    /** What all tasks share that this plugin's class loader made. */
    public static final SharedTokens OF_WORKER = new SharedTokens();

    private final Map<Key, Shared> sources = new HashMap<>();

    private record Key(TokenSettings tokens, ClientSettings client) {}

    private static final class Shared {
        private final TokenSource source;
        private int leases;

        Shared(TokenSource source) {
            this.source = source;
        }
    }

    /** The use of a source until it is closed. */
    record Lease(TokenSource source, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /**
     * The source of these settings, made if nobody has it.
     *
     * @param client how token requests are carried
     * @throws org.apache.kafka.connect.errors.ConnectException if a key or a certificate cannot be had
     */
    synchronized Lease lease(TokenSettings tokens, ClientSettings client, String userAgent, Clock clock) {
        sweep();
        Key key = new Key(tokens, client);
        Shared shared = sources.get(key);
        if (shared == null) {
            shared = new Shared(new TokenSource(
                    tokens, JdkTransport.open(client.within(tokens.timeout()), userAgent, "outfall-token"), clock));
            sources.put(key, shared);
        }
        Shared leased = shared;
        leased.leases++;
        return new Lease(leased.source, () -> end(leased));
    }

    /** How many sources are held. */
    synchronized int size() {
        return sources.size();
    }

    private synchronized void end(Shared shared) {
        shared.leases--;
        sweep();
    }

    private void sweep() {
        sources.values().removeIf(shared -> {
            boolean over = shared.leases == 0 && shared.source.isForgettable();
            if (over) {
                shared.source.close();
            }
            return over;
        });
    }
}
