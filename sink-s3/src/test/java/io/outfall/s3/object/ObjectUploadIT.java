// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.s3.TestStore;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.S3Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects on their way to a store that does as it should. */
@Timeout(60)
class ObjectUploadIT {
    private static final int MIB = UploadRun.MIB;
    private static final String KEY = UploadRun.KEY;

    private static TestStore bucket;

    @AutoClose
    private final UploadRun run;

    private final FaultProxy proxy;

    ObjectUploadIT() throws S3Failure {
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
    class AnObject {

        @Test
        void ofOnePartCostsOneRequest() {
            byte[] content = UploadRun.bytes(5 * MIB);

            ObjectUpload upload = run.begin();
            upload.write(content, 0, content.length);
            run.finish(upload);

            assertThat(bucket.read(KEY)).isEqualTo(content);
            // The second looks at the very first object of a task.
            assertThat(proxy.requests())
                    .extracting(S3Request::of)
                    .containsExactly(S3Request.PUT_OBJECT, S3Request.GET_OBJECT);
        }

        @Test
        void mayBeEmpty() {
            run.finish(run.begin());

            assertThat(bucket.read(KEY)).isEmpty();
        }

        @Test
        void ofManyPartsIsWhatWasWritten() {
            byte[] content = UploadRun.bytes(16 * MIB + 17);

            ObjectUpload upload = run.begin();
            // Pieces of odd sizes, from a buffer that is overwritten meanwhile.
            byte[] piece = new byte[100_003];
            for (int from = 0; from < content.length; from += piece.length) {
                int n = Math.min(piece.length, content.length - from);
                System.arraycopy(content, from, piece, 0, n);
                upload.write(piece, 0, n);
                Arrays.fill(piece, (byte) 0);
            }
            assertThat(upload.length()).isEqualTo(content.length);
            run.finish(upload);

            assertThat(bucket.read(KEY)).isEqualTo(content);
            assertThat(proxy.count(S3Request.UPLOAD_PART)).isEqualTo(4);
            assertThat(bucket.openUploads()).isEmpty();
        }

        @Test
        void hasItsTypeAndMetadata() {
            for (int size : new int[] {1, 6 * MIB}) {
                ObjectUpload upload = run.begin();
                upload.write(UploadRun.bytes(size), 0, size);
                run.finish(upload);

                assertThat(bucket.head(KEY).contentType()).isEqualTo("application/vnd.apache.parquet");
                assertThat(bucket.head(KEY).metadata())
                        .containsEntry("rows", "3")
                        .containsEntry("outfall-upload", "00000000-0000-0001-0000-000000000002");
            }
        }

        @Test
        void isSeenByNobodyBeforeItIsFinished() {
            ObjectUpload upload = run.begin();
            upload.write(UploadRun.bytes(11 * MIB), 0, 11 * MIB);
            run.await(
                    () -> proxy.count(S3Request.UPLOAD_PART) == 2 && run.lanes().inFlight() == 0);

            assertThat(bucket.keys()).isEmpty();
            run.finish(upload);
            assertThat(bucket.keys()).containsExactly(KEY);
        }

        @Test
        void takesNoMoreBytesOnceItIsFinished() {
            ObjectUpload upload = run.begin();
            run.finish(upload);

            assertThatThrownBy(() -> upload.write(UploadRun.bytes(1), 0, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(KEY + " is finished");
        }

        @Test
        void goesToAnOlderStoreWithoutChecksums() throws S3Failure {
            S3Settings legacy = bucket.settings(proxy.endpoint()).with(Compatibility.LEGACY);
            byte[] content = UploadRun.bytes(6 * MIB);

            try (ObjectStore older = ObjectStore.open(legacy)) {
                ObjectUpload upload = run.begin(older);
                upload.write(content, 0, content.length);
                run.finish(upload);
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
        run.finish(run.written(digits));
        run.finish(run.written(UploadRun.bytes(6 * MIB)));

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

            ObjectUpload upload = run.begin();
            upload.write(UploadRun.bytes(11 * MIB), 0, 11 * MIB);
            run.await(() -> proxy.count(S3Request.UPLOAD_PART) == 2);
            assertThat(run.budget().used()).isBetween(11L * MIB, 11L * MIB + 256 * 1024);

            store.countDown();
            run.await(() -> run.budget().used() < 2 * MIB);
            run.finish(upload);
            assertThat(run.budget().used()).isZero();
        }

        @Test
        void holdsLittleForAFileThatHasJustBegun() {
            ObjectUpload upload = run.begin();
            upload.write(UploadRun.bytes(100), 0, 100);

            assertThat(run.budget().used()).isEqualTo(4096);
        }
    }

    @Nested
    class AnAbandonedObject {

        @Test
        void leavesNothingBehind() {
            ObjectUpload upload = run.begin();
            upload.write(UploadRun.bytes(11 * MIB), 0, 11 * MIB);
            run.await(
                    () -> proxy.count(S3Request.UPLOAD_PART) == 2 && run.lanes().inFlight() == 0);

            upload.abandon();
            run.await(() ->
                    proxy.count(S3Request.ABORT_UPLOAD) == 1 && run.lanes().inFlight() == 0);

            assertThat(bucket.openUploads()).isEmpty();
            assertThat(bucket.keys()).isEmpty();
            assertThat(run.budget().used()).isZero();
        }

        @Test
        void isRemovedWhenWhatIsOnItsWayHasArrived() {
            CountDownLatch latch = new CountDownLatch(1);
            proxy.on(S3Request.UPLOAD_PART, new Fault.Hold(latch));
            ObjectUpload upload = run.begin();
            upload.write(UploadRun.bytes(11 * MIB), 0, 11 * MIB);
            run.await(() -> proxy.count(S3Request.UPLOAD_PART) > 0);

            upload.abandon();
            assertThat(proxy.count(S3Request.ABORT_UPLOAD)).isZero();
            latch.countDown();
            run.await(() ->
                    proxy.count(S3Request.ABORT_UPLOAD) == 1 && run.lanes().inFlight() == 0);

            assertThat(bucket.openUploads()).isEmpty();
            assertThat(run.budget().used()).isZero();
        }

        @Test
        void asksNothingOfTheStoreIfNothingWasSent() {
            ObjectUpload upload = run.begin();
            upload.write(UploadRun.bytes(100), 0, 100);

            upload.abandon();

            assertThat(run.budget().used()).isZero();
            assertThat(proxy.requests()).isEmpty();
        }

        @Test
        void endsRepetitionsAndFailsNothing() {
            ObjectUpload stuck = run.begin();
            proxy.always(S3Request.CREATE_UPLOAD, Fault.Answer.s3(503, "SlowDown"));
            stuck.write(UploadRun.bytes(6 * MIB), 0, 6 * MIB);
            run.await(() -> run.lanes().retried() > 2);

            stuck.abandon();
            run.await(() -> run.budget().used() == 0 && run.lanes().nextLookMs().isEmpty());

            run.lanes().check();
            assertThat(run.published()).isEmpty();
        }

        @Test
        void takesNoMoreBytes() {
            ObjectUpload upload = run.begin();
            upload.abandon();

            assertThatThrownBy(() -> upload.write(UploadRun.bytes(1), 0, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(KEY + " was given up");
        }
    }
}
