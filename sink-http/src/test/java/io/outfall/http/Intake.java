// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.outfall.testing.task.TaskRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A server that keeps what it gets and answers as a test says; and tasks that post to it. */
final class Intake implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Function<Request, Answer> answers = request -> new Answer(200);

    /**
     * A request as it came.
     *
     * @param number from 1
     * @param headers by names in lower case
     * @param body decompressed
     */
    record Request(int number, String method, String path, Map<String, String> headers, String body) {

        /** The body, as JSON. */
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String line() {
            return method + " " + path + (body.isEmpty() ? "" : " " + body);
        }
    }

    /** What a request is answered with. */
    record Answer(int status, Map<String, String> headers, String body) {
        Answer(int status) {
            this(status, Map.of(), "");
        }

        Answer(int status, String body) {
            this(status, Map.of(), body);
        }
    }

    Intake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answer(Function<Request, Answer> by) {
        answers = by;
    }

    List<Request> requests() {
        return requests;
    }

    /** Method, path and body of each request. */
    List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    List<String> bodies() {
        return requests.stream().map(Request::body).toList();
    }

    /** How many requests were being answered at one time, at most. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** A task with these settings beside those that it needs; it posts to {@code /rows} unless told otherwise. */
    TaskRun run(Map<String, String> settings) {
        return run(settings, true);
    }

    /** The same with a worker that has no dead letter queue for the task. */
    TaskRun runWithoutDeadLetterQueue(Map<String, String> settings) {
        return run(settings, false);
    }

    private TaskRun run(Map<String, String> settings, boolean deadLetterQueue) {
        Map<String, String> all = new HashMap<>(Map.of(
                "name", "test",
                "http.url", url() + "/rows",
                "batch.linger.ms", "0",
                "breaker.pause.ms", "50",
                "retry.backoff.ms", "10",
                "retry.backoff.max.ms", "50"));
        all.putAll(settings);
        return new TaskRun(new HttpSinkTask(), all, deadLetterQueue);
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            String body = decoded(exchange.getRequestBody().readAllBytes(), headers.get("content-encoding"));
            Request request;
            synchronized (requests) {
                request = new Request(
                        requests.size() + 1,
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        headers,
                        body);
                requests.add(request);
            }
            Answer answer = answers.apply(request);
            // Before the answer, for who gets it may send the next at once.
            atOnce.decrementAndGet();
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            if (text.length > 0) {
                exchange.getResponseBody().write(text);
            }
        }
    }

    private static String decoded(byte[] body, @Nullable String encoding) throws IOException {
        byte[] plain = body;
        if ("gzip".equals(encoding)) {
            plain = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        } else if ("zstd".equals(encoding)) {
            plain = new ZstdInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return new String(plain, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
