// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import com.sun.net.httpserver.HttpServer;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How many changes a task posts in a second, beside a loop around the JDK's client that sends the same requests and
 * does nothing else. The server is in the same process and takes its share of the processors.
 *
 * <p>Arguments: rounds, changes in a round.
 */
public final class PostingBenchmark {
    private static final int THREADS = 16;
    private static final int POLL = 500;
    private static final String BODY =
            "{\"id\":100000,\"name\":\"x\",\"price\":null,\"day\":null,\"at\":null,\"details\":null,\"photo\":null}";

    private PostingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int changes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        // Each run brings connections of its own, and the JDK's server ends idle ones beyond its limit at any moment.
        System.setProperty("sun.net.httpserver.maxIdleConnections", String.valueOf(Short.MAX_VALUE));
        ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange;
                    InputStream body = exchange.getRequestBody()) {
                body.readAllBytes();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/rows";
        try {
            for (int i = 0; i < rounds; i++) {
                long bare = bare(url, changes);
                long singles = task(url, changes, Map.of());
                long batches = task(url, 10 * changes, Map.of("batch.format", "array"));
                System.out.printf(
                        Locale.ROOT,
                        "bare client %,7d/s   task %,7d/s = %3d %%   in batches of 500 %,7d/s%n",
                        perSecond(changes, bare),
                        perSecond(changes, singles),
                        100 * bare / singles,
                        perSecond(10 * changes, batches));
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static long perSecond(int changes, long nanos) {
        return changes * 1_000_000_000L / nanos;
    }

    private static long bare(String url, int changes) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        AtomicInteger left = new AtomicInteger(changes);
        ExecutorService senders = Executors.newFixedThreadPool(THREADS);
        try {
            long start = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                done.add(senders.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        try {
                            client.send(request, BodyHandlers.ofByteArray());
                        } catch (IOException e) {
                            // The server ended an idle connection; the task sends such a request again, too.
                            left.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> sender : done) {
                sender.get();
            }
            return System.nanoTime() - start;
        } finally {
            senders.shutdownNow();
        }
    }

    private static long task(String url, int changes, Map<String, String> settings) throws IOException {
        Orders orders = new Orders();
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            records.add(orders.next());
        }
        Map<String, String> all = new HashMap<>(Map.of(
                "name", "bench", "http.url", url, "ordering", "key", "delivery.parallelism", String.valueOf(THREADS)));
        all.putAll(settings);
        try (TaskRun run = new TaskRun(new HttpSinkTask(), all, true)) {
            long start = System.nanoTime();
            for (int at = 0; at < changes; at += POLL) {
                run.put(records.subList(at, Math.min(changes, at + POLL)));
            }
            run.awaitDurable();
            return System.nanoTime() - start;
        }
    }
}
