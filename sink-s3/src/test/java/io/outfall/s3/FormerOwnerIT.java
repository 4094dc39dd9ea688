// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.replay.TopicLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task stands still with open files, another takes its partitions over and goes on, and the first wakes up and does
 * not know. For one that stands still in the middle of a request see {@link EveryCrashIT}.
 */
@Timeout(60)
class FormerOwnerIT {
    private static final Duration WHILE_IT_NOTICES = Duration.ofMillis(500);

    private static TestStore store;

    private FaultProxy way;

    @TempDir
    private Path folder;

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
    @EnumSource
    void shorterFilesThatAFormerOwnerFinishesLateAreNotPublished(FileSize size) {
        TopicLog read = new TopicLog(size.rows(0, 12).toList());
        TopicLog log = new TopicLog(size.rows(0, 18).toList());

        try (MortalTask former = task(read)) {
            readToItsEnd(former, read);
            long parts = size == FileSize.SMALL ? 0 : 3;
            former.settleUntil(() -> way.count(Requests.UPLOAD_PART) == parts && way.connections() == 0);
            goOn(log);
            List<String> published = store.keys();
            former.until(() -> way.count(Requests.WRITE_RECORD) > 1);
            former.during(WHILE_IT_NOTICES);

            assertThat(store.keys()).isEqualTo(published);
            former.worker().lose(read.partitions());
            former.worker().stop();
        }

        assertExact(log);
    }

    @Test
    void aFormerOwnerWhoseUploadsTheNewOwnerRemovedGoesOnWithThePartitionsThatItKept() {
        TopicLog both = FileSize.topicOfBoth();
        TopicPartition kept = new TopicPartition("orders", 0);
        TopicPartition lost = new TopicPartition("orders", 1);

        try (MortalTask former = task(both)) {
            readToItsEnd(former, both);
            former.settleUntil(() -> way.count(Requests.UPLOAD_PART) == 3 && way.connections() == 0);
            goOn(new TopicLog(FileSize.LARGE.rows(1, 18).toList()));
            // Not every store refuses parts of an upload that is gone; S3 does.
            way.always(Requests.UPLOAD_PART, Fault.Answer.s3(404, "NoSuchUpload"));
            former.until(() -> both.committed(kept) == 12);
            former.until(() -> way.count(Requests.UPLOAD_PART) > 3);
            former.during(WHILE_IT_NOTICES);

            former.worker().lose(List.of(lost));
            former.worker().stop();
        }

        assertExact(new TopicLog(Stream.concat(FileSize.SMALL.rows(0, 12), FileSize.LARGE.rows(1, 18))
                .toList()));
    }

    @Test
    void aPartitionThatComesBackWhileItIsStillBeingTakenOverIsNotTakenFromItsOwnTask() {
        TopicLog log = FileSize.SMALL.topic();
        CountDownLatch held = new CountDownLatch(1);
        way.on(Requests.WRITE_RECORD, new Fault.Hold(held));

        try (MortalTask owner = task(log)) {
            owner.until(() -> way.count(Requests.WRITE_RECORD) == 1);
            owner.worker().lose(log.partitions());
            owner.worker().assign(log.partitions());
            owner.until(() -> way.count(Requests.WRITE_RECORD) >= 2);
            held.countDown();
            owner.until(log::isDone);
            owner.worker().stop();
        }

        assertExact(log);
    }

    @Test
    void anUploadThatAStrangerRemovedFailsTheTaskAndTheNextWritesTheFileAgain() {
        TopicLog log = FileSize.LARGE.topic();
        way.on(Requests.UPLOAD_PART, new Fault.Pass(), Fault.Answer.s3(404, "NoSuchUpload"));

        try (MortalTask owner = task(log)) {
            assertThatThrownBy(() -> owner.until(log::isDone))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "commit of orders-0: cannot send a part of s3://" + store.bucket() + "/orders/")
                    .hasMessageContaining(
                            "the store answered 404 NoSuchUpload (because; request r1). Somebody aborted the"
                                    + " upload: perhaps a lifecycle rule that ends uploads too early.");
            owner.worker().stop();
        }

        goOn(log);
        assertExact(log);
    }

    @Test
    void aTaskThatDeliversAtLeastOnceWaitsAWhileForAPartitionToGoWhoseUploadIsGone() {
        TopicLog log = FileSize.LARGE.topic();
        way.always(Requests.UPLOAD_PART, Fault.Answer.s3(404, "NoSuchUpload"));

        try (MortalTask former = task(log, "at-least-once")) {
            former.until(() -> way.count(Requests.UPLOAD_PART) > 0);
            former.worker().lose(log.partitions());
            former.during(WHILE_IT_NOTICES);
            former.worker().assign(log.partitions());

            assertThatThrownBy(() -> former.until(log::isDone))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("orders-0: cannot send a part of s3://" + store.bucket() + "/orders/")
                    .hasMessageContaining("the store answered 404 NoSuchUpload");
            former.worker().stop();
        }
    }

    private static void readToItsEnd(MortalTask task, TopicLog log) {
        Map<TopicPartition, Long> ends =
                log.partitions().stream().collect(Collectors.toMap(partition -> partition, log::end));
        task.until(() -> task.worker().positions().equals(ends));
    }

    /** Its files take more rows than it reads, and are due soon after; a row of a large file is a row group. */
    private MortalTask task(TopicLog log) {
        return task(log, "exactly-once");
    }

    private MortalTask task(TopicLog log, String guarantee) {
        Map<String, String> settings = FileSize.settings(Map.ofEntries(
                Map.entry("delivery.guarantee", guarantee),
                Map.entry("rotate.rows", "6"),
                Map.entry("rotate.idle.ms", "2000"),
                Map.entry("parquet.row.group.bytes", "65536"),
                Map.entry("parquet.page.bytes", "65536")));
        return new MortalTask(store, way, settings, log, 3);
    }

    /** Another task does what is left to do. */
    private static void goOn(TopicLog log) {
        try (FaultProxy freeWay = FaultProxy.before(store.endpoint());
                MortalTask next = new MortalTask(
                        store,
                        freeWay,
                        FileSize.settings(Map.of("rotate.rows", "6", "rotate.idle.ms", "50")),
                        log,
                        3)) {
            next.until(() -> log.isDone() && store.openUploads().isEmpty());
            next.worker().stop();
        }
    }

    private void assertExact(TopicLog log) {
        AuditReport report = store.audit(log, folder);
        assertThat(report.isExact()).as(report.toString()).isTrue();
    }
}
