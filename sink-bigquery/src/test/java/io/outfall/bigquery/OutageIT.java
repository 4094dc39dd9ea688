// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.grpc.Status;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.testing.SteppingClock;
import io.outfall.testing.task.TaskRun;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What passes is waited out, with the settings that a user has who sets nothing. */
@Timeout(120)
class OutageIT {
    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = new Warehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void dropped() throws Exception {
        warehouse.emulator().faults().clear();
        warehouse.drop("public_notes");
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments(Operation.APPEND_ROWS, "quota", Fault.quotaExceeded()),
                arguments(Operation.APPEND_ROWS, "rate", Fault.rateLimitExceeded()),
                arguments(Operation.APPEND_ROWS, "UNAVAILABLE", Fault.unavailable()),
                arguments(Operation.APPEND_ROWS, "INTERNAL", Fault.internal()),
                arguments(Operation.APPEND_ROWS, "ABORTED", Fault.status(Status.Code.ABORTED)),
                arguments(Operation.APPEND_ROWS, "INTERNAL in a response", Fault.inResponse(Status.Code.INTERNAL)),
                arguments(Operation.APPEND_ROWS, "DEADLINE_EXCEEDED", Fault.status(Status.Code.DEADLINE_EXCEEDED)),
                arguments(Operation.APPEND_ROWS, "CANCELLED", Fault.status(Status.Code.CANCELLED)),
                arguments(Operation.APPEND_ROWS, "UNKNOWN", Fault.status(Status.Code.UNKNOWN)),
                arguments(Operation.APPEND_ROWS, "a cut before", Fault.cutBefore()),
                arguments(Operation.APPEND_ROWS, "a cut after", Fault.cutAfter()),
                arguments(Operation.TABLES_GET, "429", Fault.tooManyRequests()),
                arguments(Operation.TABLES_GET, "503", Fault.unavailable()),
                arguments(Operation.TABLES_GET, "500", Fault.internal()),
                arguments(Operation.TABLES_GET, "a cut before", Fault.cutBefore()),
                arguments(Operation.TABLES_INSERT, "403 quota", Fault.quotaExceeded()),
                arguments(Operation.TABLES_INSERT, "403 rate", Fault.rateLimitExceeded()),
                arguments(Operation.TABLES_INSERT, "a cut after", Fault.cutAfter()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("passing")
    void whatPassesIsRepeatedUntilItIsOver(Operation operation, String name, Fault fault) {
        warehouse.emulator().faults().next(operation, 4, fault);
        try (TaskRun run = warehouse.run(Map.of())) {
            run.put(Notes.notes(0, 0, 100));
            run.awaitDurable();

            assertThat(run.context().reported()).isEmpty();
        }
        assertThat(warehouse.query("SELECT count(DISTINCT __offset) FROM " + Notes.TABLE))
                .containsExactly("100");
    }

    @Test
    void tenMinutesWithoutBigQueryPauseTheConsumerAndLoseNothing() {
        SteppingClock clock = SteppingClock.at("2026-11-21T12:00:00Z");
        Map<String, String> settings = Map.of(
                "retry.backoff.ms", "200",
                "retry.backoff.max.ms", "30000",
                "memory.budget.bytes", String.valueOf(1 << 20));
        long handedIn = 1;
        Duration longest = Duration.ZERO;
        try (TaskRun run = warehouse.run(settings, clock)) {
            run.put(Notes.notes(0, 0, 1));
            run.awaitDurable();
            warehouse.emulator().faults().always(Operation.APPEND_ROWS, Fault.unavailable());
            for (int second = 0; second < 600; second += 3) {
                long before = System.nanoTime();
                if (run.context().paused().isEmpty()) {
                    run.put(Notes.notes(0, handedIn, handedIn + 500));
                    handedIn += 500;
                }
                int[] polls = {0};
                run.pollUntil(() -> ++polls[0] == 2);
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                longest = took.compareTo(longest) > 0 ? took : longest;
                clock.advance(Duration.ofSeconds(3));
            }

            assertThat(run.context().paused()).containsExactly(Notes.partition(0));
            assertThat(run.committable(Notes.partition(0))).isEqualTo(1);
            assertThat(longest).as("the longest put").isLessThan(Duration.ofMillis(500));

            warehouse.emulator().faults().clear();
            long all = handedIn;
            run.pollUntil(() -> {
                clock.advance(Duration.ofSeconds(1));
                return run.committable(Notes.partition(0)) == all;
            });
            assertThat(run.context().paused()).isEmpty();
            assertThat(run.context().reported()).isEmpty();
        }
        assertThat(warehouse.query("SELECT count(DISTINCT __offset), count(*) FROM " + Notes.TABLE))
                .containsExactly(handedIn + " | " + handedIn);
    }
}
