// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.outfall.testing.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes each change once, whose idempotency keys are topic, partition and offset, and that goes away,
 * breaks or falls silent when a test says so. Any thread may use it.
 */
final class UnsteadyServer implements AutoCloseable {
    private final int port = Ports.free();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Arrival> taken = new ArrayList<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Set<String> contradictions = new HashSet<>();
    private @Nullable HttpServer server;
    private boolean broken;
    private CountDownLatch answers = new CountDownLatch(0);

    /**
     * A request that came.
     *
     * @param sender the path that it was sent to
     * @param row whose change it is
     */
    record Arrival(String sender, TopicPartition partition, long offset, String row) {}

    UnsteadyServer() {
        server = listen();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Refuses connections from now on, and ends those that there are. */
    synchronized void leave() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    synchronized void comeBack() {
        server = listen();
    }

    /** Whether every request is answered with 503. */
    synchronized void broken(boolean now) {
        broken = now;
    }

    /** Takes requests and does nothing about them until it is to speak again; then it does all of them. */
    synchronized void fallSilent() {
        answers = new CountDownLatch(1);
    }

    synchronized void speakAgain() {
        answers.countDown();
    }

    /** All requests so far, in the order in which they came. */
    synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** The offsets of the changes that were taken, in their order. */
    synchronized Map<TopicPartition, List<Long>> taken() {
        Map<TopicPartition, List<Long>> offsets = new HashMap<>();
        taken.forEach(change -> offsets.computeIfAbsent(change.partition, partition -> new ArrayList<>())
                .add(change.offset));
        offsets.values().forEach(list -> list.sort(Comparator.naturalOrder()));
        return offsets;
    }

    /** The offsets of the changes of each row, as they were taken one after the other. */
    synchronized Map<String, List<Long>> takenByRow() {
        Map<String, List<Long>> offsets = new HashMap<>();
        taken.forEach(change ->
                offsets.computeIfAbsent(change.row, row -> new ArrayList<>()).add(change.offset));
        return offsets;
    }

    /** The first offset of a partition that was not taken yet. */
    long firstMissing(TopicPartition partition) {
        long next = 0;
        for (long offset : taken().getOrDefault(partition, List.of())) {
            if (offset != next) {
                return next;
            }
            next++;
        }
        return next;
    }

    /** Idempotency keys that came with two different bodies. */
    synchronized Set<String> contradictions() {
        return Set.copyOf(contradictions);
    }

    @Override
    public void close() {
        speakAgain();
        leave();
        threads.shutdownNow();
    }

    private HttpServer listen() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            http.setExecutor(threads);
            http.createContext("/", this::handle);
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            Arrival arrival = arrival(
                    exchange.getRequestURI().getPath(),
                    key,
                    exchange.getRequestHeaders().getFirst("Row"));
            note(arrival).await();
            exchange.sendResponseHeaders(answer(arrival, key, body), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch note(Arrival arrival) {
        arrivals.add(arrival);
        return answers;
    }

    private synchronized int answer(Arrival arrival, String key, String body) {
        if (broken) {
            return 503;
        }
        String before = bodies.putIfAbsent(key, body);
        if (before == null) {
            taken.add(arrival);
        } else if (!before.equals(body)) {
            contradictions.add(key);
        }
        return 204;
    }

    private static Arrival arrival(String sender, String key, String row) {
        int offset = key.lastIndexOf('-');
        int partition = key.lastIndexOf('-', offset - 1);
        return new Arrival(
                sender,
                new TopicPartition(key.substring(0, partition), Integer.parseInt(key.substring(partition + 1, offset))),
                Long.parseLong(key.substring(offset + 1)),
                row);
    }
}
