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
 * calls of an upload, single and multipart, and remembers sizes alone. For correctness use a real server.
 */
public final class DiscardingS3 implements AutoCloseable {
    private static final String ETAG = "\"0123456789abcdef0123456789abcdef\"";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "discarding-s3");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong uploads = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();

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

    /** Objects published. */
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
            long length = drain(exchange.getRequestBody());
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            exchange.getResponseHeaders().set("ETag", ETAG);
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, path, query, length);
                case "POST" -> post(exchange, path, query);
                case "HEAD" -> head(exchange, path);
                case "DELETE" -> exchange.sendResponseHeaders(204, -1);
                default -> reply(exchange, "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
            }
        }
    }

    private void put(HttpExchange exchange, String path, String query, long length) throws IOException {
        bytes.addAndGet(length);
        sizes.merge(path, length, query.contains("partNumber") ? Long::sum : (before, now) -> now);
        if (!query.contains("partNumber")) {
            objects.incrementAndGet();
        }
        exchange.sendResponseHeaders(200, -1);
    }

    private void post(HttpExchange exchange, String path, String query) throws IOException {
        if (query.contains("uploadId")) {
            objects.incrementAndGet();
            reply(exchange, "<CompleteMultipartUploadResult><ETag>" + ETAG + "</ETag></CompleteMultipartUploadResult>");
        } else {
            sizes.remove(path);
            reply(
                    exchange,
                    "<InitiateMultipartUploadResult><UploadId>u" + uploads.incrementAndGet()
                            + "</UploadId></InitiateMultipartUploadResult>");
        }
    }

    private void head(HttpExchange exchange, String path) throws IOException {
        Long size = sizes.get(path);
        boolean bucket = path.indexOf('/', 1) < 0 || path.endsWith("/");
        if (size != null) {
            exchange.getResponseHeaders().set("Content-Length", size.toString());
        }
        exchange.sendResponseHeaders(size != null || bucket ? 200 : 404, -1);
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
