// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.grpc.Status;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import io.outfall.testing.task.TaskRun;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
}
