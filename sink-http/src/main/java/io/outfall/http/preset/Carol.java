// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.preset;

import java.util.HashMap;
import java.util.Map;

/**
 * The intake of TOTVS Carol: JSON arrays of flat rows, by its documentation and its Python client (docs.carol.ai,
 * "Sending data"; pyCarol).
 *
 * @param organization the first part of the host, and the organization's name for tokens
 * @param environment the tenant, for tokens
 * @param connectorId of the connector in Carol that owns the staging tables
 * @param staging the staging table, as a part of an address with placeholders
 */
public record Carol(String organization, String environment, String connectorId, String staging) {
    private static final String KEY = "http.auth.header.X-Auth-Key";

    /**
     * What the sink needs to post there.
     *
     * @param given what the user has set, which tells how to show who we are
     */
    Map<String, String> settings(Map<String, String> given) {
        String host = "https://" + organization + ".carol.ai";
        Map<String, String> settings = new HashMap<>(Map.of(
                "http.url", host + "/api/v3/staging/intake/" + staging + "?connectorId=" + connectorId,
                "http.method", "POST",
                "http.compression", "gzip",
                "batch.format", "array",
                // What the Python client sends at once, and a tenth less than what Carol takes.
                "batch.rows", "500",
                "batch.bytes", "9000000",
                // A key that is in one request twice is refused.
                "batch.compact", "true",
                // As the Python client repeats.
                "response.retry", "401,403,407-409,423,425,429,500-599",
                "response.reject", "400,410,412-415,422"));
        if (given.containsKey(KEY)) {
            settings.put("http.auth.header.X-Auth-ConnectorId", connectorId);
        }
        if ("oauth2".equals(given.get("http.auth.type"))) {
            settings.putAll(Map.of(
                    "http.oauth2.token.url",
                    host + "/api/v1/oauth2/token",
                    "http.oauth2.grant",
                    "password",
                    "http.oauth2.client.auth",
                    "none",
                    "http.oauth2.param.connectorId",
                    connectorId,
                    "http.oauth2.param.subdomain",
                    environment,
                    "http.oauth2.param.orgSubdomain",
                    organization));
        }
        return settings;
    }
}
