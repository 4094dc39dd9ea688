// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * What an exception of the SDK means: whether the same request may succeed later, and what to tell the user.
 *
 * @param bucket that was spoken of
 * @param secrets what no message may show
 * @param clock for answers that say until when to wait
 */
record S3Failures(String bucket, Secrets secrets, Clock clock) {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html: those that pass though their status is 4xx.
    private static final Set<String> PASSING_CODES = Set.of(
            "BadDigest",
            "ConditionalRequestConflict",
            "IncompleteBody",
            "InternalError",
            "OperationAborted",
            "RequestTimeTooSkewed",
            "RequestTimeout",
            "ServiceUnavailable",
            "SlowDown",
            "TooManyRequests");
    private static final Set<Integer> PASSING_STATUSES = Set.of(408, 409, 425, 429);
    private static final int NOT_IMPLEMENTED = 501;
    private static final int SERVER_ERROR = 500;

    /** @param key of the object, or what else stands after the bucket; may be empty */
    S3Failure of(Operation operation, String key, SdkException e) {
        String what = "cannot " + operation.words() + " s3://" + bucket + "/" + key + ": ";
        if (e instanceof StsException refused) {
            return answered(Operation.ASSUME_ROLE, what + "cannot assume the role: STS", refused);
        }
        return e instanceof AwsServiceException answer
                ? answered(operation, what + "the store", answer)
                : unanswered(what, e);
    }

    /** What it means that there is no client. */
    S3Failure noClient(SdkException e) {
        String said = secrets.hideIn(String.valueOf(e.getMessage()));
        String advice = said.contains("region") ? " Set s3.region." : "";
        return new S3Failure(
                "cannot make a client for s3://" + bucket + ": " + said + advice,
                null,
                0,
                false,
                Duration.ZERO,
                shown(e));
    }

    /** What it means that an object was not read to its end. */
    S3Failure unread(String key, Exception e) {
        String what = "cannot read s3://" + bucket + "/" + key + ": ";
        return unanswered(what + secrets.hideIn(String.valueOf(e.getMessage())), true, e);
    }

    private S3Failure answered(Operation operation, String who, AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        int status = e.statusCode();
        String said = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        StringJoiner remarks = new StringJoiner("; ", " (", ")").setEmptyValue("");
        if (!said.isEmpty()) {
            remarks.add(said);
        }
        if (e.requestId() != null) {
            remarks.add("request " + e.requestId());
        }
        String answer = status + (code.isEmpty() || code.equals(Integer.toString(status)) ? "" : " " + code);
        String message =
                who + " answered " + secrets.hideIn(answer + remarks) + ". " + S3Advice.of(operation, status, code, e);
        return new S3Failure(message.strip(), code, status, isPassing(status, code), retryAfter(e), shown(e));
    }

    private static boolean isPassing(int status, String code) {
        if (PASSING_CODES.contains(code) || code.toLowerCase(Locale.ROOT).contains("throttl")) {
            return true;
        }
        return PASSING_STATUSES.contains(status) || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED);
    }

    private S3Failure unanswered(String what, SdkException e) {
        if (e instanceof ApiCallAttemptTimeoutException || e instanceof ApiCallTimeoutException) {
            return unanswered(what + "no answer within s3.request.timeout.ms", true, e);
        }
        if (e instanceof AbortedException) {
            return unanswered(what + "interrupted", true, e);
        }
        String said = secrets.hideIn(String.valueOf(e.getMessage()));
        if (said.startsWith("Unable to load credentials")) {
            return unanswered(what + S3Advice.NO_CREDENTIALS + " (" + said + ")", false, e);
        }
        if (cause(e, CertificateException.class) != null) {
            return unanswered(what + S3Advice.CERTIFICATE + " (" + said + ")", false, e);
        }
        IOException io = cause(e, IOException.class);
        if (io != null) {
            String reason = io.getClass().getSimpleName() + ": " + secrets.hideIn(String.valueOf(io.getMessage()));
            return unanswered(what + "no answer from the store (" + reason + ")", true, e);
        }
        return unanswered(what + said, e.retryable(), e);
    }

    private S3Failure unanswered(String message, boolean passing, Throwable cause) {
        return new S3Failure(message, null, 0, passing, Duration.ZERO, shown(cause));
    }

    private @Nullable Throwable shown(Throwable cause) {
        return secrets.areIn(cause) ? null : cause;
    }

    private Duration retryAfter(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        if (details == null || details.sdkHttpResponse() == null) {
            return Duration.ZERO;
        }
        return details.sdkHttpResponse()
                .firstMatchingHeader("Retry-After")
                .map(header -> RetryAfter.read(header.strip(), clock.instant()))
                .orElse(Duration.ZERO);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
