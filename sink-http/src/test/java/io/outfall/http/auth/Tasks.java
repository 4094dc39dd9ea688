// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.config.Spec;
import io.outfall.http.client.Call;
import io.outfall.http.client.ClientSettings;
import io.outfall.http.client.JdkTransport;
import io.outfall.http.client.Reply;
import io.outfall.http.client.Transport;
import io.outfall.testing.SteppingClock;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A worker's tasks as far as they show who they are. */
final class Tasks {
    private static final ClientSettings CLIENT = ClientSettings.of(Duration.ofSeconds(30));

    final SteppingClock clock = SteppingClock.at("2026-11-21T12:00:00Z");
    final SharedTokens shared = new SharedTokens();
    private final TokenServer server;
    private final Map<String, String> settings;

    /** @param settings names and values in turn, beside the type and the address of the token endpoint */
    Tasks(TokenServer server, String... settings) {
        this.server = server;
        this.settings = new LinkedHashMap<>(Map.of(
                "http.auth.type",
                "oauth2",
                "http.oauth2.token.url",
                server.uri("/token").toString()));
        for (int i = 0; i < settings.length; i += 2) {
            this.settings.put(settings[i], settings[i + 1]);
        }
    }

    /** Tasks with the client {@code outfall} and the secret {@code hidden}. */
    static Tasks ofClient(TokenServer server) {
        return new Tasks(server, "http.oauth2.client.id", "outfall", "http.oauth2.client.secret", "hidden");
    }

    /** Tasks with a user's password, and nothing of a client. */
    static Tasks ofUser(TokenServer server) {
        return new Tasks(
                server,
                "http.oauth2.client.auth",
                "none",
                "http.oauth2.grant",
                "password",
                "http.oauth2.user",
                "ada@example.org",
                "http.oauth2.password",
                "hidden");
    }

    Transport start() {
        return AuthorizedTransport.over(
                JdkTransport.open(CLIENT, "outfall/test", "test"),
                settings(settings),
                CLIENT,
                "outfall/test",
                shared,
                clock);
    }

    int post(Transport task) throws IOException, InterruptedException {
        return send(task, server.uri("/rows")).status();
    }

    static AuthSettings settings(Map<String, String> settings) {
        return new Spec<>(new AuthSection()).parse(settings);
    }

    private static Reply send(Transport task, URI uri) throws IOException, InterruptedException {
        return task.send(new Call("POST", uri, Map.of(), ByteBuffer.wrap("[]".getBytes(StandardCharsets.UTF_8))));
    }
}
