// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.proxy.ProxySettings;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How connections to the store are made and how long they may take.
 *
 * @param requestTimeout how long one request may take, with its body
 * @param connectTimeout how long it may take to connect
 * @param maxConnections how many there may be at once
 * @param proxy null for none but what the JVM's properties say
 * @param proxyBypass hosts that are reached without that proxy; {@code *} stands for any characters
 */
public record ConnectionSettings(
        Duration requestTimeout,
        Duration connectTimeout,
        int maxConnections,
        @Nullable ProxySettings proxy,
        Set<String> proxyBypass) {

    /** Copies the set. */
    public ConnectionSettings {
        proxyBypass = Set.copyOf(proxyBypass);
    }

    /** Nothing but a timeout for requests. */
    public static ConnectionSettings of(Duration requestTimeout) {
        return new ConnectionSettings(requestTimeout, Duration.ofSeconds(10), 50, null, Set.of());
    }
}
