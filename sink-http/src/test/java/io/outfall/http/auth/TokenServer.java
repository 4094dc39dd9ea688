// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A token endpoint, {@code /token}, which answers as a test says, and an API, {@code /rows}, which takes only the
 * tokens that are good. Both keep what they were asked.
 */
final class TokenServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final List<Asked> tokenRequests = new CopyOnWriteArrayList<>();
    private final List<String> rows = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Function<Asked, Answer> endpoint;

    /**
     * A token request: its {@code Authorization}, or nothing, and the parameters of its form, or its body as it came.
     */
    record Asked(String authorization, Map<String, String> params, String body) {}

    /** An answer of the token endpoint. */
    record Answer(int status, String json) {}

    private TokenServer(HttpServer server) {
        this.server = server;
        AtomicInteger number = new AtomicInteger();
        this.endpoint = asked -> new Answer(
                200, "{\"access_token\":\"" + issue("token-" + number.incrementAndGet()) + "\",\"expires_in\":3600}");
    }

    /** One that gives token-1, token-2 and so on, for an hour each. */
    static TokenServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TokenServer server = new TokenServer(http);
            http.createContext("/token", server::giveToken);
            http.createContext("/rows", server::takeRow);
            http.setExecutor(server.threads);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** How token requests are answered from now on. */
    void answering(Function<Asked, Answer> answer) {
        endpoint = answer;
    }

    /** The same answer from now on, to everybody. */
    void answering(int status, String json) {
        endpoint = asked -> new Answer(status, json);
    }

    /** Lets the API take a token, and returns it. */
    String issue(String token) {
        good.add(token);
        return token;
    }

    /** Lets the API take no token that was issued so far. */
    void revokeAll() {
        good.clear();
    }

    List<Asked> tokenRequests() {
        return tokenRequests;
    }

    /** What showed who sent each row that was taken. */
    List<String> rows() {
        return rows;
    }

    /** How many rows were refused. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Map<String, String> params = new TreeMap<>();
        if ("application/x-www-form-urlencoded"
                .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            for (String param : body.split("&", -1)) {
                int equals = param.indexOf('=');
                params.put(decoded(param.substring(0, equals)), decoded(param.substring(equals + 1)));
            }
        }
        Asked asked = new Asked(authorization == null ? "" : authorization, params, body);
        tokenRequests.add(asked);
        Answer answer = endpoint.apply(asked);
        byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), json.length == 0 ? -1 : json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private void takeRow(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean known = good.contains(shown.substring(shown.indexOf(' ') + 1));
        if (known) {
            rows.add(shown);
        } else {
            refused.incrementAndGet();
        }
        exchange.sendResponseHeaders(known ? 200 : 401, -1);
        exchange.close();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
