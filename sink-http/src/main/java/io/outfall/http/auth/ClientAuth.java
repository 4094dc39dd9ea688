// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** How the client shows the authorization server who it is: in one way and no other (RFC 6749, section 2.3). */
public sealed interface ClientAuth {

    /**
     * It does not, though it may say who it is.
     *
     * @param id null to say nothing
     */
    record None(@Nullable String id) implements ClientAuth {}

    /** By a header. */
    record Basic(String id, Password secret) implements ClientAuth {}

    /** In the body. */
    record Post(String id, Password secret) implements ClientAuth {}

    /** By a statement that it signs (RFC 7523, section 2.2). */
    record PrivateKeyJwt(String id, Assertion assertion) implements ClientAuth {}
}
