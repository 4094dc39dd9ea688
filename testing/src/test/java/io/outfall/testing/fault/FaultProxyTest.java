// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private final BlockingQueue<String> effects = new LinkedBlockingQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            effects.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            byte[] reply = "done".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        proxy = FaultProxy.before(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.stop(0);
    }

    @Test
    void requestsPassUnlessToldOtherwise() throws Exception {
        assertThat(put("/a?b=c", "body").body()).isEqualTo("done");

        assertThat(effects).containsExactly("PUT /a?b=c body");
        assertThat(proxy.requests()).hasToString("[PUT /a?b=c]");
    }

    @Test
    void anAnswerTakesThePlaceOfTheServersForOneRequest() throws Exception {
        proxy.on(
                request -> request.path().equals("/a"), new Fault.Answer(503, Map.of("Retry-After", "7"), "slow down"));

        HttpResponse<String> other = put("/b", "1");
        HttpResponse<String> faulty = put("/a", "2");
        HttpResponse<String> next = put("/a", "3");

        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(faulty.statusCode()).isEqualTo(503);
        assertThat(faulty.body()).isEqualTo("slow down");
        assertThat(faulty.headers().firstValue("Retry-After")).contains("7");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(effects).containsExactly("PUT /b 1", "PUT /a 3");
    }

    @Test
    void aCutBeforeHasNoEffect() {
        proxy.on(request -> true, new Fault.CutBefore());

        assertThatThrownBy(() -> put("/a", "1")).isInstanceOf(IOException.class);
        assertThat(effects).isEmpty();
    }

    @Test
    void aCutAfterLosesTheReplyOnly() {
        proxy.on(request -> true, new Fault.CutAfter());

        assertThatThrownBy(() -> put("/a", "1")).isInstanceOf(IOException.class);
        assertThat(effects).containsExactly("PUT /a 1");
    }

    @Test
    void aStallLastsUntilTheClientGivesUp() {
        proxy.on(request -> true, new Fault.StallBefore(), new Fault.StallAfter());

        assertThatThrownBy(() -> impatientPut("/a", "1")).isInstanceOf(HttpTimeoutException.class);
        assertThatThrownBy(() -> impatientPut("/a", "2")).isInstanceOf(HttpTimeoutException.class);
        assertThat(effects).containsExactly("PUT /a 2");
    }

    @Test
    void aHeldRequestPassesWhenItIsLetGo() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        proxy.on(request -> request.path().equals("/a"), new Fault.Hold(latch));

        CompletableFuture<HttpResponse<String>> held =
                client.sendAsync(request("/a", "1").build(), BodyHandlers.ofString());
        put("/b", "2");
        latch.countDown();

        assertThat(held.get().body()).isEqualTo("done");
        assertThat(effects).containsExactly("PUT /b 2", "PUT /a 1");
    }

    @Test
    void aHeldRequestHasItsEffectAlsoWhenTheClientHasGivenUp() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        proxy.on(request -> true, new Fault.Hold(latch));

        assertThatThrownBy(() -> impatientPut("/a", "1")).isInstanceOf(HttpTimeoutException.class);
        assertThat(effects).isEmpty();
        latch.countDown();

        assertThat(effects.poll(10, TimeUnit.SECONDS)).isEqualTo("PUT /a 1");
    }

    @Test
    void headersGetLostOnTheWay() throws Exception {
        server.createContext("/conditions", exchange -> {
            effects.add("If-None-Match: " + exchange.getRequestHeaders().get("If-None-Match"));
            exchange.sendResponseHeaders(204, -1);
        });
        proxy.on(request -> true, new Fault.Without(Set.of("if-none-match", "If-Match")));

        client.send(request("/conditions", "1").header("If-None-Match", "*").build(), BodyHandlers.discarding());
        client.send(request("/conditions", "2").header("If-None-Match", "*").build(), BodyHandlers.discarding());

        assertThat(effects).containsExactly("If-None-Match: null", "If-None-Match: [*]");
    }

    @Test
    void damageChangesOneByteOfWhatTheServerGets() throws Exception {
        proxy.on(request -> true, new Fault.Damage());

        assertThat(put("/a", "bbb").body()).isEqualTo("done");

        assertThat(effects).containsExactly("PUT /a bcb");
    }

    @Test
    void aLastingFaultBeginsWhereThoseBeforeItEnd() throws Exception {
        proxy.on(request -> true, new Fault.Pass(), new Fault.Answer(500, Map.of(), ""))
                .always(request -> request.method().equals("PUT"), new Fault.Answer(403, Map.of(), ""));

        assertThat(put("/a", "1").statusCode()).isEqualTo(200);
        assertThat(put("/b", "2").statusCode()).isEqualTo(500);
        assertThat(put("/c", "3").statusCode()).isEqualTo(403);
        assertThat(put("/d", "4").statusCode()).isEqualTo(403);
        proxy.heal();
        assertThat(put("/e", "5").statusCode()).isEqualTo(200);
        assertThat(effects).containsExactly("PUT /a 1", "PUT /e 5");
    }

    @Test
    void faultsThatDidNotHappenCanBeTakenBack() throws Exception {
        proxy.on(request -> true, new Fault.CutBefore());
        proxy.heal();

        assertThat(put("/a", "1").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> put(String target, String body) throws IOException, InterruptedException {
        return client.send(request(target, body).build(), BodyHandlers.ofString());
    }

    private void impatientPut(String target, String body) throws IOException, InterruptedException {
        client.send(request(target, body).timeout(Duration.ofSeconds(1)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target, String body) {
        return HttpRequest.newBuilder(URI.create(proxy.endpoint() + target))
                .PUT(HttpRequest.BodyPublishers.ofString(body));
    }
}
