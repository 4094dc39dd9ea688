// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain requests to a local server. */
final class Http {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body the body as text
     */
    record Answer(int status, String body) {}

    /** Sends a request, with a JSON body if there is one. */
    Answer send(String method, URI uri, @Nullable String json) throws IOException {
        return send(method, uri, Map.of("Content-Type", "application/json"), json);
    }

    /** Sends a request, with a body if there is one. */
    Answer send(String method, URI uri, Map<String, String> headers, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for " + uri, e);
        }
    }

    /** Whether the server answers a GET with one of these codes. */
    boolean answers(URI uri, int... accepted) {
        try {
            int status = send("GET", uri, null).status();
            for (int code : accepted) {
                if (code == status) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
