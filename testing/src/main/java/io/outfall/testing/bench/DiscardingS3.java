// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An S3 endpoint that counts bytes and throws them away, so that the client is what a benchmark measures. It knows the
 * calls of an upload, single and multipart, and the conditions of a write; of an object it remembers its size and
 * version, and its content only of what connectors keep for themselves, below {@code _outfall/}, and of the first
 * objects, which they read back to see what the store does to them. For correctness use a real server.
 */
public final class DiscardingS3 implements AutoCloseable {
    private static final String BOOKS = "/_outfall/";
    /** As many as may be on their way before the first has been read back. */
    private static final int FIRST_OBJECTS = 16;

    private static final int PRECONDITION_FAILED = 412;

    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(long size, String etag, byte[] content) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "discarding-s3");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong versions = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Map<String, Stored> stored = new ConcurrentHashMap<>();
    private final Map<String, Long> uploading = new ConcurrentHashMap<>();

    public DiscardingS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where to send requests, path style; any bucket exists, any key is accepted. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Files published. */
    public long objects() {
        return objects.get();
    }

    /** Bytes of their bodies. */
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, path, query);
                case "POST" -> post(exchange, path, query);
                case "HEAD" -> head(exchange, path);
                case "DELETE" -> delete(exchange, path, query);
                default -> get(exchange, path, query);
            }
        }
    }

    private void put(HttpExchange exchange, String path, String query) throws IOException {
        if (query.contains("partNumber")) {
            uploading.merge(path, drain(exchange.getRequestBody()), Long::sum);
            exchange.getResponseHeaders().set("ETag", "\"part\"");
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        byte[] content = new byte[0];
        long size;
        if (path.contains(BOOKS) || objects.get() < FIRST_OBJECTS) {
            content = exchange.getRequestBody().readAllBytes();
            size = content.length;
        } else {
            size = drain(exchange.getRequestBody());
        }
        exchange.sendResponseHeaders(store(exchange, path, size, content) ? 200 : PRECONDITION_FAILED, -1);
    }

    private void post(HttpExchange exchange, String path, String query) throws IOException {
        drain(exchange.getRequestBody());
        if (!query.contains("uploadId")) {
            uploading.put(path, 0L);
            reply(exchange, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
        } else if (store(exchange, path, uploading.getOrDefault(path, 0L), new byte[0])) {
            uploading.remove(path);
            reply(exchange, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
        } else {
            exchange.sendResponseHeaders(PRECONDITION_FAILED, -1);
        }
    }

    private synchronized boolean store(HttpExchange exchange, String path, long size, byte[] content) {
        Stored before = stored.get(path);
        String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
        boolean mustBeAbsent = exchange.getRequestHeaders().containsKey("If-None-Match");
        if ((mustBeAbsent && before != null) || (ifMatch != null && (before == null || !before.etag.equals(ifMatch)))) {
            return false;
        }
        Stored now = new Stored(size, "\"v" + versions.incrementAndGet() + "\"", content);
        stored.put(path, now);
        exchange.getResponseHeaders().set("ETag", now.etag);
        if (!path.contains(BOOKS)) {
            objects.incrementAndGet();
            bytes.addAndGet(size);
        }
        return true;
    }

    private void delete(HttpExchange exchange, String path, String query) throws IOException {
        if (query.contains("uploadId")) {
            uploading.remove(path);
        } else {
            stored.remove(path);
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private void head(HttpExchange exchange, String path) throws IOException {
        Stored found = stored.get(path);
        boolean bucket = path.indexOf('/', 1) < 0 || path.endsWith("/");
        if (found != null) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(found.size));
            exchange.getResponseHeaders().set("ETag", found.etag);
        }
        exchange.sendResponseHeaders(found != null || bucket ? 200 : 404, -1);
    }

    private void get(HttpExchange exchange, String path, String query) throws IOException {
        Stored found = stored.get(path);
        if (query.contains("uploads")) {
            reply(exchange, "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
        } else if (found == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.getResponseHeaders().set("ETag", found.etag);
            exchange.sendResponseHeaders(200, found.content.length == 0 ? -1 : found.content.length);
            exchange.getResponseBody().write(found.content);
        }
    }

    private static void reply(HttpExchange exchange, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static long drain(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            length += read;
        }
        return length;
    }
}
