// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The REST interface of Connect. Waits for rebalances to end, and else for nothing unless the method says so. */
public final class Connectors {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final URI url;
    private final Http http = new Http();
    private final ObjectMapper json = new ObjectMapper();

    /** Of the worker at the given address. */
    public Connectors(URI url) {
        this.url = url;
    }

    /** The names of all connectors. */
    public Set<String> names() {
        return StreamSupport.stream(call("GET", "/connectors", null).spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    /** The class names of all plugins of all kinds that the worker found. */
    public Set<String> plugins() {
        return StreamSupport.stream(
                        call("GET", "/connector-plugins?connectorsOnly=false", null)
                                .spliterator(),
                        false)
                .map(plugin -> plugin.path("class").asText())
                .collect(Collectors.toSet());
    }

    /** The version of Connect, such as {@code 4.3.1}. */
    public String version() {
        return call("GET", "/", null).path("version").asText();
    }

    /**
     * Creates a connector, or gives it another configuration.
     *
     * @throws StackException with the worker's words if the configuration is refused
     */
    public void register(String name, Map<String, String> configuration) {
        call("PUT", path(name) + "/config", text(configuration));
    }

    /** As {@link #register(String, Map)}, and returns when the connector and all its tasks run. */
    public void start(String name, Map<String, String> configuration) {
        register(name, configuration);
        awaitRunning(name);
    }

    /** What the connector finds wrong with a configuration: messages by key, none if all is well. */
    public Map<String, List<String>> validate(Map<String, String> configuration) {
        Map<String, String> named = new HashMap<>(configuration);
        named.putIfAbsent("name", "validated");
        String plugin = named.getOrDefault("connector.class", "");
        String simpleName = plugin.substring(plugin.lastIndexOf('.') + 1);
        Map<String, List<String>> problems = new LinkedHashMap<>();
        JsonNode answer = call("PUT", "/connector-plugins/" + encoded(simpleName) + "/config/validate", text(named));
        for (JsonNode config : answer.path("configs")) {
            JsonNode value = config.path("value");
            List<String> errors = StreamSupport.stream(value.path("errors").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            if (!errors.isEmpty()) {
                problems.put(value.path("name").asText(), errors);
            }
        }
        return problems;
    }

    /** The state of a connector and its tasks. */
    public ConnectorStatus status(String name) {
        return ConnectorStatus.parse(call("GET", path(name) + "/status", null));
    }

    /**
     * Returns when the connector and all its tasks run.
     *
     * @throws StackException with the stack trace if one fails, or if they do not run within two minutes
     */
    public void awaitRunning(String name) {
        ConnectorStatus status =
                awaitStatus(name, any -> any.isRunning() || any.failure().isPresent());
        status.failure().ifPresent(trace -> {
            throw new StackException("connector " + name + " failed: " + trace);
        });
    }

    /** The stack trace of what the connector or one of its tasks failed from, once it has. */
    public String awaitFailed(String name) {
        return awaitStatus(name, any -> any.failure().isPresent()).failure().orElseThrow();
    }

    /** The status of a connector once it is as wanted. */
    public ConnectorStatus awaitStatus(String name, Predicate<ConnectorStatus> wanted) {
        return Await.value(LIMIT, () -> statusIfKnown(name), wanted, status -> "connector " + name + " is " + status);
    }

    /** Removes a connector. */
    public void delete(String name) {
        call("DELETE", path(name), null);
    }

    public void pause(String name) {
        call("PUT", path(name) + "/pause", null);
    }

    public void resume(String name) {
        call("PUT", path(name) + "/resume", null);
    }

    /** Stops the connector's tasks for good while it stays registered. */
    public void stop(String name) {
        call("PUT", path(name) + "/stop", null);
    }

    /** Restarts the connector and all its tasks. */
    public void restart(String name) {
        call("POST", path(name) + "/restart?includeTasks=true", null);
    }

    /** A connector that was just registered is unknown until the worker has read it from the topic of statuses. */
    private ConnectorStatus statusIfKnown(String name) {
        Http.Answer answer = answered("GET", path(name) + "/status", null);
        return answer.status() == 404
                ? new ConnectorStatus(new ConnectorStatus.Part("UNASSIGNED", "", ""), List.of())
                : ConnectorStatus.parse(parsed(answer));
    }

    private JsonNode call(String method, String path, @Nullable String body) {
        Http.Answer answer = answered(method, path, body);
        if (answer.status() >= 400) {
            throw new StackException(method + " " + path + " answered " + answer.status() + ": " + answer.body());
        }
        return parsed(answer);
    }

    /** A worker answers 409 while its group rebalances, and 503 before it has joined it. */
    private Http.Answer answered(String method, String path, @Nullable String body) {
        return Await.value(
                LIMIT,
                () -> send(method, path, body),
                answer -> answer.status() != 409 && answer.status() != 503,
                answer -> method + " " + path + " answered " + answer.status() + ": " + answer.body());
    }

    private Http.Answer send(String method, String path, @Nullable String body) {
        try {
            return http.send(method, url.resolve(path), body);
        } catch (IOException e) {
            throw new StackException(method + " " + url.resolve(path) + ": " + e, e);
        }
    }

    private JsonNode parsed(Http.Answer answer) {
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new StackException("not JSON: " + answer.body(), e);
        }
    }

    private String text(Map<String, String> configuration) {
        try {
            return json.writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(String name) {
        return "/connectors/" + encoded(name);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
