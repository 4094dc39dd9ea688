// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JdkTransportTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void aRequestArrivesAsItIs() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n");
                Transport transport = transport(LONG)) {
            transport.send(new Call(
                    "PUT", server.uri(), Map.of("Content-Type", "application/json"), utf8("{\"name\":\"Zoë\"}")));

            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .satisfies(request -> assertThat(request)
                            .startsWith("PUT /rows?key=hidden HTTP/1.1\r\n")
                            .contains("\r\nContent-Type: application/json\r\n")
                            .contains("\r\nUser-Agent: outfall/test\r\n")
                            .endsWith("\r\n\r\n{\"name\":\"Zoë\"}"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 207, 302, 400, 401, 404, 413, 429, 500, 503})
    void anAnswerOfAnyStatusIsAReply(int status) throws Exception {
        String answer = "HTTP/1.1 " + status + " X\r\nRetry-After: 7\r\nLocation: http://127.0.0.1:1/elsewhere\r\n"
                + "WWW-Authenticate: Bearer\r\nContent-Length: 4\r\n\r\nbody";
        try (RawServer server = RawServer.answering(answer);
                Transport transport = transport(LONG)) {
            Reply reply = transport.send(post(server.uri()));

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.header("retry-after")).contains("7");
            assertThat(reply.text()).isEqualTo("body");
            assertThat(reply.whole()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void whatAServerSaysBeforeItsAnswerIsNoAnswer(String interim) throws Exception {
        String answer =
                "HTTP/1.1 " + interim + "\r\nLink: </style>\r\n\r\nHTTP/1.1 201 X\r\nContent-Length: 2\r\n\r\n{}";
        try (RawServer server = RawServer.answering(answer);
                Transport transport = transport(LONG)) {
            Reply reply = transport.send(post(server.uri()));

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.text()).isEqualTo("{}");
        }
    }

    @Test
    void aLongAnswerIsCutOff() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n" + "x".repeat(5_000_000);
        ClientSettings settings = new ClientSettings(LONG, LONG, 1000, false, TlsSettings.DEFAULT, null);
        try (RawServer server = RawServer.answering(answer);
                Transport transport = JdkTransport.open(settings, "outfall/test", "test")) {
            Reply reply = transport.send(post(server.uri()));

            assertThat(reply.text()).isEqualTo("x".repeat(1000));
            assertThat(reply.whole()).isFalse();
        }
    }

    @Test
    void anAnswerThatComesCompressedIsReadAsItIs() throws Exception {
        byte[] packed = gzip("{\"ok\": true}");
        try (RawServer server = RawServer.answering(compressed(packed));
                Transport transport = transport(LONG)) {
            Reply reply = transport.send(post(server.uri()));

            assertThat(reply.text()).isEqualTo("{\"ok\": true}");
            assertThat(reply.whole()).isTrue();
        }
    }

    @Test
    void aCompressedAnswerIsCutOffWhereItWouldBeTooLongWithoutItsCompression() throws Exception {
        ClientSettings settings = new ClientSettings(LONG, LONG, 50_000, false, TlsSettings.DEFAULT, null);
        try (RawServer server = RawServer.answering(compressed(gzip("x".repeat(10_000_000))));
                Transport transport = JdkTransport.open(settings, "outfall/test", "test")) {
            Reply reply = transport.send(post(server.uri()));

            assertThat(reply.text()).isEqualTo("x".repeat(50_000));
            assertThat(reply.whole()).isFalse();
        }
    }

    @Test
    void anAnswerThatOnlyClaimsToBeCompressedIsAnAnswer() throws Exception {
        try (RawServer server = RawServer.answering(compressed(bytes("no gzip")));
                Transport transport = transport(LONG)) {
            assertThat(transport.send(post(server.uri())).text()).isEqualTo("no gzip");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | UTF-8",
                "application/json; charset=iso-8859-1 | ISO-8859-1",
                "text/plain;Charset=\"UTF-16LE\" | UTF-16LE",
                "text/plain; charset=klingon | UTF-8",
            })
    void anAnswerIsInTheCharsetThatItNames(String contentType, String charset) throws Exception {
        byte[] body = "{\"name\": \"Zoë\"}".getBytes(charset);
        try (RawServer server = RawServer.answering(ok("Content-Type: " + contentType, body));
                Transport transport = transport(LONG)) {
            assertThat(transport.send(post(server.uri())).text()).isEqualTo("{\"name\": \"Zoë\"}");
        }
    }

    @Test
    void aMarkBeforeAnAnswerIsNoPartOfIt() throws Exception {
        try (RawServer server = RawServer.answering(ok("X: y", bytes("\uFEFF{}")));
                Transport transport = transport(LONG)) {
            assertThat(transport.send(post(server.uri())).text()).isEqualTo("{}");
        }
    }

    @Test
    void aConnectionThatEndsWhenItIsUsedAgainIsAPassingFailureAndTheNextRequestGetsAnother() throws Exception {
        RawServer.Answer once = (client, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
            out.flush();
            // The second request has begun to arrive: the server hangs up.
            client.getInputStream().read();
        };
        try (RawServer server = RawServer.answering(once);
                Transport transport = transport(LONG)) {
            assertThat(transport.send(post(server.uri())).status()).isEqualTo(200);

            Failure failure = failure(transport, server.uri());
            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNANSWERED);
            assertThat(failure.isPassing()).isTrue();
            assertThat(transport.send(post(server.uri())).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"
            })
    void anAnswerThatStopsAnywhereIsGivenUpInTime(String answer) throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        RawServer.Answer stalling = (client, out) -> {
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.flush();
            RawServer.awaitEnd(client);
            hungUp.countDown();
        };
        try (RawServer server = RawServer.answering(stalling);
                Transport transport = transport(SHORT)) {
            Failure failure = failure(transport, server.uri());

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNANSWERED);
            assertThat(failure.message()).startsWith("no answer in time");
            assertThat(failure.isPassing()).isTrue();
            assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerThatDribblesIsGivenUpInTime() throws Exception {
        RawServer.Answer dribbling = (client, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write('x');
                out.flush();
                Thread.onSpinWait();
            }
        };
        try (RawServer server = RawServer.answering(dribbling);
                Transport transport = transport(SHORT)) {
            assertThat(failure(transport, server.uri()).message()).startsWith("no answer in time");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot all of it",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n",
                "lksdjfs a8 8s7d\r\n\r\n"
            })
    void aBrokenAnswerMayStandForARequestThatHappened(String answer) throws Exception {
        try (RawServer server = RawServer.answering(answer);
                Transport transport = transport(LONG)) {
            Failure failure = failure(transport, server.uri());

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNANSWERED);
            assertThat(failure.mayHaveHappened()).isTrue();
            assertThat(failure.isPassing()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aServerThatIsNotThereWasNotReached() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        try (Transport transport = transport(LONG)) {
            Failure failure = failure(transport, nobody);

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHED);
            assertThat(failure.mayHaveHappened()).isFalse();
            assertThat(failure.isPassing()).isTrue();
            assertThat(failure.told("rows").getMessage()).isEqualTo("rows: cannot connect");
        }
    }

    @Test
    void aHostThatIsNotKnownMayBeKnownSoon() throws Exception {
        try (Transport transport = transport(LONG)) {
            Failure failure = failure(transport, URI.create("http://nobody.invalid/"));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHED);
            assertThat(failure.isPassing()).isTrue();
            assertThat(failure.message()).isEqualTo("there is no such host");
        }
    }

    @Test
    void anInterruptedThreadGivesTheExchangeUp() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        RawServer.Answer silent = (client, out) -> {
            RawServer.awaitEnd(client);
            hungUp.countDown();
        };
        try (RawServer server = RawServer.answering(silent);
                Transport transport = transport(LONG)) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    transport.send(post(server.uri()));
                } catch (IOException | InterruptedException e) {
                    thrown.complete(e);
                }
            });
            thread.start();
            await().until(() -> !server.requests().isEmpty());
            thread.interrupt();

            assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void neitherCallNorReplyShowWhatMayBeSecret() throws Exception {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 401 X\r\nX-Said: hidden\r\nContent-Length: 6\r\n\r\nhidden");
                Transport transport = transport(LONG)) {
            Call call = post(server.uri()).with(Map.of("Authorization", "hidden"));

            assertThat(call.toString()).startsWith("POST http://127.0.0.1:").endsWith("/rows");
            assertThat(transport.send(call).toString()).isEqualTo("status 401");
        }
    }

    private static Failure failure(Transport transport, URI uri) {
        IOException thrown = catchThrowableOfType(IOException.class, () -> transport.send(post(uri)));
        assertThat(thrown).isNotNull();
        return Failure.of(thrown);
    }

    private static Transport transport(Duration timeout) {
        return JdkTransport.open(ClientSettings.of(timeout), "outfall/test", "test");
    }

    private static Call post(URI uri) {
        return new Call("POST", uri, Map.of(), utf8("[]"));
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(text));
        }
        return packed.toByteArray();
    }

    private static RawServer.Answer compressed(byte[] body) {
        return ok("Content-Encoding: gzip", body);
    }

    private static RawServer.Answer ok(String header, byte[] body) {
        return (client, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
            out.write(body);
        };
    }
}
