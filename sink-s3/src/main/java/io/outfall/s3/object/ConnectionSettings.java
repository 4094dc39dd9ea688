// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How connections to the store are made and how long they may take.
 *
 * @param requestTimeout how long one request may take, with its body
 * @param connectTimeout how long it may take to connect
 * @param maxConnections how many there may be at once
 * @param proxy null for none but what the JVM's properties say
 */
public record ConnectionSettings(
        Duration requestTimeout,
        Duration connectTimeout,
        int maxConnections,
        @Nullable Proxy proxy) {

    /** Nothing but a timeout for requests. */
    public static ConnectionSettings of(Duration requestTimeout) {
        return new ConnectionSettings(requestTimeout, Duration.ofSeconds(10), 50, null);
    }

    /**
     * An HTTP proxy between the worker and the store.
     *
     * @param address scheme, host and port
     * @param user null where the proxy lets everybody pass
     * @param password of the user
     * @param bypass hosts that are reached without it; {@code *} stands for any characters
     */
    public record Proxy(
            URI address, @Nullable String user, @Nullable Password password, Set<String> bypass) {
        public Proxy {
            bypass = Set.copyOf(bypass);
        }
    }
}
