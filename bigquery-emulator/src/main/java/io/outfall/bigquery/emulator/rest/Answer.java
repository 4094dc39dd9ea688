// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import org.jspecify.annotations.Nullable;

/** A status and a body of JSON, if any. */
record Answer(int status, @Nullable JsonObject json) {

    static Answer ok(JsonObject json) {
        return new Answer(200, json);
    }

    static Answer refused(Refusal refusal) {
        Refusal.Reason reason = refusal.reason();
        return error(reason.http(), reason.word(), reason.status(), String.valueOf(refusal.getMessage()));
    }

    /** An error as all of Google's interfaces write it. */
    static Answer error(int code, String reason, String status, String message) {
        JsonObject detail = new JsonObject();
        detail.addProperty("message", message);
        detail.addProperty("domain", "global");
        detail.addProperty("reason", reason);
        JsonArray errors = new JsonArray();
        errors.add(detail);
        JsonObject error = new JsonObject();
        error.addProperty("code", code);
        error.addProperty("message", message);
        error.add("errors", errors);
        error.addProperty("status", status);
        JsonObject json = new JsonObject();
        json.add("error", error);
        return new Answer(code, json);
    }
}
