// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import io.outfall.proxy.ProxySettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests are carried.
 *
 * @param connectTimeout how long it may take to connect
 * @param requestTimeout how long one exchange may take, from connecting to the last byte of the answer
 * @param maxReplyBytes how much of an answer is read
 * @param http2 whether to speak HTTP/2 where the server does
 * @param tls whom to trust
 * @param proxy null for none
 */
public record ClientSettings(
        Duration connectTimeout,
        Duration requestTimeout,
        int maxReplyBytes,
        boolean http2,
        TlsSettings tls,
        @Nullable ProxySettings proxy) {

    /** Nothing but a timeout for whole exchanges. */
    public static ClientSettings of(Duration requestTimeout) {
        return new ClientSettings(requestTimeout, requestTimeout, 1 << 20, false, TlsSettings.DEFAULT, null);
    }

    /** The same with another timeout for whole exchanges. */
    public ClientSettings within(Duration timeout) {
        return new ClientSettings(connectTimeout, timeout, maxReplyBytes, http2, tls, proxy);
    }
}
