// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.s3.TestStore;
import io.outfall.s3.object.Condition.Always;
import io.outfall.s3.object.Condition.IfAbsent;
import io.outfall.s3.object.Condition.IfMatch;
import io.outfall.s3.object.WriteResult.Refused;
import io.outfall.s3.object.WriteResult.Written;
import io.outfall.testing.fault.Fault;
import io.outfall.testing.fault.FaultProxy;
import io.outfall.testing.fault.ProxiedRequest;
import io.outfall.testing.fault.S3Request;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ConditionalWriteIT {
    private static final String KEY = "_outfall/orders/0";
    private static final ObjectSpec OBJECT = ObjectSpec.control(KEY, "application/json", Map.of("offset", "7"));
    private static TestStore bucket;
    private static ConditionalWrites honoured;

    private FaultProxy proxy;
    private ObjectStore store;

    @BeforeAll
    static void openBucket() {
        bucket = TestStore.open();
        honoured = bucket.conditions();
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
        store.close();
        proxy.close();
        bucket.clear();
    }

    @Nested
    class AnObjectThatMustBeAbsent {

        @Test
        void isWrittenOnce() throws S3Failure {
            assumeTrue(honoured.putIfAbsent(), "the store does not honour If-None-Match of a put");
            assertThat(store.put(OBJECT, body("first"), new IfAbsent()))
                    .isEqualTo(new Written(bucket.head(KEY).eTag()));
            assertThat(store.put(OBJECT, body("second"), new IfAbsent())).isEqualTo(new Refused());

            assertThat(content()).isEqualTo("first");
            assertThat(bucket.head(KEY).metadata()).containsEntry("offset", "7");
            assertThat(proxy.requests())
                    .extracting(request -> S3Request.of(request) + " "
                            + request.header("If-None-Match").orElse("-"))
                    .containsExactly("PUT_OBJECT *", "PUT_OBJECT *");
        }

        @Test
        void isRefusedToTheOneWhoWroteItWhenTheReplyGotLost() throws S3Failure {
            assumeTrue(honoured.putIfAbsent(), "the store does not honour If-None-Match of a put");
            proxy.on(S3Request.PUT_OBJECT, new Fault.CutAfter());

            assertThat(store.put(OBJECT, body("mine"), new IfAbsent())).isEqualTo(new Refused());

            assertThat(content()).isEqualTo("mine");
        }

        @Test
        void isRefusedWhenSomebodyElseWritesItAtThisMoment() throws S3Failure {
            proxy.on(S3Request.PUT_OBJECT, Fault.Answer.s3(409, "ConditionalRequestConflict"));

            assertThat(store.put(OBJECT, body("mine"), new IfAbsent())).isEqualTo(new Refused());
        }

        @Test
        void isCompletedOnceOfSeveralUploads() throws S3Failure {
            assumeTrue(honoured.completeIfAbsent(), "the store does not honour If-None-Match of a completion");
            assertThat(complete("first", true)).isInstanceOf(Written.class);
            assertThat(complete("second", true)).isEqualTo(new Refused());
            assertThat(content()).isEqualTo("first");

            assertThat(complete("third", false)).isInstanceOf(Written.class);
            assertThat(content()).isEqualTo("third");
        }
    }

    @Nested
    class AnObjectThatMustBeAsItWas {

        @Test
        void isReplacedOnce() throws S3Failure {
            assumeTrue(honoured.putIfMatch(), "the store does not honour If-Match of a put");
            String first = etag(store.put(OBJECT, body("first"), new Always()));

            assertThat(store.put(OBJECT, body("second"), new IfMatch(first)))
                    .isEqualTo(new Written(bucket.head(KEY).eTag()));
            assertThat(store.put(OBJECT, body("third"), new IfMatch(first))).isEqualTo(new Refused());

            assertThat(content()).isEqualTo("second");
        }

        @Test
        void isRefusedWhenItIsGone() throws S3Failure {
            assumeTrue(honoured.putIfMatch(), "the store does not honour If-Match of a put");
            String etag = etag(store.put(OBJECT, body("first"), new Always()));
            store.delete(KEY);

            assertThat(store.put(OBJECT, body("second"), new IfMatch(etag))).isEqualTo(new Refused());

            assertThat(bucket.keys()).isEmpty();
        }
    }

    @Nested
    class AFailureIsNoRefusal {

        @Test
        void ofAStoreThatDoesNotKnowConditions() {
            proxy.on(ConditionalWriteIT::hasIfNoneMatch, Fault.Answer.s3(501, "NotImplemented"));

            assertThatThrownBy(() -> store.put(OBJECT, body("x"), new IfAbsent()))
                    .isInstanceOfSatisfying(
                            S3Failure.class, e -> assertThat(e.isPassing()).isFalse())
                    .hasMessageEndingWith("the store answered 501 NotImplemented (because; request r1)."
                            + " The store has no conditional writes (If-None-Match, If-Match).");
        }

        @Test
        void ofAStoreThatIsBusy() {
            Fault busy = Fault.Answer.s3(503, "SlowDown");
            proxy.on(S3Request.PUT_OBJECT, busy, busy);

            assertThatThrownBy(() -> store.put(OBJECT, body("x"), new IfAbsent()))
                    .isInstanceOfSatisfying(
                            S3Failure.class, e -> assertThat(e.isPassing()).isTrue());
        }

        @ParameterizedTest
        @CsvSource({"404, NoSuchBucket", "403, AccessDenied"})
        void ofABucketThatIsOutOfReach(int status, String code) {
            proxy.on(S3Request.PUT_OBJECT, Fault.Answer.s3(status, code));

            assertThatThrownBy(() -> store.put(OBJECT, body("x"), new IfMatch("\"e\"")))
                    .isInstanceOf(S3Failure.class)
                    .hasMessageContaining(status + " " + code);
        }
    }

    @Nested
    class TheProbe {
        @Test
        void seesWhatTheStoreHonoursAndLeavesNothingBehind() throws S3Failure {
            assertThat(store.probeConditionalWrites(KEY)).isEqualTo(honoured);

            assertNothingIsLeft();
            assertThat(proxy.requests()).hasSizeLessThanOrEqualTo(25);
        }

        @Test
        void findsTheSameOverAndOverAndOverAnOldObject() throws S3Failure {
            store.put(OBJECT, body("an old one"), new Always());

            assertThat(store.probeConditionalWrites(KEY)).isEqualTo(honoured);
            assertThat(store.probeConditionalWrites(KEY)).isEqualTo(honoured);

            assertNothingIsLeft();
        }

        @ParameterizedTest
        @CsvSource({"501, NotImplemented", "400, InvalidArgument", "405, MethodNotAllowed"})
        void seesThatAStoreRefusesTheHeaders(int status, String code) throws S3Failure {
            Fault unknown = Fault.Answer.s3(status, code);
            proxy.on(ConditionalWriteIT::hasIfNoneMatch, unknown, unknown).on(ConditionalWriteIT::hasIfMatch, unknown);

            assertThat(store.probeConditionalWrites(KEY)).isEqualTo(new ConditionalWrites(false, false, false));

            assertNothingIsLeft();
        }

        @Test
        void seesThatAStoreIgnoresTheHeaderOfASinglePut() throws S3Failure {
            Predicate<ProxiedRequest> second = request -> hasIfNoneMatch(request)
                    && proxy.count(S3Request.PUT_OBJECT.and(ConditionalWriteIT::hasIfNoneMatch)) == 2;
            proxy.on(S3Request.PUT_OBJECT.and(second), taken(""));

            assertThat(store.probeConditionalWrites(KEY))
                    .isEqualTo(new ConditionalWrites(false, honoured.putIfMatch(), honoured.completeIfAbsent()));

            assertNothingIsLeft();
        }

        @Test
        void seesThatAStoreReplacesWhatChangedMeanwhile() throws S3Failure {
            Predicate<ProxiedRequest> stale =
                    request -> hasIfMatch(request) && proxy.count(ConditionalWriteIT::hasIfMatch) == 2;
            proxy.on(stale, taken(""));

            assertThat(store.probeConditionalWrites(KEY))
                    .isEqualTo(new ConditionalWrites(honoured.putIfAbsent(), false, honoured.completeIfAbsent()));
        }

        @Test
        void seesThatAStoreReplacesNothingAtAll() throws S3Failure {
            proxy.on(ConditionalWriteIT::hasIfMatch, Fault.Answer.s3(412, "PreconditionFailed"));

            assertThat(store.probeConditionalWrites(KEY))
                    .isEqualTo(new ConditionalWrites(honoured.putIfAbsent(), false, honoured.completeIfAbsent()));
        }

        @Test
        void seesThatAStoreIgnoresTheHeaderOfACompletion() throws S3Failure {
            Predicate<ProxiedRequest> second =
                    request -> S3Request.COMPLETE_UPLOAD.test(request) && proxy.count(S3Request.COMPLETE_UPLOAD) == 2;
            proxy.on(second, taken("<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>"));

            assertThat(store.probeConditionalWrites(KEY))
                    .isEqualTo(new ConditionalWrites(honoured.putIfAbsent(), honoured.putIfMatch(), false));
        }

        @Test
        void isNotMistakenByLostReplies() throws S3Failure {
            proxy.on(S3Request.PUT_OBJECT.and(ConditionalWriteIT::hasIfNoneMatch), new Fault.CutAfter())
                    .on(ConditionalWriteIT::hasIfMatch, new Fault.CutAfter())
                    .on(S3Request.COMPLETE_UPLOAD, new Fault.CutAfter());

            assertThat(store.probeConditionalWrites(KEY)).isEqualTo(honoured);
        }

        @Test
        void tellsNothingOfAStoreThatIsAway() {
            Fault busy = Fault.Answer.s3(503, "SlowDown");
            proxy.on(ConditionalWriteIT::hasIfMatch, busy, busy);

            assertThatThrownBy(() -> store.probeConditionalWrites(KEY))
                    .isInstanceOfSatisfying(
                            S3Failure.class, e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageContaining("503 SlowDown");
            assertNothingIsLeft();
        }

        @Test
        void tellsNothingWhereWritingIsForbidden() {
            proxy.on(S3Request.PUT_OBJECT, Fault.Answer.s3(403, "AccessDenied"));

            assertThatThrownBy(() -> store.probeConditionalWrites(KEY))
                    .isInstanceOf(S3Failure.class)
                    .hasMessageContaining("403 AccessDenied");
        }

        private Fault taken(String answer) {
            return new Fault.Answer(200, Map.of("ETag", "\"e\""), answer);
        }

        private void assertNothingIsLeft() {
            assertThat(bucket.keys()).isEmpty();
            assertThat(bucket.openUploads()).isEmpty();
        }
    }

    private WriteResult complete(String text, boolean ifAbsent) throws S3Failure {
        String upload = store.createUpload(OBJECT);
        Body body = body(text);
        List<UploadedPart> parts = List.of(store.uploadPart(KEY, upload, 1, body));
        return store.completeUpload(KEY, upload, parts, body.length(), ifAbsent);
    }

    private String content() {
        return new String(bucket.read(KEY), US_ASCII);
    }

    private static boolean hasIfNoneMatch(ProxiedRequest request) {
        return request.header("If-None-Match").isPresent();
    }

    private static boolean hasIfMatch(ProxiedRequest request) {
        return request.header("If-Match").isPresent();
    }

    private static Body body(String text) {
        return Body.of(text.getBytes(US_ASCII));
    }

    private static String etag(WriteResult result) {
        return ((Written) result).etag();
    }
}
