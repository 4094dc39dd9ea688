// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An API that takes rows, as arrays of <code>{"id":7}</code>, from whoever shows a token that is good, and answers 401
 * to everybody else. Each sink posts to {@code /rows/<its name>/<partition>}.
 */
final class GuardedIntake implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROWS = "/rows/";

    private final HttpServer server;
    private final TokenCheck check;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    private final List<Refused> refused = new CopyOnWriteArrayList<>();

    /**
     * A request that was taken.
     *
     * @param partition whose rows it had, and so which task sent it
     */
    record Taken(String sink, int partition, TokenCheck.Claims token, List<Integer> ids) {}

    private record Refused(String sink, String why) {}

    private GuardedIntake(HttpServer server, TokenCheck check) {
        this.server = server;
        this.check = check;
    }

    static GuardedIntake start(TokenCheck check) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
            GuardedIntake intake = new GuardedIntake(http, check);
            http.setExecutor(intake.threads);
            http.createContext(ROWS, intake::handle);
            http.start();
            return intake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the rows of a sink go; the partition comes behind. */
    URI rows(String sink) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + ROWS + sink + "/");
    }

    /** The status that somebody by the name of {@code by-hand} gets who shows this. */
    int answerTo(String authorization) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rows("by-hand") + "0"))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString("[{\"id\":1}]"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** What was taken from a sink, in the order in which it came. */
    List<Taken> taken(String sink) {
        return taken.stream().filter(request -> request.sink().equals(sink)).toList();
    }

    /** The ids of all rows that were taken from a sink, each as often as it came, sorted. */
    List<Integer> ids(String sink) {
        return taken(sink).stream()
                .flatMap(request -> request.ids().stream())
                .sorted()
                .toList();
    }

    /** The ids of the tokens that a sink showed with what was taken, each once. */
    List<String> tokens(String sink) {
        return taken(sink).stream()
                .map(request -> request.token().id())
                .distinct()
                .toList();
    }

    /** Why requests of a sink were answered by 401. */
    List<String> refusals(String sink) {
        return refused.stream()
                .filter(request -> request.sink().equals(sink))
                .map(Refused::why)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String[] path =
                    exchange.getRequestURI().getPath().substring(ROWS.length()).split("/", -1);
            int status = 204;
            try {
                TokenCheck.Claims token =
                        check.claims(exchange.getRequestHeaders().getFirst("Authorization"));
                taken.add(new Taken(path[0], Integer.parseInt(path[1]), token, ids(body)));
            } catch (TokenCheck.NotGoodException e) {
                refused.add(new Refused(path[0], String.valueOf(e.getMessage())));
                status = 401;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static List<Integer> ids(byte[] body) throws IOException {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode row : JSON.readTree(body)) {
            ids.add(row.path("id").asInt());
        }
        return ids;
    }
}
