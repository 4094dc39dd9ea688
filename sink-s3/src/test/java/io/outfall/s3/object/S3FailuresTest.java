// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.delivery.Outcome;
import io.outfall.proxy.ProxySettings;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

class S3FailuresTest {
    private static final S3Settings SETTINGS = new S3Settings(
            "lake",
            null,
            null,
            S3Settings.Addressing.PATH,
            new S3Credentials.AssumedRole(
                    new S3Credentials.Role("arn:aws:iam::1:role/r", "outfall", Duration.ofHours(1), null, null),
                    null,
                    new S3Credentials.StaticKeys(
                            new Password("AKIA123"), new Password("s3cret"), new Password("t0ken"))),
            Compatibility.MODERN,
            new ObjectOptions(
                    new Encryption.OfCustomer(new Password("c0stumer")),
                    null,
                    null,
                    Map.of(),
                    Map.of(),
                    Checksum.CRC32),
            new ConnectionSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    1,
                    new ProxySettings(
                            URI.create("http://proxy:3128"), new ProxySettings.Login("user", new Password("pr0xy"))),
                    Set.of()),
            5L << 20);
    private static final S3Failures FAILURES = new S3Failures(
            "lake", Secrets.of(SETTINGS), Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC));

    @Nested
    class AnAnswerThatPasses {

        @ParameterizedTest
        @CsvSource({
            "500, InternalError",
            "502, ''",
            "503, ServiceUnavailable",
            "503, SlowDown",
            "504, ''",
            "507, XMinioStorageFull",
            "429, TooManyRequests",
            "400, RequestTimeout",
            "400, BadDigest",
            "400, IncompleteBody",
            "400, KMS.ThrottlingException",
            "403, RequestTimeTooSkewed",
            "408, ''",
            "409, OperationAborted",
            "409, ConditionalRequestConflict",
            // What S3 says after the status of a completion has gone out already.
            "200, InternalError"
        })
        void isTriedAgain(int status, String code) {
            assertThat(outcome(Operation.UPLOAD_PART, answer(status, code))).isInstanceOf(Outcome.TryLater.class);
        }

        @ParameterizedTest
        @CsvSource({
            "7, 7",
            "0, 0",
            "86400, 300",
            "-1, 0",
            "soon, 0",
            "'Sat, 21 Nov 2026 00:00:09 GMT', 9",
            "'Sat, 21 Nov 2026 01:00:00 GMT', 300",
            "'Fri, 20 Nov 2026 23:59:59 GMT', 0"
        })
        void isTriedAgainWhenTheStoreWantsItButWithinMinutes(String header, int seconds) {
            SdkException slowDown = S3Exception.builder()
                    .statusCode(503)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("SlowDown")
                            .sdkHttpResponse(SdkHttpResponse.builder()
                                    .statusCode(503)
                                    .putHeader("Retry-After", header)
                                    .build())
                            .build())
                    .build();

            assertThat(((Outcome.TryLater) outcome(Operation.PUT_OBJECT, slowDown)).notBefore())
                    .isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Nested
    class AnAnswerThatStays {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                404 | NoSuchBucket                      | Create the bucket, or correct s3.bucket.
                400 | InvalidBucketName                 | Correct s3.bucket, or s3.path.style.
                403 | AccessDenied                      | The credentials must be right and allow s3:PutObject.
                403 | ''                                | The credentials must be right and allow s3:PutObject.
                401 | ''                                | The credentials must be right and allow s3:PutObject.
                403 | InvalidAccessKeyId                | Correct s3.access.key.id, or the credentials of the worker.
                403 | SignatureDoesNotMatch             | Correct s3.secret.access.key, or the credentials of the worker; some stores say so of a wrong s3.region.
                400 | ExpiredToken                      | Set a valid s3.session.token, or credentials that do not expire.
                400 | InvalidToken                      | Set a valid s3.session.token, or credentials that do not expire.
                301 | PermanentRedirect                 | The bucket is in the region eu-central-1: set s3.region to it.
                400 | AuthorizationHeaderMalformed      | The bucket is in the region eu-central-1: set s3.region to it.
                301 | ''                                | The bucket is in the region eu-central-1: set s3.region to it.
                400 | XAmzContentSHA256Mismatch         | If this is an older store than Amazon's, set s3.compatibility=legacy.
                501 | NotImplemented                    | If this is an older store than Amazon's, set s3.compatibility=legacy.
                501 | ''                                | If this is an older store than Amazon's, set s3.compatibility=legacy.
                405 | MethodNotAllowed                  | Correct s3.endpoint and s3.path.style.
                """)
        void failsTheTaskAndSaysWhereToLook(int status, String code, String advice) {
            S3Failure failure = FAILURES.of(Operation.PUT_OBJECT, "a/b", answer(status, code));

            assertThat(failure.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(failure)
                    .hasMessage("cannot put s3://lake/a/b: the store answered " + (status + " " + code).strip()
                            + " (because; request r1). " + advice);
        }

        @ParameterizedTest
        @CsvSource({"NoSuchUpload, UPLOAD_PART", "'', UPLOAD_PART", "NoSuchUpload, COMPLETE_UPLOAD"})
        void saysOfAnUploadThatItIsGone(String code, Operation operation) {
            assertThat(FAILURES.of(operation, "a/b", answer(404, code)))
                    .hasMessageEndingWith("Somebody aborted the upload: perhaps a lifecycle rule that ends uploads too"
                            + " early. The records are still in Kafka: restart the task, after setting the connector's"
                            + " offsets back to those of the file where delivery is exactly once (PATCH"
                            + " /connectors/{name}/offsets).");
        }

        @Test
        void withoutABodyOrAnIdSaysItsStatus() {
            assertThat(FAILURES.of(
                            Operation.HEAD_BUCKET,
                            "",
                            S3Exception.builder().statusCode(403).build()))
                    .hasMessage(
                            "cannot find s3://lake/: the store answered 403. The credentials must be right and allow"
                                    + " s3:ListBucket.");
        }
    }

    @Nested
    class ARoleThatIsRefused {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                403 | AccessDenied          | The role's trust policy must allow it; look at s3.assume.role.arn, s3.assume.role.external.id and who assumes it.
                403 | InvalidClientTokenId  | Correct the credentials that assume the role.
                400 | ExpiredTokenException | The token must be valid and of a provider that the role trusts.
                400 | ValidationError       | Correct s3.assume.role.arn, or s3.assume.role.duration.ms.
                403 | RegionDisabledException | Set s3.sts.region to a region that is on.
                """)
        void isNotMistakenForAnAnswerOfTheStore(int status, String code, String advice) {
            S3Failure failure = FAILURES.of(Operation.PUT_OBJECT, "a/b", sts(status, code));

            assertThat(failure.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(failure)
                    .hasMessage("cannot put s3://lake/a/b: cannot assume the role: STS answered " + status + " " + code
                            + " (because). " + advice);
        }

        @Test
        void isAskedForAgainWhenStsIsBusy() {
            assertThat(outcome(Operation.PUT_OBJECT, sts(400, "Throttling"))).isInstanceOf(Outcome.TryLater.class);
        }

        private SdkException sts(int status, String code) {
            return StsException.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode(code)
                            .errorMessage("because")
                            .build())
                    .build();
        }
    }

    @Nested
    class NoAnswer {

        @ParameterizedTest
        @MethodSource("io.outfall.s3.object.S3FailuresTest#passing")
        void isTriedAgain(SdkException e, String reason) {
            S3Failure failure = FAILURES.of(Operation.PUT_OBJECT, "k", e);

            assertThat(failure.outcome()).isInstanceOf(Outcome.TryLater.class);
            assertThat(failure).hasMessage("cannot put s3://lake/k: " + reason);
        }

        @Test
        void forWantOfCredentialsFailsTheTask() {
            S3Failure failure = FAILURES.of(
                    Operation.PUT_OBJECT,
                    "k",
                    SdkClientException.create("Unable to load credentials from any of the providers in the chain X"));

            assertThat(failure.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(failure)
                    .hasMessage("cannot put s3://lake/k: no credentials were found. Set s3.access.key.id and"
                            + " s3.secret.access.key, or give the worker credentials that the AWS SDK finds by itself"
                            + " (Unable to load credentials from any of the providers in the chain X)");
        }

        @Test
        void fromAStoreThatIsNotTrustedFailsTheTask() {
            SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
            handshake.initCause(new CertificateException("PKIX"));

            S3Failure failure = FAILURES.of(
                    Operation.PUT_OBJECT, "k", SdkClientException.create("Unable to execute HTTP request", handshake));

            assertThat(failure.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(failure)
                    .hasMessage(
                            "cannot put s3://lake/k: the certificate of the store is not trusted. Put its issuer into"
                                    + " the trust store of the worker's JVM, or correct s3.endpoint (Unable to execute HTTP"
                                    + " request)");
        }

        @Test
        void ofWhichNothingIsKnownFailsTheTask() {
            S3Failure failure =
                    FAILURES.of(Operation.PUT_OBJECT, "k", SdkClientException.create("a Bucket is required"));

            assertThat(failure.outcome()).isInstanceOf(Outcome.Broken.class);
            assertThat(failure).hasMessage("cannot put s3://lake/k: a Bucket is required");
        }
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of(ApiCallAttemptTimeoutException.create(1_000), "no answer within s3.request.timeout.ms"),
                Arguments.of(ApiCallTimeoutException.create(1_000), "no answer within s3.request.timeout.ms"),
                Arguments.of(AbortedException.create("Thread was interrupted"), "interrupted"),
                Arguments.of(
                        io(new ConnectException("Connection refused")),
                        "no answer from the store (ConnectException: Connection refused)"),
                Arguments.of(
                        io(new UnknownHostException("minio")),
                        "no answer from the store (UnknownHostException: minio)"),
                Arguments.of(
                        io(new SocketTimeoutException("Read timed out")),
                        "no answer from the store (SocketTimeoutException: Read timed out)"),
                Arguments.of(
                        io(new SSLHandshakeException("Remote host terminated the handshake")),
                        "no answer from the store (SSLHandshakeException: Remote host terminated the handshake)"),
                Arguments.of(RetryableException.create("content is corrupted"), "content is corrupted"));
    }

    @Nested
    class ASecret {

        @Test
        void thatTheStoreQuotesIsInNoMessage() {
            SdkException chatty = S3Exception.builder()
                    .statusCode(403)
                    .message("AKIA123")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("InvalidAccessKeyId")
                            .errorMessage("no AKIA123 with s3cret and t0ken, c0stumer by pr0xy")
                            .build())
                    .build();

            S3Failure failure = FAILURES.of(Operation.PUT_OBJECT, "k", chatty);

            assertThat(failure)
                    .hasMessageContaining("(no [hidden] with [hidden] and [hidden], [hidden] by [hidden])")
                    .hasNoCause();
        }

        @Test
        void thatAnExceptionQuotesIsInNoMessage() {
            S3Failure failure =
                    FAILURES.of(Operation.PUT_OBJECT, "k", io(new java.io.IOException("bad header: AKIA123")));

            assertThat(failure)
                    .hasMessage("cannot put s3://lake/k: no answer from the store (IOException: bad header: [hidden])")
                    .hasNoCause();
        }

        @Test
        void isShownByNoRecord() {
            assertThat(SETTINGS + " " + SETTINGS.credentials().describe() + " " + FAILURES)
                    .doesNotContain("AKIA123", "s3cret", "t0ken", "c0stumer", "pr0xy");
        }

        @Test
        void thatIsNotQuotedLeavesTheCauseAsItIs() {
            SdkException plain = answer(500, "InternalError");

            assertThat(FAILURES.of(Operation.PUT_OBJECT, "k", plain)).hasCause(plain);
        }
    }

    private static Outcome outcome(Operation operation, SdkException e) {
        return FAILURES.of(operation, "k", e).outcome();
    }

    private static SdkException io(java.io.IOException e) {
        return SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
    }

    private static SdkException answer(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .requestId("r1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code.isEmpty() ? null : code)
                        .errorMessage("because")
                        .sdkHttpResponse(SdkHttpResponse.builder()
                                .statusCode(status)
                                .putHeader("x-amz-bucket-region", "eu-central-1")
                                .build())
                        .build())
                .build();
    }
}
