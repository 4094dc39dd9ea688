// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import io.outfall.proxy.ProxySettings;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's client, used as it costs least on small machines: calls block the threads that make them, and the client
 * has two threads of its own for what arrives.
 *
 * <p>Its own timeout ends with the headers of an answer; a timer sees to the body, so that the whole exchange has one
 * deadline. It sends a POST on a connection that the server is closing at that moment and then says that no answer
 * came; whoever sends repeats that, as any other request without an answer.
 */
public final class JdkTransport implements Transport {
    private static final int THREADS = 2;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final HttpClient client;
    private final ClientSettings settings;
    private final String userAgent;
    private final ExecutorService arrivals;
    private final ScheduledThreadPoolExecutor timer;

    private JdkTransport(ClientSettings settings, String userAgent, String name) {
        this.settings = settings;
        this.userAgent = userAgent;
        ThreadFactory threads = threads(name);
        this.arrivals = Executors.newFixedThreadPool(THREADS, threads);
        this.timer = new ScheduledThreadPoolExecutor(1, threads);
        this.timer.setRemoveOnCancelPolicy(true);
        this.client = client(settings, arrivals);
    }

    /**
     * A transport; nothing is connected yet.
     *
     * @param userAgent what requests say of who sends them, unless they have a header of that name
     * @param name what its threads are called
     * @throws org.apache.kafka.connect.errors.ConnectException if certificates or keys cannot be read
     */
    public static JdkTransport open(ClientSettings settings, String userAgent, String name) {
        return new JdkTransport(settings, userAgent, name);
    }

    @Override
    public Reply send(Call call) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + settings.requestTimeout().toNanos();
        HttpResponse<BoundedBody.Content> response = client.send(request(call), head -> body(deadline));
        if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED && settings.proxy() != null) {
            throw NotSentException.refusedBy(settings.proxy());
        }
        BoundedBody.Content body = Gzip.unpacked(response.headers(), response.body(), settings.maxReplyBytes());
        return new Reply(response.statusCode(), response.headers(), body.bytes(), body.whole());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        arrivals.shutdown();
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .timeout(settings.requestTimeout())
                .setHeader("User-Agent", userAgent)
                .method(call.method(), publisher(call.body()));
        call.headers().forEach(request::setHeader);
        return request.build();
    }

    private BoundedBody body(long deadline) {
        BoundedBody body = new BoundedBody(settings.maxReplyBytes());
        Future<?> expiry = timer.schedule(body::expire, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        body.getBody().whenComplete((content, failure) -> expiry.cancel(false));
        return body;
    }

    private static BodyPublisher publisher(ByteBuffer body) {
        if (!body.hasRemaining()) {
            return BodyPublishers.noBody();
        }
        if (body.hasArray()) {
            return BodyPublishers.ofByteArray(body.array(), body.arrayOffset() + body.position(), body.remaining());
        }
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        return BodyPublishers.ofByteArray(copy);
    }

    private static HttpClient client(ClientSettings settings, ExecutorService arrivals) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(settings.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(shorter(settings.connectTimeout(), settings.requestTimeout()))
                .executor(arrivals)
                .sslContext(TlsContext.of(settings.tls()));
        ProxySettings proxy = settings.proxy();
        if (proxy != null) {
            client.proxy(ProxySelector.of(proxy.socketAddress()));
            if (proxy.login() != null) {
                client.authenticator(proxy.login().authenticator());
            }
        }
        return client.build();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-http-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
