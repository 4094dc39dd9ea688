// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes every request, and counts how often each came by its idempotency key. */
final class CountingServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Map<String, String> contradictions = new ConcurrentHashMap<>();

    private CountingServer(HttpServer server) {
        this.server = server;
    }

    static CountingServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
            CountingServer counting = new CountingServer(http);
            http.setExecutor(counting.threads);
            http.createContext("/rows", counting::take);
            http.start();
            return counting;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/rows";
    }

    /** How often each key came. */
    Map<String, Integer> requests() {
        return Map.copyOf(requests);
    }

    /** How many keys came. */
    long keys() {
        return requests.size();
    }

    /** Keys that came with two different bodies. */
    Map<String, String> contradictions() {
        return Map.copyOf(contradictions);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            // The text of a row is long and made of its id.
            String body = Integer.toHexString(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).hashCode());
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String before = bodies.putIfAbsent(key, body);
            if (before != null && !before.equals(body)) {
                contradictions.put(key, before + " and " + body);
            }
            requests.merge(key, 1, Integer::sum);
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
