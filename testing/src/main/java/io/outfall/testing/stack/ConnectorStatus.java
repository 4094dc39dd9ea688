// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The state of a connector and its tasks.
 *
 * @param connector the connector itself
 * @param tasks its tasks by number; none before it was started
 */
public record ConnectorStatus(Part connector, List<Part> tasks) {
    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * A connector or a task.
     *
     * @param state {@code UNASSIGNED}, {@code RUNNING}, {@code PAUSED}, {@code STOPPED}, {@code FAILED} or
     *     {@code RESTARTING}
     * @param worker the address of the worker that runs it, {@code host:port}
     * @param trace the stack trace of what it failed from, empty if it did not fail
     */
    public record Part(String state, String worker, String trace) {
        private static Part parse(JsonNode json) {
            return new Part(
                    json.path("state").asText(),
                    json.path("worker_id").asText(),
                    json.path("trace").asText());
        }
    }

    static ConnectorStatus parse(JsonNode json) {
        return new ConnectorStatus(
                Part.parse(json.path("connector")),
                StreamSupport.stream(json.path("tasks").spliterator(), false)
                        .map(Part::parse)
                        .toList());
    }

    /** Whether the connector runs, has tasks, and all of them run. */
    public boolean isRunning() {
        return !tasks.isEmpty() && parts().allMatch(part -> part.state().equals(RUNNING));
    }

    /** The stack trace of the first part that failed, empty if none did. */
    public Optional<String> failure() {
        return parts().filter(part -> part.state().equals(FAILED))
                .map(Part::trace)
                .findFirst();
    }

    private Stream<Part> parts() {
        return Stream.concat(Stream.of(connector), tasks.stream());
    }
}
