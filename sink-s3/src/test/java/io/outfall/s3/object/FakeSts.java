// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives credentials, as STS does, for one request and no other.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">STS: AssumeRole</a>
 */
final class FakeSts implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> expected;
    private final Optional<String> signedBy;
    private final Duration validity;
    private final AtomicInteger given = new AtomicInteger();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();

    /**
     * A server that is ready.
     *
     * @param expected every parameter of the request
     * @param signedBy what the {@code Authorization} of the request must begin with after the name of the algorithm;
     *     empty for a request that nobody signs
     * @param validity how long the credentials are good for
     */
    FakeSts(Map<String, String> expected, Optional<String> signedBy, Duration validity) {
        this.expected = expected;
        this.signedBy = signedBy;
        this.validity = validity;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often it gave credentials; those of the first time are {@code ASIA1}, and so on. */
    int given() {
        return given.get();
    }

    /** The parameters of each request so far. */
    List<Map<String, String>> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> parameters =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(parameters);
        String problem = problem(exchange, parameters);
        byte[] answer = (problem.isEmpty() ? credentials(String.valueOf(parameters.get("Action"))) : error(problem))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 403, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String problem(HttpExchange exchange, Map<String, String> parameters) {
        if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().toString().equals("/")) {
            return exchange.getRequestMethod() + " " + exchange.getRequestURI();
        }
        if (!parameters.equals(expected)) {
            return parameters + " instead of " + new TreeMap<>(expected);
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (signedBy.isEmpty()) {
            return authorization == null ? "" : "it is signed";
        }
        return authorization != null && authorization.matches("AWS4-HMAC-SHA256 Credential=" + signedBy.get() + ".*")
                ? ""
                : "it is signed " + authorization;
    }

    private String credentials(String action) {
        int n = given.incrementAndGet();
        return """
                <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
                <AccessKeyId>ASIA%2$d</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>
                <SessionToken>role-token-%2$d</SessionToken><Expiration>%3$s</Expiration>
                </Credentials></%1$sResult></%1$sResponse>""".formatted(action, n, Instant.now().plus(validity));
    }

    private static String error(String problem) {
        return "<ErrorResponse><Error><Code>AccessDenied</Code><Message>" + problem.replaceAll("[<>&]", "?")
                + "</Message></Error><RequestId>r2</RequestId></ErrorResponse>";
    }

    private static Map<String, String> form(String body) {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : body.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(decoded(parts[0]), decoded(parts[1]));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
