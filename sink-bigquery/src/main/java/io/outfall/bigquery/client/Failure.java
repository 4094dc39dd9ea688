// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.ApiException;
import com.google.auth.Retryable;
import io.grpc.Status;
import io.outfall.delivery.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What an error of BigQuery means: whether a request can be repeated, and what to tell the user. By status and reason,
 * never by the words of a message of BigQuery's.
 *
 * @param kind what it means
 * @param cause what was thrown
 */
public record Failure(Kind kind, Throwable cause) {

    /** What can be done about it. */
    public enum Kind {
        /** The request may be repeated: BigQuery is away, busy, or a quota is used up for now. */
        PASSING,
        /** What was asked for is not there, or not visible yet. */
        NOT_FOUND,
        /** There is one already. */
        ALREADY_EXISTS,
        /** Somebody else changed it in between. */
        CHANGED,
        /** The request is wrong as it stands. */
        INVALID,
        /** Whoever asks may not. */
        FORBIDDEN,
        /** The proxy on the way wants to know who asks, or does not know whom it was told. */
        STOPPED_BY_PROXY,
        /** Nothing that BigQuery said, and no trouble of the network. */
        UNEXPECTED
    }

    // https://cloud.google.com/bigquery/docs/error-messages
    private static final Set<String> PASSING_REASONS = Set.of(
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "quotaExceeded",
            "backendError",
            "internalError",
            "jobBackendError",
            "jobInternalError",
            "jobRateLimitExceeded",
            "tableUnavailable",
            "timeout");

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** What an exception of the REST client means. */
    public static Failure of(IOException e) {
        if (isStoppedByProxy(e)) {
            return new Failure(Kind.STOPPED_BY_PROXY, e);
        }
        if (e instanceof HttpResponseException response) {
            return new Failure(kind(response), e);
        }
        return new Failure(isLoginRefused(e) ? Kind.FORBIDDEN : Kind.PASSING, e);
    }

    /** What an exception of the Storage Write client means. */
    public static Failure of(Throwable thrown) {
        if (isLoginRefused(thrown)) {
            return new Failure(Kind.FORBIDDEN, thrown);
        }
        Throwable e = thrown;
        while (e.getCause() != null && !(e instanceof ApiException) && !isStatus(e)) {
            e = e.getCause();
        }
        if (e instanceof ApiException api) {
            return new Failure(
                    kind(Status.Code.valueOf(api.getStatusCode().getCode().name())), thrown);
        }
        if (isStatus(e)) {
            return new Failure(kind(Status.fromThrowable(e).getCode()), thrown);
        }
        return new Failure(e instanceof IOException ? Kind.PASSING : Kind.UNEXPECTED, thrown);
    }

    /** Ends an attempt for it, where it is neither expected nor to be mended. */
    public Outcome outcome(String what) {
        ConnectException told = told(what);
        return kind == Kind.PASSING ? new Outcome.TryLater(told) : new Outcome.Broken(told);
    }

    /** The failure in words for the user. */
    public ConnectException told(String what) {
        return new ConnectException(what + ": " + message() + advice(), cause);
    }

    /** What BigQuery said. */
    public String message() {
        if (cause instanceof GoogleJsonResponseException json && json.getDetails() != null) {
            return json.getStatusCode() + " " + json.getDetails().getMessage();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private String advice() {
        return switch (kind) {
            case FORBIDDEN ->
                " (the account needs the role BigQuery Data Editor on the dataset, and BigQuery User on the "
                        + "project)";
            case NOT_FOUND -> " (check bigquery.project and table.dataset)";
            case STOPPED_BY_PROXY ->
                " (check bigquery.proxy.user and bigquery.proxy.password; Java sends them only if the worker runs with "
                        + "-Djdk.http.auth.tunneling.disabledSchemes=)";
            default -> "";
        };
    }

    /** Whether credentials say that asking for a token again is of no use: a key was deleted, an account disabled. */
    private static boolean isLoginRefused(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof Retryable token) {
                return !token.isRetryable();
            }
        }
        return false;
    }

    private static boolean isStoppedByProxy(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof HttpResponseException response
                    && response.getStatusCode() == PROXY_AUTHENTICATION_REQUIRED) {
                return true;
            }
            // Of the way to an https server, Java tells nothing but these words.
            String message = e.getMessage();
            if (message != null
                    && message.startsWith("Unable to tunnel through proxy.")
                    && message.contains(" " + PROXY_AUTHENTICATION_REQUIRED + " ")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStatus(Throwable e) {
        return e instanceof io.grpc.StatusRuntimeException || e instanceof io.grpc.StatusException;
    }

    private static Kind kind(HttpResponseException e) {
        int status = e.getStatusCode();
        if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == TIMEOUT || isPassing(e)) {
            return Kind.PASSING;
        }
        return switch (status) {
            case BAD_REQUEST -> Kind.INVALID;
            case UNAUTHORIZED, FORBIDDEN -> Kind.FORBIDDEN;
            case NOT_FOUND -> Kind.NOT_FOUND;
            case CONFLICT -> Kind.ALREADY_EXISTS;
            case PRECONDITION_FAILED -> Kind.CHANGED;
            default -> Kind.INVALID;
        };
    }

    private static boolean isPassing(HttpResponseException e) {
        if (!(e instanceof GoogleJsonResponseException json) || json.getDetails() == null) {
            return false;
        }
        List<GoogleJsonError.ErrorInfo> errors = json.getDetails().getErrors();
        return errors != null && errors.stream().anyMatch(error -> isPassing(error.getReason()));
    }

    /** Whether what BigQuery gives this reason for may pass. */
    public static boolean isPassing(@Nullable String reason) {
        return reason != null && PASSING_REASONS.contains(reason);
    }

    private static Kind kind(Status.Code code) {
        return switch (code) {
            case PERMISSION_DENIED, UNAUTHENTICATED -> Kind.FORBIDDEN;
            case NOT_FOUND -> Kind.NOT_FOUND;
            case ALREADY_EXISTS -> Kind.ALREADY_EXISTS;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED, DATA_LOSS -> Kind.INVALID;
            default -> Kind.PASSING;
        };
    }
}
