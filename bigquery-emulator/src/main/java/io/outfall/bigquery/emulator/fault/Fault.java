// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.fault;

import io.grpc.Status;

/** What happens to a call instead of its answer. A REST call and a procedure take the same fault, each in its terms. */
public sealed interface Fault permits Fault.Answer, Fault.Cut, Fault.Unfinished, Stall {

    /**
     * An error answer, without any effect on the tables.
     *
     * @param http the status of a REST answer
     * @param reason the reason in a REST answer
     * @param code the status of a procedure
     * @param inResponse whether AppendRows reports the status in a response and keeps the connection open; else the
     *     connection ends with it
     * @param message the text of both
     */
    record Answer(int http, String reason, Status.Code code, boolean inResponse, String message) implements Fault {}

    /**
     * The connection breaks. A procedure fails as clients report that, with UNAVAILABLE; other calls on the same
     * channel go on.
     *
     * @param afterEffect whether the tables have taken the request in by then
     */
    record Cut(boolean afterEffect) implements Fault {}

    /** A query is not done when it is answered; of other calls there is nothing to be seen. */
    record Unfinished() implements Fault {}

    /** 403 quotaExceeded; in a response of AppendRows RESOURCE_EXHAUSTED. */
    static Fault quotaExceeded() {
        return new Answer(
                403,
                "quotaExceeded",
                Status.Code.RESOURCE_EXHAUSTED,
                true,
                "Quota exceeded: Your project exceeded quota for streaming bytes per minute");
    }

    /** 403 rateLimitExceeded; for AppendRows RESOURCE_EXHAUSTED, which ends the connection. */
    static Fault rateLimitExceeded() {
        return new Answer(
                403,
                "rateLimitExceeded",
                Status.Code.RESOURCE_EXHAUSTED,
                false,
                "Exceeded rate limits: too many calls");
    }

    /** 429; for AppendRows RESOURCE_EXHAUSTED, which ends the connection. */
    static Fault tooManyRequests() {
        return new Answer(
                429, "rateLimitExceeded", Status.Code.RESOURCE_EXHAUSTED, false, "Too many requests, try again later");
    }

    /** 503, UNAVAILABLE. */
    static Fault unavailable() {
        return new Answer(503, "backendError", Status.Code.UNAVAILABLE, false, "The service is currently unavailable.");
    }

    /** 500, INTERNAL. */
    static Fault internal() {
        return new Answer(500, "internalError", Status.Code.INTERNAL, false, "An internal error occurred.");
    }

    /** 403 accessDenied, PERMISSION_DENIED. */
    static Fault permissionDenied() {
        return new Answer(
                403,
                "accessDenied",
                Status.Code.PERMISSION_DENIED,
                false,
                "Access Denied: Permission 'TABLES_UPDATE_DATA' denied on resource (or it may not exist).");
    }

    /** Any status for procedures, which ends a connection of AppendRows; a REST call answers 500. */
    static Fault status(Status.Code code) {
        return new Answer(500, "backendError", code, false, "Scripted fault");
    }

    /** Any status inside a response of AppendRows, which leaves the connection open. */
    static Fault inResponse(Status.Code code) {
        return new Answer(500, "backendError", code, true, "Scripted fault");
    }

    /** The connection breaks before the request has an effect. */
    static Fault cutBefore() {
        return new Cut(false);
    }

    /** The request has its effect, and the connection breaks before the answer. */
    static Fault cutAfter() {
        return new Cut(true);
    }

    /** A query goes on for longer than its client wants to wait, and has to be asked for its results again. */
    static Fault unfinished() {
        return new Unfinished();
    }

    /** The call waits until released, and then is served. */
    static Stall stall() {
        return new Stall();
    }
}
