// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.Outcome;
import io.outfall.delivery.Retries;
import io.outfall.s3.TestStore;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.S3Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObjectUploadIT {
    private static final int MIB = 1 << 20;
    private static final String KEY = "orders/orders+0+7.parquet";
    private static final ObjectSpec OBJECT = new ObjectSpec(KEY, "application/vnd.apache.parquet", Map.of("rows", "3"));

    private static TestStore bucket;

    private final List<String> published = new ArrayList<>();
    private final List<S3Failure> removed = new ArrayList<>();
    private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE);
    private final Lanes lanes = new Lanes(
            "test", 4, new Retries(Duration.ofMillis(1), Duration.ofMillis(5), 0, Duration.ZERO), Clock.systemUTC());
    private FaultProxy proxy;
    private ObjectStore store;

    @BeforeAll
    static void openBucket() {
        bucket = TestStore.open();
    }

    @AfterAll
    static void closeBucket() {
        bucket.close();
    }

    @BeforeEach
    void open() throws S3Failure {
        proxy = FaultProxy.before(bucket.endpoint());
        store = ObjectStore.open(bucket.settings(proxy.endpoint()));
    }

    @AfterEach
    void close() {
        lanes.close();
        store.close();
        proxy.close();
        bucket.clear();
    }

    @Nested
    class AnObject {

        @Test
        void ofOnePartCostsOneRequest() {
            byte[] content = bytes(5 * MIB);

            ObjectUpload upload = upload(store, OBJECT);
            upload.write(content, 0, content.length);
            finish(upload);

            assertThat(bucket.read(KEY)).isEqualTo(content);
            // The second looks at the very first object of a task.
            assertThat(proxy.requests())
                    .extracting(S3Request::of)
                    .containsExactly(S3Request.PUT_OBJECT, S3Request.GET_OBJECT);
        }

        @Test
        void mayBeEmpty() {
            finish(upload(store, OBJECT));

            assertThat(bucket.read(KEY)).isEmpty();
        }

        @Test
        void ofManyPartsIsWhatWasWritten() {
            byte[] content = bytes(16 * MIB + 17);

            ObjectUpload upload = upload(store, OBJECT);
            // Pieces of odd sizes, from a buffer that is overwritten meanwhile.
            byte[] piece = new byte[100_003];
            for (int from = 0; from < content.length; from += piece.length) {
                int n = Math.min(piece.length, content.length - from);
                System.arraycopy(content, from, piece, 0, n);
                upload.write(piece, 0, n);
                Arrays.fill(piece, (byte) 0);
            }
            assertThat(upload.length()).isEqualTo(content.length);
            finish(upload);

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(proxy.count(S3Request.UPLOAD_PART)).isEqualTo(4);
            assertThat(bucket.openUploads()).isEmpty();
        }

        @Test
        void hasItsTypeAndMetadata() {
            for (int size : new int[] {1, 6 * MIB}) {
                ObjectUpload upload = upload(store, OBJECT);
                upload.write(bytes(size), 0, size);
                finish(upload);

                assertThat(bucket.head(KEY).contentType()).isEqualTo("application/vnd.apache.parquet");
                assertThat(bucket.head(KEY).metadata())
                        .containsEntry("rows", "3")
                        .containsEntry("outfall-upload", "00000000-0000-0001-0000-000000000002");
            }
        }

        @Test
        void isSeenByNobodyBeforeItIsFinished() {
            ObjectUpload upload = upload(store, OBJECT);
            upload.write(bytes(11 * MIB), 0, 11 * MIB);
            settleUntil(() -> proxy.count(S3Request.UPLOAD_PART) == 2 && lanes.inFlight() == 0);

            assertThat(bucket.keys()).isEmpty();
            finish(upload);
            assertThat(bucket.keys()).containsExactly(KEY);
        }

        @Test
        void takesNoMoreBytesOnceItIsFinished() {
            ObjectUpload upload = upload(store, OBJECT);
            finish(upload);

            assertThatThrownBy(() -> upload.write(bytes(1), 0, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(KEY + " is finished");
        }

        @Test
        void goesToAnOlderStoreWithoutChecksums() throws S3Failure {
            S3Settings legacy = bucket.settings(proxy.endpoint()).with(Compatibility.LEGACY);
            byte[] content = bytes(6 * MIB);

            try (ObjectStore older = ObjectStore.open(legacy)) {
                ObjectUpload upload = upload(older, OBJECT);
                upload.write(content, 0, content.length);
                finish(upload);
            }

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(proxy.requests())
                    .allSatisfy(request -> assertThat(request.headerLines())
                            .noneMatch(line ->
                                    line.startsWith("x-amz-checksum-") || line.startsWith("x-amz-sdk-checksum-")));
        }
    }

    @Test
    void everyRequestCarriesItsChecksumAndNoneIsChunked() {
        assumeTrue(bucket.compatibility() == Compatibility.MODERN, "an older store, which takes no checksums");
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        finish(written(digits));
        finish(written(bytes(6 * MIB)));

        assertThat(proxy.requests().stream().filter(S3Request.PUT_OBJECT))
                .extracting(request -> request.header("x-amz-checksum-crc32"))
                // The check value of CRC-32, 0xCBF43926.
                .containsExactly(Optional.of("y/Q5Jg=="));
        assertThat(proxy.requests().stream().filter(S3Request.PUT_OBJECT.or(S3Request.UPLOAD_PART)))
                .hasSize(3)
                .allSatisfy(request -> {
                    assertThat(request.header("x-amz-checksum-crc32")).isPresent();
                    assertThat(request.header("Content-Encoding")).isEmpty();
                });
    }

    @Nested
    class TheBudget {

        @Test
        void holdsWhatIsBufferedOrOnItsWayAndNothingAfter() {
            CountDownLatch store = new CountDownLatch(1);
            proxy.on(S3Request.UPLOAD_PART, new Fault.Hold(store), new Fault.Hold(store));

            ObjectUpload upload = upload(ObjectUploadIT.this.store, OBJECT);
            upload.write(bytes(11 * MIB), 0, 11 * MIB);
            settleUntil(() -> proxy.count(S3Request.UPLOAD_PART) == 2);
            assertThat(budget.used()).isBetween(11L * MIB, 11L * MIB + 256 * 1024);

            store.countDown();
            settleUntil(() -> budget.used() < 2 * MIB);
            finish(upload);
            assertThat(budget.used()).isZero();
        }

        @Test
        void holdsLittleForAFileThatHasJustBegun() {
            ObjectUpload upload = upload(store, OBJECT);
            upload.write(bytes(100), 0, 100);

            assertThat(budget.used()).isEqualTo(4096);
        }
    }

    @Nested
    class AnAbandonedObject {

        @Test
        void leavesNothingBehind() {
            ObjectUpload upload = upload(store, OBJECT);
            upload.write(bytes(11 * MIB), 0, 11 * MIB);
            settleUntil(() -> proxy.count(S3Request.UPLOAD_PART) == 2 && lanes.inFlight() == 0);

            upload.abandon();
            settleUntil(() -> proxy.count(S3Request.ABORT_UPLOAD) == 1 && lanes.inFlight() == 0);

            assertThat(bucket.openUploads()).isEmpty();
            assertThat(bucket.keys()).isEmpty();
            assertThat(budget.used()).isZero();
        }

        @Test
        void isRemovedWhenWhatIsOnItsWayHasArrived() {
            CountDownLatch latch = new CountDownLatch(1);
            proxy.on(S3Request.UPLOAD_PART, new Fault.Hold(latch));
            ObjectUpload upload = upload(store, OBJECT);
            upload.write(bytes(11 * MIB), 0, 11 * MIB);
            settleUntil(() -> proxy.count(S3Request.UPLOAD_PART) > 0);

            upload.abandon();
            assertThat(proxy.count(S3Request.ABORT_UPLOAD)).isZero();
            latch.countDown();
            settleUntil(() -> proxy.count(S3Request.ABORT_UPLOAD) == 1 && lanes.inFlight() == 0);

            assertThat(bucket.openUploads()).isEmpty();
            assertThat(budget.used()).isZero();
        }

        @Test
        void asksNothingOfTheStoreIfNothingWasSent() {
            ObjectUpload upload = upload(store, OBJECT);
            upload.write(bytes(100), 0, 100);

            upload.abandon();

            assertThat(budget.used()).isZero();
            assertThat(proxy.requests()).isEmpty();
        }

        @Test
        void endsRepetitionsAndFailsNothing() {
            ObjectUpload stuck = upload(store, OBJECT);
            proxy.on(S3Request.CREATE_UPLOAD, forEver(Fault.Answer.s3(503, "SlowDown")));
            stuck.write(bytes(6 * MIB), 0, 6 * MIB);
            settleUntil(() -> lanes.retried() > 2);

            stuck.abandon();
            settleUntil(() -> budget.used() == 0 && lanes.nextLookMs().isEmpty());

            lanes.check();
            assertThat(published).isEmpty();
        }

        @Test
        void takesNoMoreBytes() {
            ObjectUpload upload = upload(store, OBJECT);
            upload.abandon();

            assertThatThrownBy(() -> upload.write(bytes(1), 0, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(KEY + " was given up");
        }
    }

    @Nested
    class Faults {

        @Test
        void aStormOf503IsWaitedOut() {
            proxy.on(S3Request.CREATE_UPLOAD, times(5, Fault.Answer.s3(503, "SlowDown")));
            proxy.on(S3Request.UPLOAD_PART, times(9, Fault.Answer.s3(503, "SlowDown")));
            proxy.on(S3Request.COMPLETE_UPLOAD, times(5, Fault.Answer.s3(500, "InternalError")));
            byte[] content = bytes(11 * MIB);

            finish(written(content));

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(lanes.retried()).isBetween(3L, 19L);
        }

        @Test
        void anErrorInAnAnswerThatBegan200IsAnError() {
            proxy.on(S3Request.COMPLETE_UPLOAD, times(5, Fault.Answer.s3(200, "InternalError")));
            byte[] content = bytes(6 * MIB);

            finish(written(content));

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(proxy.count(S3Request.COMPLETE_UPLOAD)).isGreaterThan(5);
        }

        @Test
        void connectionsThatEndBeforeOrAfterTheEffectAreRepeated() {
            assumeTrue(
                    bucket.keepsUploadsApart(), "the store removes the parts of all uploads of a key with one of them");
            for (S3Request request : List.of(
                    S3Request.CREATE_UPLOAD,
                    S3Request.UPLOAD_PART,
                    S3Request.COMPLETE_UPLOAD,
                    S3Request.PUT_OBJECT,
                    S3Request.HEAD_OBJECT)) {
                proxy.on(request, new Fault.CutBefore(), new Fault.CutAfter(), new Fault.CutAfter());
            }
            byte[] large = bytes(11 * MIB);
            finish(written(large));
            assertThat(bucket.read(KEY)).isEqualTo(large);

            byte[] small = bytes(1000);
            finish(written(small));
            assertThat(bucket.read(KEY)).isEqualTo(small);
        }

        @Test
        void aCompletionWhoseReplyIsLostIsFoundToBeDone() {
            proxy.on(S3Request.COMPLETE_UPLOAD, new Fault.CutAfter(), Fault.Answer.s3(404, "NoSuchUpload"));
            byte[] content = bytes(6 * MIB);

            finish(written(content));

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(budget.used()).isZero();
        }

        @Test
        void anUploadThatSomebodyAbortedIsNotTakenForAnOlderObjectOfItsKey() {
            byte[] older = bytes(6 * MIB);
            finish(written(older));
            proxy.on(S3Request.COMPLETE_UPLOAD, Fault.Answer.s3(404, "NoSuchUpload"));
            ObjectUpload upload = new ObjectUploads(
                            store, lanes, budget, new PartSizes(5 * MIB), 2, () -> new UUID(3, 4))
                    .begin(OBJECT, removed::add);
            upload.write(older, 0, older.length);
            publish(store, upload, "wrong");

            assertThatThrownBy(ObjectUploadIT.this::settleUntilPublished)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "cannot complete the upload of s3://" + bucket.bucket() + "/" + KEY
                                    + ": the store answered 404 NoSuchUpload (because; request r1). Somebody aborted the upload:");
            assertThat(published).containsExactly(KEY);
        }

        @Test
        void anUploadThatIsGoneBeforeItsLastPartIsToldAndNothingMoreComesOfIt() {
            proxy.on(S3Request.UPLOAD_PART, new Fault.Pass(), Fault.Answer.s3(404, "NoSuchUpload"));

            ObjectUpload upload = written(bytes(11 * MIB));
            publish(store, upload, KEY);
            settleUntil(() -> !removed.isEmpty() && lanes.inFlight() == 0);
            upload.abandon();

            assertThat(removed)
                    .singleElement()
                    .extracting(S3Failure::getMessage)
                    .asString()
                    .startsWith(
                            "cannot send a part of s3://" + bucket.bucket() + "/" + KEY
                                    + ": the store answered 404 NoSuchUpload (because; request r1). Somebody aborted the upload:");
            assertThat(published).isEmpty();
            assertThat(bucket.keys()).isEmpty();
            assertThat(budget.used()).isZero();
        }

        @Test
        void aRefusalInTheMiddleFailsTheTaskWithItsCause() {
            proxy.on(S3Request.UPLOAD_PART, new Fault.Pass(), new Fault.Pass(), Fault.Answer.s3(403, "AccessDenied"));

            ObjectUpload upload = written(bytes(21 * MIB));
            publish(store, upload, KEY);

            assertThatThrownBy(ObjectUploadIT.this::settleUntilPublished)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage(KEY + ": cannot send a part of s3://" + bucket.bucket() + "/" + KEY
                            + ": the store answered 403 AccessDenied (because; request r1). The credentials must be right"
                            + " and allow s3:PutObject.")
                    .hasCauseInstanceOf(S3Failure.class);
            assertThat(published).isEmpty();
            assertThat(bucket.keys()).isEmpty();
        }

        @Test
        void aStallLongerThanTheTimeoutIsRepeated() throws S3Failure {
            for (S3Request request : List.of(S3Request.PUT_OBJECT, S3Request.GET_OBJECT)) {
                proxy.on(request, new Fault.StallBefore(), new Fault.StallAfter(), new Fault.StallAfter());
            }
            byte[] content = bytes(1000);

            try (ObjectStore impatient = ObjectStore.open(bucket.settings(
                    proxy.endpoint(),
                    bucket.bucket(),
                    bucket.accessKey(),
                    bucket.secretKey(),
                    Duration.ofSeconds(1)))) {
                ObjectUpload upload = upload(impatient, OBJECT);
                upload.write(content, 0, content.length);
                publish(impatient, upload, KEY);
                settleUntilPublished();
            }

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(lanes.retried()).isPositive();
        }

        @Test
        void aStoreThatKeepsOtherBytesThanItGotIsFoundOut() {
            proxy.on(S3Request.GET_OBJECT, new Fault.Answer(200, Map.of("ETag", "\"e\"", "x-amz-meta-a", "b"), ""));

            ObjectUpload upload = written(bytes(1000));
            publish(store, upload, KEY);

            assertThatThrownBy(ObjectUploadIT.this::settleUntilPublished)
                    .hasMessageContaining("has 0 bytes, but 1000 were sent. The store does not understand the requests:"
                            + " set s3.compatibility=legacy");
        }

        @Test
        void aStoreThatDamagesWhatItIsGivenIsFoundOut() {
            proxy.on(S3Request.GET_OBJECT, new Fault.Answer(200, Map.of("ETag", "\"e\""), "x".repeat(1000)));

            publish(store, written(bytes(1000)), KEY);

            assertThatThrownBy(ObjectUploadIT.this::settleUntilPublished)
                    .hasMessageContaining("has other bytes than those that were sent");
        }

        @Test
        void aStoreThatForbidsToLookIsTrusted() {
            proxy.on(S3Request.GET_OBJECT, Fault.Answer.s3(403, "AccessDenied"));

            finish(written(bytes(1000)));

            assertThat(bucket.keys()).containsExactly(KEY);
        }
    }

    @Nested
    class WrongSettings {

        @Test
        void nameAMissingBucket() throws S3Failure {
            try (ObjectStore wrong = ObjectStore.open(bucket.settings(
                    proxy.endpoint(),
                    "no-such-bucket",
                    bucket.accessKey(),
                    bucket.secretKey(),
                    Duration.ofSeconds(30)))) {
                ObjectUpload upload = upload(wrong, OBJECT);
                publish(wrong, upload, KEY);

                assertThatThrownBy(wrong::probe)
                        .isInstanceOf(S3Failure.class)
                        .hasMessageMatching("cannot find s3://no-such-bucket/: the store answered 404 .*"
                                + " Create the bucket, or correct s3.bucket.");
                assertThatThrownBy(ObjectUploadIT.this::settleUntilPublished)
                        .hasMessageMatching(".*cannot put s3://no-such-bucket/" + KEY.replace("+", "\\+")
                                + ": the store answered 404 NoSuchBucket .*"
                                + " Create the bucket, or correct s3.bucket.");
            }
        }

        @Test
        void nameAnUnknownAccessKeyWithoutShowingIt() throws S3Failure {
            assumeTrue(bucket.checksKeys(), "a store that takes any key");
            try (ObjectStore wrong = ObjectStore.open(bucket.settings(
                    proxy.endpoint(), bucket.bucket(), "AKIAWRONG", "wrong-secret", Duration.ofSeconds(30)))) {
                publish(wrong, upload(wrong, OBJECT), KEY);

                assertThatThrownBy(ObjectUploadIT.this::settleUntilPublished)
                        .hasMessageContaining("Correct s3.access.key.id, or the credentials of the worker.")
                        .hasMessageNotContaining("AKIAWRONG")
                        .hasMessageNotContaining("wrong-secret");
            }
        }

        @Test
        void nameAWrongSecretWithoutShowingIt() throws S3Failure {
            assumeTrue(bucket.checksKeys(), "a store that takes any key");
            try (ObjectStore wrong = ObjectStore.open(bucket.settings(
                    proxy.endpoint(), bucket.bucket(), bucket.accessKey(), "wrong-secret", Duration.ofSeconds(30)))) {
                publish(wrong, upload(wrong, OBJECT), KEY);

                assertThatThrownBy(ObjectUploadIT.this::settleUntilPublished)
                        .hasMessageContaining("403 SignatureDoesNotMatch")
                        .hasMessageContaining("Correct s3.secret.access.key")
                        .hasMessageNotContaining("wrong-secret");
            }
        }

        @Test
        void areFineWhenTheProbeIsQuiet() throws S3Failure {
            store.probe();
        }
    }

    private ObjectUpload upload(ObjectStore to, ObjectSpec object) {
        return new ObjectUploads(to, lanes, budget, new PartSizes(5 * MIB), 2, () -> new UUID(1, 2))
                .begin(object, removed::add);
    }

    private ObjectUpload written(byte[] content) {
        ObjectUpload upload = upload(store, OBJECT);
        upload.write(content, 0, content.length);
        return upload;
    }

    /** Ends an upload and makes it visible. */
    private void publish(ObjectStore to, ObjectUpload upload, String name) {
        ObjectPublisher publisher = new ObjectPublisher(to, new ConditionalWrites(false, false, false));
        upload.finish(
                Map.of(),
                staged -> lanes.submit(
                        lanes.open(upload.key()),
                        () -> {
                            try {
                                publisher.publish(staged);
                                return new Outcome.Delivered();
                            } catch (S3Failure e) {
                                return e.outcome();
                            }
                        },
                        () -> {
                            upload.release();
                            published.add(name);
                        }));
    }

    private void finish(ObjectUpload upload) {
        publish(store, upload, upload.key());
        settleUntilPublished();
    }

    private void settleUntilPublished() {
        int before = published.size();
        settleUntil(() -> published.size() > before);
    }

    private void settleUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            lanes.settle();
            lanes.check();
            // The timeout of a test interrupts it.
            assertThat(Thread.interrupted())
                    .as("requests so far: %s", proxy.requests())
                    .isFalse();
            Thread.onSpinWait();
        }
    }

    private static Fault[] times(int n, Fault fault) {
        Fault[] faults = new Fault[n];
        Arrays.fill(faults, fault);
        return faults;
    }

    private static Fault[] forEver(Fault fault) {
        return times(10_000, fault);
    }

    private static byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        new Random(n).nextBytes(bytes);
        return bytes;
    }
}
