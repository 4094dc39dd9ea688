// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * An intake like the one of TOTVS Carol, as far as its public clients show it: {@code POST /api/v1/oauth2/token} gives
 * tokens, {@code POST /api/v3/staging/intake/<table>?connectorId=<id>} takes rows. It is as strict as can be: it takes
 * nothing but an array of flat rows of a table that it was told of, with a token that is good, for its own connector.
 *
 * <p>Any thread may call it.
 */
public final class CarolIntake implements AutoCloseable {
    private static final String TOKEN_PATH = "/api/v1/oauth2/token";
    private static final String INTAKE_PATH = "/api/v3/staging/intake/";
    private static final int MAX_BYTES = 10 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Login login;
    private final TokenDesk tokens;
    private final Map<String, Staging> tables;
    private final Map<String, List<String>> rows = new HashMap<>();
    private final List<String> refusals = new ArrayList<>();

    /** What a sink has to know. */
    public record Login(String user, String password, String connectorId, String subdomain, String organization) {}

    private CarolIntake(HttpServer server, Login login, Map<String, Staging> tables) {
        this.server = server;
        this.login = login;
        this.tokens = new TokenDesk(login);
        this.tables = Map.copyOf(tables);
    }

    /**
     * Starts one.
     *
     * @param tables by name
     */
    public static CarolIntake start(Map<String, Staging> tables) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
            Login login = new Login("ada@example.org", "correct horse & battery", "0a1b2c3d4e5f", "books", "shop");
            CarolIntake intake = new CarolIntake(http, login, tables);
            http.setExecutor(intake.threads);
            http.createContext("/", intake::handle);
            http.start();
            return intake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Login login() {
        return login;
    }

    /** The rows that a table took, as JSON, in the order in which they came. */
    public List<String> rows(String table) {
        synchronized (rows) {
            return List.copyOf(rows.getOrDefault(table, List.of()));
        }
    }

    /** Why requests for rows were refused, with their status. */
    public List<String> refusals() {
        synchronized (rows) {
            return List.copyOf(refusals);
        }
    }

    /** How many tokens were given. */
    public int tokensGiven() {
        return tokens.given();
    }

    /** Takes no token any more that was given so far. */
    public void revokeTokens() {
        tokens.revoke();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            int status = 200;
            String answer;
            try {
                answer = answer(exchange, body);
            } catch (Refused refused) {
                status = refused.status;
                answer = JSON.createObjectNode()
                        .put("errorCode", refused.status)
                        .put("errorMessage", refused.getMessage())
                        .put("possibleResponsibleField", refused.field)
                        .toString();
                synchronized (rows) {
                    refusals.add(status + " " + refused.getMessage() + ": " + refused.field);
                }
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String answer(HttpExchange exchange, byte[] body) throws Refused {
        String path = exchange.getRequestURI().getPath();
        expect(exchange.getRequestMethod(), "POST", 405, "method");
        if (path.equals(TOKEN_PATH)) {
            expect(header(exchange, "Content-Type"), "application/x-www-form-urlencoded", 415, "Content-Type");
            return tokens.give(new String(body, StandardCharsets.UTF_8));
        }
        if (!path.startsWith(INTAKE_PATH)) {
            throw new Refused(404, "there is nothing", path);
        }
        tokens.check(header(exchange, "Authorization"));
        expect(exchange.getRequestURI().getQuery(), "connectorId=" + login.connectorId(), 400, "connectorId");
        expect(header(exchange, "Content-Type"), "application/json", 415, "Content-Type");
        return take(path.substring(INTAKE_PATH.length()), body);
    }

    private String take(String table, byte[] body) throws Refused {
        Staging staging = tables.get(table);
        if (staging == null) {
            throw new Refused(404, "there is no such table", table);
        }
        if (body.length > MAX_BYTES) {
            throw new Refused(413, "the body has " + body.length + " bytes", "body");
        }
        List<JsonNode> taken = staging.rows(json(body));
        synchronized (rows) {
            List<String> all = rows.computeIfAbsent(table, name -> new ArrayList<>());
            taken.forEach(row -> all.add(row.toString()));
        }
        return "{\"success\":true,\"count\":" + taken.size() + "}";
    }

    private static JsonNode json(byte[] body) throws Refused {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refused(400, "the body is no JSON", "body");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        if (header(exchange, "Content-Encoding").equals("gzip")) {
            return new GZIPInputStream(in).readAllBytes();
        }
        return in.readAllBytes();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void expect(String found, String expected, int status, String what) throws Refused {
        if (!expected.equals(found)) {
            throw new Refused(status, "it must be " + expected, what);
        }
    }
}
