// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import com.sun.net.httpserver.HttpServer;
import io.outfall.http.client.Call;
import io.outfall.http.client.ClientSettings;
import io.outfall.http.client.JdkTransport;
import io.outfall.http.client.Transport;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
 * How many changes a task posts in a second, beside a client that does nothing but send the same requests. The server
 * is in the same process, so only the ratio means anything.
 *
 * <p>Arguments: rounds, changes in a round.
 */
public final class PostingBenchmark {
    private static final int THREADS = 16;
    private static final int POLL = 500;

    private PostingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int changes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
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
                say("bare client, singles", changes, bare(url, changes));
                say("task, singles", changes, task(url, changes, Map.of()));
                say("task, batches of 500", 10 * changes, task(url, 10 * changes, Map.of("batch.format", "array")));
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static void say(String what, int changes, long nanos) {
        System.out.printf(Locale.ROOT, "%-22s %,10d/s%n", what, changes * 1_000_000_000L / nanos);
    }

    private static long bare(String url, int changes) throws Exception {
        byte[] body =
                "{\"id\":100000,\"name\":\"x\",\"price\":null,\"day\":null,\"at\":null,\"details\":null,\"photo\":null}"
                        .getBytes(StandardCharsets.UTF_8);
        Call call =
                new Call("POST", URI.create(url), Map.of("Content-Type", "application/json"), ByteBuffer.wrap(body));
        AtomicInteger left = new AtomicInteger(changes);
        ExecutorService senders = Executors.newFixedThreadPool(THREADS);
        try (Transport transport = JdkTransport.open(ClientSettings.of(Duration.ofSeconds(30)), "bench", "bench")) {
            long start = System.nanoTime();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                done.add(senders.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        transport.send(call);
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
