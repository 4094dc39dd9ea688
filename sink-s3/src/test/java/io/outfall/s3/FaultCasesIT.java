// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.ProxiedRequest;
import io.outfall.testing.replay.TopicLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes wrong between a task and the store while the task lives: the same task goes on, and each offset is in one
 * object. Faults come in twos, since one of each is mended by the client before the sink hears of it.
 */
@Timeout(60)
class FaultCasesIT {
    private static final Duration STORM = Duration.ofSeconds(2);
    private static final Duration WHILE_FILES_ARE_STAGED = Duration.ofMillis(200);

    private static TestStore store;

    private FaultProxy way;

    @TempDir
    private Path folder;

    /** How a request fails. */
    private enum Failure {
        BUSY,
        BROKEN,
        CUT_BEFORE,
        CUT_AFTER;

        Fault fault() {
            return switch (this) {
                case BUSY -> Fault.Answer.s3(503, "SlowDown");
                case BROKEN -> Fault.Answer.s3(500, "InternalError");
                case CUT_BEFORE -> new Fault.CutBefore();
                case CUT_AFTER -> new Fault.CutAfter();
            };
        }
    }

    @BeforeAll
    static void openStore() {
        store = TestStore.open();
        assumeTrue(store.canDeliverExactlyOnce(), "the store does not honour what exactly once needs");
        assumeTrue(store.keepsUploadsApart(), "the store removes the parts of all uploads of a key with one of them");
    }

    @AfterAll
    static void closeStore() {
        store.close();
    }

    @BeforeEach
    void open() {
        way = FaultProxy.before(store.endpoint());
    }

    @AfterEach
    void close() {
        way.close();
        store.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "SMALL, BUSY",
        "SMALL, CUT_BEFORE",
        "SMALL, CUT_AFTER",
        "LARGE, BUSY",
        "LARGE, CUT_BEFORE",
        "LARGE, CUT_AFTER"
    })
    void oneOfTwoFilesOfACommitFailsAndIsPublishedLater(FileSize size, Failure failure) {
        TopicLog log = size.topic();
        Requests publish = size == FileSize.SMALL ? Requests.PUT_FILE : Requests.COMPLETE_UPLOAD;
        CountDownLatch othersAreStaged = new CountDownLatch(1);
        way.on(Requests.WRITE_RECORD, new Fault.Pass(), new Fault.Hold(othersAreStaged))
                .on(publish.ofKind("b"), failure.fault(), failure.fault());

        try (MortalTask task = task(log, Map.of("manifest.enabled", "true"))) {
            task.until(() -> isReadToItsEnd(task) && way.count(Requests.WRITE_RECORD) == 2);
            task.until(() -> size == FileSize.SMALL || way.count(Requests.UPLOAD_PART) == FileSize.PARTS);
            task.during(WHILE_FILES_ARE_STAGED);
            othersAreStaged.countDown();
            task.until(log::isDone);
            task.worker().stop();
        }

        assertThat(filesOfEachCommit()).containsExactly(1L, 2L);
        assertThat(way.count(publish.ofKind("b"))).isEqualTo(3);
        assertExact(log);
    }

    @ParameterizedTest
    @CsvSource({
        "SMALL, BUSY",
        "SMALL, CUT_BEFORE",
        "SMALL, CUT_AFTER",
        "LARGE, BUSY",
        "LARGE, CUT_BEFORE",
        "LARGE, CUT_AFTER"
    })
    void aCommitWhoseReplyIsLostIsMadeOnceWhetherItTookEffectOrNot(FileSize size, Failure failure) {
        TopicLog log = size.topic();
        way.on(
                Requests.WRITE_RECORD,
                new Fault.Pass(),
                failure.fault(),
                failure.fault(),
                new Fault.Pass(),
                failure.fault());

        runToItsEnd(log);

        assertExact(log);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aTaskTakesAPartitionOverThoughRepliesToItsClaimAreLost(Failure failure) {
        TopicLog log = FileSize.SMALL.topic();
        way.on(Requests.READ_RECORD, failure.fault(), failure.fault())
                .on(Requests.WRITE_RECORD, failure.fault(), failure.fault());

        runToItsEnd(log);

        assertExact(log);
    }

    @ParameterizedTest
    @CsvSource({
        "SMALL, PUT_FILE, CUT_BEFORE",
        "SMALL, PUT_FILE, CUT_AFTER",
        "LARGE, CREATE_UPLOAD, CUT_BEFORE",
        "LARGE, CREATE_UPLOAD, CUT_AFTER",
        "LARGE, UPLOAD_PART, CUT_BEFORE",
        "LARGE, UPLOAD_PART, CUT_AFTER",
        "LARGE, COMPLETE_UPLOAD, CUT_BEFORE",
        "LARGE, COMPLETE_UPLOAD, CUT_AFTER"
    })
    void whatBringsAFileIsRepeatedWhetherItTookEffectOrNot(FileSize size, Requests request, Failure failure) {
        TopicLog log = size.topic();
        way.on(request, failure.fault(), failure.fault(), new Fault.Pass(), failure.fault());

        runToItsEnd(log);

        assertExact(log);
    }

    @ParameterizedTest
    @CsvSource({
        "SMALL, WRITE_RECORD",
        "SMALL, PUT_FILE",
        "LARGE, CREATE_UPLOAD",
        "LARGE, UPLOAD_PART",
        "LARGE, COMPLETE_UPLOAD"
    })
    void aRequestThatArrivesLongAfterItsRepetitionDoesNothing(FileSize size, Requests request) {
        TopicLog log = size.topic();
        CountDownLatch late = new CountDownLatch(1);
        way.on(request, new Fault.Pass(), new Fault.Hold(late), new Fault.Hold(late));

        try (MortalTask task = task(log, Map.of("s3.request.timeout.ms", "500"))) {
            task.until(log::isDone);
            late.countDown();
            Awaitility.await().until(() -> way.connections() == 0);
            task.worker().stop();
            goOn(log);
        }

        assertThat(way.count(request)).isGreaterThan(3);
        assertExact(log);
    }

    @Test
    void whileTheStoreAnswersEveryRequestWith503TheTaskWaits() {
        TopicLog log = FileSize.topicOfBoth();

        try (MortalTask task = task(log, Map.of())) {
            task.until(() -> way.count(Requests.WRITE_RECORD) > 0);
            way.always(any -> true, Failure.BUSY.fault());
            int before = way.requests().size();
            task.during(STORM);
            assertThat(way.requests().size() - before).isGreaterThan(20);
            assertThat(store.keys()).isEmpty();
            way.heal();
            task.until(log::isDone);
            task.worker().stop();
        }

        assertExact(log);
    }

    @Test
    void aTaskThatStartsWhileTheStoreAnswersEveryRequestWith503Waits() {
        TopicLog log = FileSize.SMALL.topic();
        way.always(any -> true, Failure.BUSY.fault());

        try (MortalTask task = task(log, Map.of())) {
            task.during(STORM);
            way.heal();
            task.until(log::isDone);
            task.worker().stop();
        }

        assertExact(log);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "CUT_BEFORE", "CUT_AFTER"})
    void whileHalfOfAllRequestsFailTheTaskGoesOn(Failure failure) {
        TopicLog log = FileSize.topicOfBoth();

        try (MortalTask task = task(log, Map.of())) {
            task.until(() -> way.count(Requests.READ_RECORD) > 0);
            way.always(halfOf(new Random(3)), failure.fault());
            task.until(log::isDone);
            task.worker().stop();
        }

        assertExact(log);
    }

    @ParameterizedTest
    @CsvSource({"SMALL, WRITE_RECORD", "SMALL, PUT_FILE", "LARGE, UPLOAD_PART"})
    void aBodyThatIsDamagedOnItsWayIsRefusedAndSentAgain(FileSize size, Requests request) {
        assumeTrue(store.checksKeys(), "a store that takes any body");
        TopicLog log = size.topic();
        way.on(request, new Fault.Pass(), new Fault.Damage(), new Fault.Damage());

        runToItsEnd(log);

        assertExact(log);
    }

    @ParameterizedTest
    @CsvSource({
        "SMALL, WRITE_RECORD, 'commit of orders-0: cannot put s3://%s/_outfall/commits/lake/orders/0:'",
        "SMALL, PUT_FILE, 'commit of orders-0: cannot put s3://%s/orders/'",
        "LARGE, UPLOAD_PART, 'cannot send a part of s3://%s/orders/'",
        "LARGE, COMPLETE_UPLOAD, 'commit of orders-0: cannot complete the upload of s3://%s/orders/'"
    })
    void aKeyThatIsRevokedInTheMiddleFailsTheTaskAndTheNextGoesOnWithAnother(
            FileSize size, Requests request, String message) {
        TopicLog log = size.topic();
        way.on(request, new Fault.Pass()).always(request, Fault.Answer.s3(403, "AccessDenied"));

        try (MortalTask task = task(log, Map.of())) {
            assertThatThrownBy(() -> task.until(log::isDone))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(message.formatted(store.bucket()))
                    .hasMessageContaining(
                            "the store answered 403 AccessDenied (because; request r1). The credentials must be right and"
                                    + " allow s3:PutObject.");
            task.worker().stop();
            way.heal();
            goOn(log);
        }

        assertExact(log);
    }

    private MortalTask task(TopicLog log, Map<String, String> more) {
        return new MortalTask(store, way, FileSize.settings(more), log, 3);
    }

    private void runToItsEnd(TopicLog log) {
        try (MortalTask task = task(log, Map.of())) {
            task.until(log::isDone);
            task.worker().stop();
        }
    }

    private static boolean isReadToItsEnd(MortalTask task) {
        return task.worker().positions().values().stream().allMatch(position -> position == FileSize.ROWS);
    }

    /** Another task does what is left to do, if anything is. */
    private static void goOn(TopicLog log) {
        try (FaultProxy freeWay = FaultProxy.before(store.endpoint());
                MortalTask next = new MortalTask(store, freeWay, FileSize.settings(Map.of()), log, 3)) {
            next.until(() -> log.isDone() && store.openUploads().isEmpty());
            next.worker().stop();
        }
    }

    private static Predicate<ProxiedRequest> halfOf(Random random) {
        return request -> random.nextBoolean();
    }

    /** How many files each commit published, in their order, as the manifests tell. */
    private static List<Long> filesOfEachCommit() {
        return store.allKeys().stream()
                .filter(key -> key.startsWith("_outfall/manifests/lake/orders/0/"))
                .sorted()
                .map(key -> new String(store.read(key), StandardCharsets.UTF_8))
                .map(manifest ->
                        Pattern.compile("\"key\":").matcher(manifest).results().count())
                .toList();
    }

    private void assertExact(TopicLog log) {
        AuditReport report = store.audit(log, folder);
        assertThat(report.isExact()).as(report.toString()).isTrue();
    }
}
