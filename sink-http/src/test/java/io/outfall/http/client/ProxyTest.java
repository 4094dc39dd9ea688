// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.outfall.proxy.ProxySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyTest {
    private static final String ASKING =
            "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String PASSING = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void requestsGoThroughTheProxyAndTellItWhoAsks() throws Exception {
        try (RawServer proxy = RawServer.answering(
                        (client, out) -> out.write((isFirst() ? ASKING : PASSING).getBytes(StandardCharsets.UTF_8)));
                Transport transport = through(proxy, "user", "hidden")) {
            assertThat(transport.send(get("http://rows.example/in")).status()).isEqualTo(200);
            assertThat(proxy.requests()).hasSize(2);
            assertThat(proxy.requests().get(1))
                    .startsWith("GET http://rows.example/in HTTP/1.1\r\n")
                    .contains("Proxy-Authorization: Basic dXNlcjpoaWRkZW4=\r\n");
        }
    }

    @Test
    void aProxyThatWantsALoginIsNoServerThatDoes() {
        try (RawServer proxy = RawServer.answering(ASKING);
                Transport transport = through(proxy, null, null)) {
            Failure failure = failure(transport, "http://rows.example/in");

            assertThat(failure.isPassing()).isFalse();
            assertThat(failure.message()).endsWith(" asks for a login (set http.proxy.user and http.proxy.password)");
        }
    }

    @Test
    void theWayToHttpsServersTellsWhatJavaWants() {
        try (RawServer proxy = RawServer.answering(ASKING);
                Transport transport = through(proxy, "user", "hidden")) {
            Failure failure = failure(transport, "https://rows.example/in");

            assertThat(failure.isPassing()).isFalse();
            assertThat(failure.message())
                    .contains("-Djdk.http.auth.tunneling.disabledSchemes=")
                    .doesNotContain("hidden");
        }
    }

    private final AtomicInteger asked = new AtomicInteger();

    private boolean isFirst() {
        return asked.getAndIncrement() == 0;
    }

    private static Failure failure(Transport transport, String uri) {
        return Failure.of(catchThrowableOfType(IOException.class, () -> transport.send(get(uri))));
    }

    private static Transport through(RawServer proxy, @Nullable String user, @Nullable String password) {
        Duration limit = Duration.ofSeconds(30);
        ProxySettings settings = new ProxySettings(
                proxy.uri().resolve("/"),
                user == null || password == null ? null : new ProxySettings.Login(user, new Password(password)));
        return JdkTransport.open(
                new ClientSettings(limit, limit, 1000, false, TlsSettings.DEFAULT, settings), "outfall/test", "test");
    }

    private static Call get(String uri) {
        return new Call("GET", URI.create(uri), Map.of(), Call.NO_BODY);
    }
}
