// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of the REST interface.
 *
 * @param method after {@code X-HTTP-Method-Override}
 * @param path the segments after {@code /bigquery/v2/}
 * @param ifMatch the etag that the client wants to change
 * @param bytes the size of the body before it was compressed
 */
record Request(
        String method,
        List<String> path,
        Map<String, String> parameters,
        @Nullable String ifMatch,
        @Nullable JsonObject json,
        long bytes) {

    JsonObject body() {
        if (json == null) {
            throw new Refusal(Refusal.Reason.PARSE_ERROR, "A body of JSON is missing");
        }
        return json;
    }
}
