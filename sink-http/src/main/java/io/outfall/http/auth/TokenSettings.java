// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/**
 * How to get a token from an authorization server (RFC 6749), or from something that is like one. Equal settings get
 * the same tokens.
 *
 * @param url the token endpoint
 * @param grant by what right
 * @param client who asks
 * @param params parameters of the request besides those of the grant and the client
 * @param names other names for the standard parameters; an empty one leaves the parameter out
 * @param json whether the request is a JSON object rather than a form
 * @param reply where to look in the answer
 * @param timeout how long one token request may take
 */
public record TokenSettings(
        URI url,
        Grant grant,
        ClientAuth client,
        Map<String, Password> params,
        Map<String, String> names,
        boolean json,
        ReplyFields reply,
        Duration timeout) {
    public TokenSettings {
        params = Map.copyOf(params);
        names = Map.copyOf(names);
    }

    /**
     * Where an answer has what. Paths are names separated by dots.
     *
     * @param accessToken the token
     * @param refreshToken what later gets the next one
     * @param expiry until when the token is good
     * @param expiryForm what that number says
     * @param lifetime how long a token is good whose answer does not say
     */
    public record ReplyFields(
            String accessToken, String refreshToken, String expiry, ExpiryForm expiryForm, Duration lifetime) {}
}
