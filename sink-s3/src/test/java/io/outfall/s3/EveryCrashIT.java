// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.ProxiedRequest;
import io.outfall.testing.fault.S3Request;
import io.outfall.testing.replay.TopicLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task ends at its first request to the store, in another run at its second, and so on through all of them; then
 * another task goes on, which reads in other batches and closes its files elsewhere. Rows of two kinds go into files of
 * their own, so that the offsets of open files interleave, and one file is a multipart upload.
 */
class EveryCrashIT {
    private static final Schema ROW = SchemaBuilder.struct()
            .field("kind", Schema.STRING_SCHEMA)
            .field("content", Schema.STRING_SCHEMA)
            .build();
    private static final String LARGE = "x".repeat(1_400_000);
    private static final int MOST_REQUESTS = 500;
    private static final Duration WHILE_IT_NOTICES = Duration.ofMillis(300);

    private static TestStore store;

    private final List<String> wrong = new ArrayList<>();

    @TempDir
    private Path folder;

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
        store = TestStore.open();
        assumeTrue(store.canDeliverExactlyOnce(), "the store does not honour what exactly once needs");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static TopicLog topic() {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            records.add(record(0, i, i % 3 == 0 ? "rare" : "frequent", "small " + i));
        }
        for (int i = 0; i < 4; i++) {
            records.add(record(1, i, "large", i + LARGE));
        }
        records.add(record(1, 4, "frequent", "small 4"));
        return new TopicLog(records);
    }

    private static SinkRecord record(int partition, long offset, String kind, String content) {
        Struct row = new Struct(ROW).put("kind", kind).put("content", content);
        return new SinkRecord("orders", partition, null, null, ROW, row, offset);
    }

    private static Map<String, String> settings(int rowsPerFile) {
        return Map.of(
                "s3.part.bytes", "5242880",
                "path.template", "${topic}/${column:kind}/${partition}+${start.offset}.${ext}",
                "rotate.rows", Integer.toString(rowsPerFile),
                "rotate.idle.ms", "30",
                "parquet.compression", "none");
    }

    @Test
    void eachOffsetIsInOneObjectWhicheverRequestWasTheLastOfATask() {
        endAtEveryRequest(End.DEAD);
    }

    @Test
    void eachOffsetIsInOneObjectWhicheverRequestOfADeadTaskArrivesLate() {
        endAtEveryRequest(End.DEAD_WITH_A_LATE_REQUEST);
    }

    @Test
    void eachOffsetIsInOneObjectAtWhicheverRequestATaskStallsBeforeItWakesUpLate() {
        endAtEveryRequest(End.STALLED);
    }

    @Test
    void aTaskThatDiesWhileItTriesTheStoreOutLeavesNoUploadBehind() {
        TopicLog log = topic();
        try (FaultProxy way = FaultProxy.before(store.endpoint())) {
            way.on(S3Request.CREATE_UPLOAD, new Fault.CutAfter())
                    .always(any -> way.count(S3Request.CREATE_UPLOAD) > 0, new Fault.CutBefore());
            try (MortalTask task = new MortalTask(store, way, settings(4), log, 3)) {
                task.until(() -> !store.openUploads().isEmpty());
            }
        }

        goOn(log);

        assertThat(store.openUploads()).isEmpty();
        assertThat(wrong).isEmpty();
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
        store.clear();
        TopicLog log = topic();
        CountDownLatch late = new CountDownLatch(1);
        try (FaultProxy way = way(request, end, late);
                MortalTask task = new MortalTask(store, way, settings(4), log, 3)) {
            task.until(() -> log.isDone() || way.count(EveryCrashIT::counts) >= request);
            if (end != End.STALLED) {
                quiet(way, end == End.DEAD ? 0 : 1);
            }
            goOn(log);
            late.countDown();
            if (end == End.STALLED) {
                wakeUp(task, way);
            }
            quiet(way, 0);
            goOn(log);
            AuditReport report = store.audit(log, folder.resolve(Integer.toString(request)));
            if (!report.isExact()) {
                wrong.add("at request %d, %s:%n%s".formatted(request, name(way, request), report));
            }
            return way.count(EveryCrashIT::counts) >= request;
        }
    }

    /** Trying the store out is the same with every task and has nothing to do with files. */
    private static boolean counts(ProxiedRequest request) {
        return !request.path().contains("/_outfall/probe/");
    }

    private static FaultProxy way(int request, End end, CountDownLatch late) {
        Fault[] faults = new Fault[request];
        Arrays.fill(faults, new Fault.Pass());
        faults[request - 1] = end == End.DEAD ? new Fault.CutAfter() : new Fault.Hold(late);
        FaultProxy way = FaultProxy.before(store.endpoint());
        return way.on(EveryCrashIT::counts, faults)
                .always(
                        any -> way.count(EveryCrashIT::counts) > request,
                        end == End.STALLED ? new Fault.Hold(late) : new Fault.CutBefore());
    }

    /** Another task does what is left to do, if anything is. */
    private void goOn(TopicLog log) {
        try (FaultProxy way = FaultProxy.before(store.endpoint());
                MortalTask next = new MortalTask(store, way, settings(3), log, 5)) {
            next.until(() -> log.isDone() && store.openUploads().isEmpty());
            next.worker().stop();
        } catch (ConditionTimeoutException unfinished) {
            wrong.add("not all was committed, or uploads stay open:");
        }
    }

    /** The broker would refuse its commits, so it makes none. */
    private static void wakeUp(MortalTask task, FaultProxy way) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .during(WHILE_IT_NOTICES)
                .until(() -> {
                    task.worker().poll();
                    return true;
                });
        quiet(way, 0);
        task.worker().lose(task.worker().positions().keySet());
    }

    private static void quiet(FaultProxy way, int connections) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> way.connections() <= connections);
    }

    private static String name(FaultProxy way, int request) {
        List<ProxiedRequest> counted =
                way.requests().stream().filter(EveryCrashIT::counts).toList();
        return counted.size() < request
                ? "which never came"
                : counted.get(request - 1).toString();
    }
}
