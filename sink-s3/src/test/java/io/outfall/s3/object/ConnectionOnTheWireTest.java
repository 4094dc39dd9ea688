// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.proxy.ProxySettings;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.ProxiedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionOnTheWireTest {
    private static final URI ELSEWHERE = URI.create("http://store.example.org:9000");
    private static final ConnectionSettings DIRECT = ConnectionSettings.of(Duration.ofSeconds(30));

    private final RecordedStore recorded = new RecordedStore();

    @AfterEach
    void close() {
        recorded.close();
    }

    @Nested
    class TheBucket {

        @Test
        void standsInThePath() throws S3Failure {
            ask(settings(recorded.endpoint(), S3Settings.Addressing.PATH, DIRECT));

            assertThat(lines()).containsExactly("HEAD /lake");
            assertThat(request().header("Host"))
                    .contains("127.0.0.1:" + recorded.endpoint().getPort());
        }

        @Test
        void standsInTheNameOfTheHost() throws S3Failure {
            ask(settings(ELSEWHERE, S3Settings.Addressing.VIRTUAL_HOST, by(proxy(null, null))));

            assertThat(request().header("Host")).contains("lake.store.example.org:9000");
        }

        @Test
        void isReachedByTheNearestEdgeOfAmazonsNetwork() {
            assertThatThrownBy(() -> ask(settings(null, S3Settings.Addressing.ACCELERATED, by(proxy(null, null)))))
                    .isInstanceOf(S3Failure.class);

            assertThat(lines()).first().isEqualTo("CONNECT lake.s3-accelerate.amazonaws.com:443");
        }
    }

    @Nested
    class AProxy {

        @Test
        void isAskedForTheStoreByItsWholeAddress() throws S3Failure {
            ask(settings(ELSEWHERE, S3Settings.Addressing.PATH, by(proxy(null, null))));

            assertThat(lines()).containsExactly("HEAD http://store.example.org:9000/lake");
            assertThat(request().header("Proxy-Authorization")).isEmpty();
        }

        @Test
        void isToldWhoAsks() throws S3Failure {
            ask(settings(ELSEWHERE, S3Settings.Addressing.PATH, by(proxy("outfall", "pr0xypass"))));

            // outfall:pr0xypass
            assertThat(request().header("Proxy-Authorization")).contains("Basic b3V0ZmFsbDpwcjB4eXBhc3M=");
        }

        @Test
        void isNotAskedForHostsThatNeedNone() throws S3Failure {
            try (RecordedStore proxy = new RecordedStore()) {
                ConnectionSettings bypassing =
                        by(new ProxySettings(proxy.endpoint(), null), Set.of("127.*", "store.example.org"));

                ask(settings(recorded.endpoint(), S3Settings.Addressing.PATH, bypassing));

                assertThat(lines()).containsExactly("HEAD /lake");
                assertThat(proxy.requests()).isEmpty();
            }
        }
    }

    @Test
    void connectingEndsLongBeforeTheRequest() throws IOException {
        try (DeafServer deaf = DeafServer.open()) {
            ConnectionSettings hasty =
                    new ConnectionSettings(Duration.ofMinutes(10), Duration.ofMillis(100), 50, null, Set.of());

            assertThatThrownBy(() -> ask(settings(deaf.endpoint(), S3Settings.Addressing.PATH, hasty)))
                    .isInstanceOfSatisfying(
                            S3Failure.class, e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageContaining("ConnectTimeoutException");
        }
    }

    @Test
    void moreConnectionsThanAllowedAreNotMade() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (FaultProxy slow = FaultProxy.before(recorded.endpoint())
                        .on(request -> true, new Fault.Hold(latch), new Fault.Hold(latch), new Fault.Hold(latch));
                ObjectStore store = ObjectStore.open(settings(
                        slow.endpoint(),
                        S3Settings.Addressing.PATH,
                        new ConnectionSettings(Duration.ofSeconds(30), Duration.ofSeconds(10), 2, null, Set.of())))) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                asked.add(threads.submit(() -> {
                    store.probe();
                    return null;
                }));
            }
            Awaitility.await().until(() -> slow.requests().size() == 2);
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> slow.requests().size() == 2);
            latch.countDown();
            for (Future<?> each : asked) {
                each.get();
            }
            assertThat(slow.requests()).hasSize(3);
        } finally {
            threads.shutdown();
            threads.awaitTermination(30, TimeUnit.SECONDS);
        }
    }

    /** A server that accepts nobody, before which as many wait as may. */
    private record DeafServer(ServerSocket server, List<Socket> waiting) implements AutoCloseable {

        static DeafServer open() throws IOException {
            DeafServer deaf =
                    new DeafServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), new ArrayList<>());
            boolean room = true;
            while (room) {
                room = deaf.letOneMoreWait();
            }
            return deaf;
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        private boolean letOneMoreWait() throws IOException {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
                return true;
            } catch (SocketTimeoutException full) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            server.close();
        }
    }

    private ProxySettings proxy(@Nullable String user, @Nullable String password) {
        return new ProxySettings(
                recorded.endpoint(),
                user == null || password == null ? null : new ProxySettings.Login(user, new Password(password)));
    }

    private static ConnectionSettings by(ProxySettings proxy) {
        return by(proxy, Set.of());
    }

    private static ConnectionSettings by(ProxySettings proxy, Set<String> bypass) {
        return new ConnectionSettings(Duration.ofSeconds(30), Duration.ofSeconds(10), 50, proxy, bypass);
    }

    private static S3Settings settings(
            @Nullable URI endpoint, S3Settings.Addressing addressing, ConnectionSettings connection) {
        return new S3Settings(
                "lake",
                "eu-central-1",
                endpoint,
                addressing,
                new S3Credentials.StaticKeys(new Password("AKIA123"), new Password("s3cret"), null),
                Compatibility.MODERN,
                ObjectOptions.DEFAULT,
                connection,
                5L << 20);
    }

    private static void ask(S3Settings settings) throws S3Failure {
        try (ObjectStore store = ObjectStore.open(settings)) {
            store.probe();
        }
    }

    private ProxiedRequest request() {
        return recorded.requests().get(0);
    }

    private List<String> lines() {
        return recorded.requests().stream().map(ProxiedRequest::toString).toList();
    }
}
