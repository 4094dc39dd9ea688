// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.outfall.bigquery.emulator.error.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP for the {@link Router}. */
public final class RestServer implements AutoCloseable {

    private static final String BASE = "/bigquery/v2/";
    /** Read by the JDK when the first server of the process is made. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private final Router router;
    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Starts to listen on the loopback interface.
     *
     * @param port 0 for any
     */
    public RestServer(int port, Router router) {
        this.router = router;
        // Head and body leave one after the other; else the body waits 40 ms for the client to confirm the head.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "bigquery-emulator-rest");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            if (answer == null) {
                return;
            }
            byte[] body = answer.json() == null
                    ? new byte[0]
                    : answer.json().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    /** The answer, or null if the connection is to break. */
    private @Nullable Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange);
        try {
            return router.answer(request(exchange, body));
        } catch (Refusal refusal) {
            return Answer.refused(refusal);
        } catch (RuntimeException e) {
            return Answer.error(500, "internalError", "INTERNAL", "The emulator failed: " + e);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getRawPath();
        if (!path.startsWith(BASE)) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "No such path: " + path);
        }
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(BASE.length()).split("/", -1)) {
            segments.add(decoded(segment.replace("+", "%2B")));
        }
        String override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
        return new Request(
                (override == null ? exchange.getRequestMethod() : override).toUpperCase(Locale.ROOT),
                segments,
                parameters(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders().getFirst("If-Match"),
                json(body),
                body.length);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int at = pair.indexOf('=');
                parameters.put(
                        decoded(at < 0 ? pair : pair.substring(0, at)), at < 0 ? "" : decoded(pair.substring(at + 1)));
            }
        }
        return parameters;
    }

    private static @Nullable JsonObject json(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        try {
            JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw new Refusal(Refusal.Reason.PARSE_ERROR, "Invalid JSON payload received. " + e.getMessage(), e);
        }
        throw new Refusal(Refusal.Reason.PARSE_ERROR, "Invalid JSON payload received. An object is expected.");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
