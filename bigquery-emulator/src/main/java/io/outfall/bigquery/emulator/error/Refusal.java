// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.error;

import org.jspecify.annotations.Nullable;

/** A request that BigQuery would not serve, with the reason that its REST interface gives. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Reasons of the REST interface, with the HTTP status and the canonical status that go with each. */
    public enum Reason {
        INVALID(400, "invalid", "INVALID_ARGUMENT"),
        INVALID_QUERY(400, "invalidQuery", "INVALID_ARGUMENT"),
        BAD_REQUEST(400, "badRequest", "INVALID_ARGUMENT"),
        PARSE_ERROR(400, "parseError", "INVALID_ARGUMENT"),
        ACCESS_DENIED(403, "accessDenied", "PERMISSION_DENIED"),
        RATE_LIMIT_EXCEEDED(403, "rateLimitExceeded", "PERMISSION_DENIED"),
        NOT_FOUND(404, "notFound", "NOT_FOUND"),
        DUPLICATE(409, "duplicate", "ALREADY_EXISTS"),
        CONDITION_NOT_MET(412, "conditionNotMet", "FAILED_PRECONDITION"),
        TOO_LARGE(413, "uploadTooLarge", "INVALID_ARGUMENT"),
        NOT_IMPLEMENTED(501, "notImplemented", "UNIMPLEMENTED");

        private final int http;
        private final String word;
        private final String status;

        Reason(int http, String word, String status) {
            this.http = http;
            this.word = word;
            this.status = status;
        }

        /** The HTTP status. */
        public int http() {
            return http;
        }

        /** The word in {@code error.errors[].reason}. */
        public String word() {
            return word;
        }

        /** The word in {@code error.status}. */
        public String status() {
            return status;
        }
    }

    private final Reason reason;

    public Refusal(Reason reason, String message) {
        this(reason, message, null);
    }

    public Refusal(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** A request that breaks a rule of its own, whatever the state of the tables. */
    public static Refusal invalid(String message) {
        return new Refusal(Reason.INVALID, message);
    }

    /** Something BigQuery knows and this emulator does not. */
    public static Refusal notEmulated(String what) {
        return new Refusal(Reason.NOT_IMPLEMENTED, "The emulator does not know " + what);
    }

    public Reason reason() {
        return reason;
    }
}
