// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task in a small heap of its own, before a server that does not answer. */
@Timeout(90)
class SmallHeapIT {
    private static final int ROWS = 30_000;

    @Test
    void aTaskThatIsFedByMoreThanItsHeapHoldsWaitsForTheServerAndThenWritesAll() throws Exception {
        try (Warehouse warehouse = new Warehouse()) {
            warehouse.emulator().faults().always(Operation.APPEND_ROWS, Fault.stall());
            Process process = start(warehouse);
            try (BufferedReader lines = process.inputReader()) {
                assertThat(lines.readLine()).isEqualTo("paused");
                warehouse.emulator().faults().clear();
                assertThat(lines.readLine()).isEqualTo("written");
            }
            assertThat(process.waitFor()).isZero();

            assertThat(warehouse.query("SELECT count(DISTINCT id), count(*) FROM shop.orders"))
                    .containsExactly(ROWS + " | " + ROWS);
        }
    }

    private static Process start(Warehouse warehouse) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-classpath",
                System.getProperty("java.class.path"),
                EagerTask.class.getName(),
                String.valueOf(ROWS),
                "bigquery.endpoint=" + warehouse.emulator().restEndpoint(),
                "bigquery.storage.endpoint=http://" + warehouse.emulator().grpcEndpoint(),
                "memory.budget.bytes=" + (24 << 20));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
