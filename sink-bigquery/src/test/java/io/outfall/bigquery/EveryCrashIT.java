// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Faults;
import io.outfall.bigquery.emulator.fault.Stall;
import io.outfall.testing.replay.ReplayWorker;
import io.outfall.testing.replay.TopicLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A task ends at its first request to BigQuery, in another run at its second, and so on through all of them; then
 * another task goes on, which reads in other batches. Google's own clients are in between.
 */
class EveryCrashIT {
    private static final Schema ROW =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final int ROWS = 5;
    private static final int MOST_REQUESTS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration WHILE_IT_NOTICES = Duration.ofMillis(50);

    private static Warehouse warehouse;

    private final List<String> wrong = new ArrayList<>();

    /** What becomes of a task at its n-th request. */
    private enum End {
        /** The request takes effect and the task is gone. */
        DEAD,

        /** The task is gone, and the request takes effect when the next owner has done all that is to do. */
        DEAD_WITH_A_LATE_REQUEST,

        /**
         * The task stands still until the next owner has done all that is to do, and then goes on as if it were owner.
         */
        STALLED
    }

    @BeforeAll
    static void open() {
        warehouse = new Warehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void eachOffsetIsInTheTableOnceWhicheverRequestWasTheLastOfATask() {
        endAtEveryRequest(End.DEAD);
    }

    @Test
    void eachOffsetIsInTheTableOnceWhicheverRequestOfADeadTaskArrivesLate() {
        endAtEveryRequest(End.DEAD_WITH_A_LATE_REQUEST);
    }

    @Test
    void eachOffsetIsInTheTableOnceAtWhicheverRequestATaskStallsBeforeItWakesUpLate() {
        endAtEveryRequest(End.STALLED);
    }

    private void endAtEveryRequest(End end) {
        int request = 1;
        while (endAt(request, end)) {
            request++;
            assertThat(request).isLessThan(MOST_REQUESTS);
        }
        assertThat(request).isGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    /** Lets a task end at a request, and another go on; false if there was no such request. */
    private boolean endAt(int request, End end) {
        String table = "orders_" + end + "_" + request;
        TopicLog log = topic();
        Faults faults = warehouse.emulator().faults();
        warehouse.emulator().calls().reset();
        Stall late = Fault.stall();
        if (end == End.DEAD) {
            faults.nth(request, Fault.cutAfter());
            faults.endAfter(request);
        } else {
            faults.nth(request, late);
        }
        Run run = new Run(table, 2, log, 3);
        run.until(() -> log.isDone() || calls() >= request);
        boolean came = calls() >= request;
        if (end == End.DEAD) {
            faults.clear();
        }
        goOn(table, log);
        late.release();
        if (end == End.STALLED) {
            run.wakeUp();
        }
        run.end();
        goOn(table, log);
        audit(table, request);
        faults.clear();
        return came;
    }

    private static long calls() {
        return warehouse.emulator().calls().count();
    }

    /** Another task does what is left to do, if anything is. */
    private void goOn(String table, TopicLog log) {
        Run next = new Run(table, 3, log, 5);
        try {
            next.until(log::isDone);
        } catch (ConditionTimeoutException unfinished) {
            wrong.add("not all was committed to " + table);
        }
        next.end();
    }

    private void audit(String table, int request) {
        List<String> rows = warehouse.query("SELECT __partition, __offset, id, count(*) FROM shop." + table
                + " GROUP BY ALL ORDER BY __partition, __offset");
        List<String> expected = new ArrayList<>();
        for (int partition = 0; partition < 2; partition++) {
            for (int offset = 0; offset < ROWS; offset++) {
                expected.add(partition + " | " + offset + " | " + (10 * partition + offset) + " | 1");
            }
        }
        if (!rows.equals(expected)) {
            wrong.add("at request " + request + " of " + table + ": " + rows);
        }
    }

    private static TopicLog topic() {
        List<SinkRecord> records = new ArrayList<>();
        for (int partition = 0; partition < 2; partition++) {
            for (int offset = 0; offset < ROWS; offset++) {
                Struct row = new Struct(ROW).put("id", 10L * partition + offset);
                records.add(new SinkRecord(
                        "orders",
                        partition,
                        null,
                        null,
                        ROW,
                        row,
                        offset,
                        1_700_000_000_000L + offset,
                        TimestampType.CREATE_TIME));
            }
        }
        return new TopicLog(records);
    }

    /** A task that has all of a topic. It dies by not being called any more. */
    private static final class Run {
        private final BigQuerySinkTask task = new BigQuerySinkTask();
        private final ReplayWorker worker;

        Run(String table, int rowsPerBatch, TopicLog log, int poll) {
            Map<String, String> settings =
                    warehouse.settings(Map.of("table.name", table, "batch.rows", Integer.toString(rowsPerBatch)));
            worker = new ReplayWorker(task, settings, log, poll);
            worker.assign(log.partitions());
        }

        void until(java.util.function.BooleanSupplier condition) {
            Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
                worker.poll();
                worker.commit();
                return condition.getAsBoolean();
            });
        }

        /** Goes on as if it were owner; the broker would refuse its commits, so it makes none. */
        void wakeUp() {
            Awaitility.await().pollInterval(POLL).during(WHILE_IT_NOTICES).until(() -> {
                worker.poll();
                return true;
            });
            worker.lose(worker.positions().keySet());
        }

        void end() {
            task.stop();
        }
    }
}
