// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.http.client.Call;
import io.outfall.http.client.ClientSettings;
import io.outfall.http.client.NotSentException;
import io.outfall.http.client.Reply;
import io.outfall.http.client.Transport;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows the server who sends a request. When the server does not take a token, the request is sent once more with a new
 * one, within the same attempt; what it answers to that is the answer.
 */
public final class AuthorizedTransport implements Transport {
    private final Transport transport;
    private final Map<String, String> headers;
    private final AuthSettings.@Nullable Bearing bearing;
    private final SharedTokens.@Nullable Lease lease;

    private AuthorizedTransport(Transport transport, AuthSettings settings, SharedTokens.@Nullable Lease lease) {
        this.transport = transport;
        this.headers = new LinkedHashMap<>();
        settings.headers().forEach((name, value) -> headers.put(name, value.value()));
        this.bearing = settings.bearing();
        this.lease = lease;
    }

    /**
     * A transport that shows who sends; no token is asked for before the first request.
     *
     * @param transport carries the requests; closed with this one
     * @param client how token requests are carried
     * @param userAgent what token requests say of who sends them
     * @param shared where tasks find each other's tokens
     * @throws org.apache.kafka.connect.errors.ConnectException if a key or a certificate cannot be had
     */
    public static AuthorizedTransport over(
            Transport transport,
            AuthSettings settings,
            ClientSettings client,
            String userAgent,
            SharedTokens shared,
            Clock clock) {
        AuthSettings.Bearing bearing = settings.bearing();
        SharedTokens.Lease lease = bearing == null ? null : shared.lease(bearing.tokens(), client, userAgent, clock);
        return new AuthorizedTransport(transport, settings, lease);
    }

    /** @throws NotSentException if there is no token to be had */
    @Override
    public Reply send(Call call) throws IOException, InterruptedException {
        if (bearing == null || lease == null) {
            return transport.send(call.with(headers));
        }
        TokenSource source = lease.source();
        Token token = source.current();
        Reply reply = transport.send(signed(call, bearing, token));
        if (!isRefused(reply, bearing)) {
            source.accept(token);
            return reply;
        }
        Optional<Token> next = source.insteadOf(token);
        if (next.isEmpty()) {
            return reply;
        }
        Reply second = transport.send(signed(call, bearing, next.get()));
        if (!isRefused(second, bearing)) {
            source.accept(next.get());
        }
        return second;
    }

    /** How many tokens were asked for, by all tasks of the worker that share them with this one. */
    public long tokenRequests() {
        return lease == null ? 0 : lease.source().requests();
    }

    @Override
    public void close() {
        transport.close();
        if (lease != null) {
            lease.close();
        }
    }

    private Call signed(Call call, AuthSettings.Bearing how, Token token) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(how.header(), how.value(token));
        return call.with(all);
    }

    private static boolean isRefused(Reply reply, AuthSettings.Bearing how) {
        return how.refusals().contains(reply.status());
    }
}
