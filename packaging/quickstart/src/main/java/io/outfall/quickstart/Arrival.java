// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import io.outfall.testing.stack.Connectors;
import io.outfall.testing.stack.StackException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Watches the bucket, the warehouse and the intake until all say what the database says. */
final class Arrival {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int DIFFERENCES_TOLD = 20;

    private final Bookstore bookstore;
    private final Bucket bucket;
    private final Warehouse warehouse;
    private final Intake intake;
    private final Connectors connectors;
    private final List<String> names;
    private final Screen screen;

    Arrival(
            Bookstore bookstore,
            Bucket bucket,
            Warehouse warehouse,
            Intake intake,
            Connectors connectors,
            List<String> names,
            Screen screen) {
        this.bookstore = bookstore;
        this.bucket = bucket;
        this.warehouse = warehouse;
        this.intake = intake;
        this.connectors = connectors;
        this.names = names;
        this.screen = screen;
    }

    /**
     * Waits until every change of the database is in the bucket, in the warehouse and at the intake, and tells what
     * comes.
     *
     * @return false if that is not so within the limit; then the differences have been told
     * @throws StackException if a connector fails
     */
    boolean await(Duration limit) throws IOException, SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Change> changes = bookstore.changes();
        List<Change> rows = bookstore.rows();
        screen.step("Waiting for " + changes.size() + " changes in the bucket, in the warehouse and at the intake");
        tellNewFiles();
        List<String> differences = differences(changes, rows);
        while (!differences.isEmpty() && System.nanoTime() < deadline) {
            failIfAConnectorFailed();
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            tellNewFiles();
            differences = differences(changes, rows);
        }
        screen.details(differences.stream().limit(DIFFERENCES_TOLD).toList());
        return differences.isEmpty();
    }

    private List<String> differences(List<Change> changes, List<Change> rows) throws SQLException {
        List<String> differences = new ArrayList<>();
        differ(differences, "bucket: ", bucket.lake(), changes);
        differ(differences, "history: ", warehouse.history(), changes);
        differ(differences, "mirror: ", warehouse.mirror(), rows);
        intake.differences(changes).forEach(difference -> differences.add("intake: " + difference));
        return differences;
    }

    private static void differ(List<String> differences, String where, Tables arrived, List<Change> expected)
            throws SQLException {
        new Comparison(arrived).differences(expected).forEach(difference -> differences.add(where + difference));
    }

    /** Tells which files are new, if any. */
    boolean tellNewFiles() throws IOException, SQLException {
        List<String> files = bucket.newFiles();
        for (String key : files) {
            screen.detail("s3://bookstore/" + key + "  " + bucket.size(key) + " bytes");
        }
        return !files.isEmpty();
    }

    private void failIfAConnectorFailed() {
        for (String name : names) {
            connectors.status(name).failure().ifPresent(trace -> {
                throw new StackException("connector " + name + " failed: " + trace);
            });
        }
    }
}
