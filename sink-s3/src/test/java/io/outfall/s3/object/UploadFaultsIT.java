// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.s3.TestStore;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.S3Request;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects on their way to a store that fails, or that the settings do not fit. */
@Timeout(60)
class UploadFaultsIT {
    private static final int MIB = UploadRun.MIB;
    private static final String KEY = UploadRun.KEY;

    private static TestStore bucket;

    @AutoClose
    private final UploadRun run;

    private final FaultProxy proxy;

    UploadFaultsIT() throws S3Failure {
        run = new UploadRun(bucket);
        proxy = run.proxy();
    }

    @BeforeAll
    static void openBucket() {
        bucket = TestStore.open();
    }

    @AfterAll
    static void closeBucket() {
        bucket.close();
    }

    @Nested
    class Faults {

        @Test
        void aStormOf503IsWaitedOut() {
            proxy.on(S3Request.CREATE_UPLOAD, times(5, Fault.Answer.s3(503, "SlowDown")));
            proxy.on(S3Request.UPLOAD_PART, times(9, Fault.Answer.s3(503, "SlowDown")));
            proxy.on(S3Request.COMPLETE_UPLOAD, times(5, Fault.Answer.s3(500, "InternalError")));
            byte[] content = UploadRun.bytes(11 * MIB);

            run.finish(run.written(content));

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(run.lanes().retried()).isBetween(3L, 19L);
        }

        @Test
        void anErrorInAnAnswerThatBegan200IsAnError() {
            proxy.on(S3Request.COMPLETE_UPLOAD, times(5, Fault.Answer.s3(200, "InternalError")));
            byte[] content = UploadRun.bytes(6 * MIB);

            run.finish(run.written(content));

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
            byte[] large = UploadRun.bytes(11 * MIB);
            run.finish(run.written(large));
            assertThat(bucket.read(KEY)).isEqualTo(large);

            byte[] small = UploadRun.bytes(1000);
            run.finish(run.written(small));
            assertThat(bucket.read(KEY)).isEqualTo(small);
        }

        @Test
        void aCompletionWhoseReplyIsLostIsFoundToBeDone() {
            proxy.on(S3Request.COMPLETE_UPLOAD, new Fault.CutAfter(), Fault.Answer.s3(404, "NoSuchUpload"));
            byte[] content = UploadRun.bytes(6 * MIB);

            run.finish(run.written(content));

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(run.budget().used()).isZero();
        }

        @Test
        void anUploadThatSomebodyAbortedIsNotTakenForAnOlderObjectOfItsKey() {
            byte[] older = UploadRun.bytes(6 * MIB);
            run.finish(run.written(older));
            proxy.on(S3Request.COMPLETE_UPLOAD, Fault.Answer.s3(404, "NoSuchUpload"));
            ObjectUpload upload = run.begin(run.store(), new UUID(3, 4));
            upload.write(older, 0, older.length);
            run.publish(upload);

            assertThatThrownBy(run::awaitPublished)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "cannot complete the upload of s3://" + bucket.bucket() + "/" + KEY
                                    + ": the store answered 404 NoSuchUpload (because; request r1). Somebody aborted the upload:");
            assertThat(run.published()).containsExactly(KEY);
        }

        @Test
        void anUploadThatIsGoneBeforeItsLastPartIsToldAndNothingMoreComesOfIt() {
            proxy.on(S3Request.UPLOAD_PART, new Fault.Pass(), Fault.Answer.s3(404, "NoSuchUpload"));

            ObjectUpload upload = run.written(UploadRun.bytes(11 * MIB));
            run.publish(upload);
            run.await(() -> !run.removed().isEmpty() && run.lanes().inFlight() == 0);
            upload.abandon();

            assertThat(run.removed())
                    .singleElement()
                    .extracting(S3Failure::getMessage)
                    .asString()
                    .startsWith(
                            "cannot send a part of s3://" + bucket.bucket() + "/" + KEY
                                    + ": the store answered 404 NoSuchUpload (because; request r1). Somebody aborted the upload:");
            assertThat(run.published()).isEmpty();
            assertThat(bucket.keys()).isEmpty();
            assertThat(run.budget().used()).isZero();
        }

        @Test
        void aRefusalInTheMiddleFailsTheTaskWithItsCause() {
            proxy.on(S3Request.UPLOAD_PART, new Fault.Pass(), new Fault.Pass(), Fault.Answer.s3(403, "AccessDenied"));

            ObjectUpload upload = run.written(UploadRun.bytes(21 * MIB));
            run.publish(upload);

            assertThatThrownBy(run::awaitPublished)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage(KEY + ": cannot send a part of s3://" + bucket.bucket() + "/" + KEY
                            + ": the store answered 403 AccessDenied (because; request r1). The credentials must be right"
                            + " and allow s3:PutObject.")
                    .hasCauseInstanceOf(S3Failure.class);
            assertThat(run.published()).isEmpty();
            assertThat(bucket.keys()).isEmpty();
        }

        @Test
        void aStallLongerThanTheTimeoutIsRepeated() throws S3Failure {
            for (S3Request request : List.of(S3Request.PUT_OBJECT, S3Request.GET_OBJECT)) {
                proxy.on(request, new Fault.StallBefore(), new Fault.StallAfter(), new Fault.StallAfter());
            }
            byte[] content = UploadRun.bytes(1000);

            try (ObjectStore impatient = ObjectStore.open(bucket.settings(
                    proxy.endpoint(),
                    bucket.bucket(),
                    bucket.accessKey(),
                    bucket.secretKey(),
                    Duration.ofSeconds(1)))) {
                ObjectUpload upload = run.begin(impatient);
                upload.write(content, 0, content.length);
                run.publish(impatient, upload);
                run.awaitPublished();
            }

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(run.lanes().retried()).isPositive();
        }

        @Test
        void aStoreThatKeepsOtherBytesThanItGotIsFoundOut() {
            proxy.on(S3Request.GET_OBJECT, new Fault.Answer(200, Map.of("ETag", "\"e\"", "x-amz-meta-a", "b"), ""));

            ObjectUpload upload = run.written(UploadRun.bytes(1000));
            run.publish(upload);

            assertThatThrownBy(run::awaitPublished)
                    .hasMessageContaining("has 0 bytes, but 1000 were sent. The store does not understand the requests:"
                            + " set s3.compatibility=legacy");
        }

        @Test
        void aStoreThatDamagesWhatItIsGivenIsFoundOut() {
            proxy.on(S3Request.GET_OBJECT, new Fault.Answer(200, Map.of("ETag", "\"e\""), "x".repeat(1000)));

            run.publish(run.written(UploadRun.bytes(1000)));

            assertThatThrownBy(run::awaitPublished).hasMessageContaining("has other bytes than those that were sent");
        }

        @Test
        void aStoreThatForbidsToLookIsTrusted() {
            proxy.on(S3Request.GET_OBJECT, Fault.Answer.s3(403, "AccessDenied"));

            run.finish(run.written(UploadRun.bytes(1000)));

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
                ObjectUpload upload = run.begin(wrong);
                run.publish(wrong, upload);

                assertThatThrownBy(wrong::probe)
                        .isInstanceOf(S3Failure.class)
                        .hasMessageMatching("cannot find s3://no-such-bucket/: the store answered 404 .*"
                                + " Create the bucket, or correct s3.bucket.");
                assertThatThrownBy(run::awaitPublished)
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
                run.publish(wrong, run.begin(wrong));

                assertThatThrownBy(run::awaitPublished)
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
                run.publish(wrong, run.begin(wrong));

                assertThatThrownBy(run::awaitPublished)
                        .hasMessageContaining("403 SignatureDoesNotMatch")
                        .hasMessageContaining("Correct s3.secret.access.key")
                        .hasMessageNotContaining("wrong-secret");
            }
        }

        @Test
        void areFineWhenTheProbeIsQuiet() throws S3Failure {
            run.store().probe();
        }
    }

    private static Fault[] times(int n, Fault fault) {
        return Collections.nCopies(n, fault).toArray(Fault[]::new);
    }
}
