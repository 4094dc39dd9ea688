// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import org.apache.kafka.common.config.types.Password;

/** By what right a token is asked for. */
public sealed interface Grant {

    /** As the client itself (RFC 6749, section 4.4). */
    record ClientCredentials() implements Grant {}

    /**
     * For a user whose password we have (RFC 6749, section 4.3). Where an answer has a refresh token, the next token is
     * got by that, and by the password again when it is refused.
     */
    record OfUser(String user, Password password) implements Grant {}

    /**
     * By a refresh token (RFC 6749, section 6). Where an answer has a new one, that takes its place until the worker
     * ends; when it is refused, the configured one is tried again.
     */
    record Refresh(Password token) implements Grant {}

    /** By a statement that we sign (RFC 7523, section 2.1). */
    record JwtBearer(Assertion assertion) implements Grant {}
}
