// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * What shows a server who sends a request.
 *
 * @param headers that every request has, by name
 * @param bearing the token that it has besides; null for none
 */
public record AuthSettings(
        Map<String, Password> headers, @Nullable Bearing bearing) {
    /** Nobody in particular. */
    public static final AuthSettings NONE = new AuthSettings(Map.of(), null);

    public AuthSettings {
        headers = Map.copyOf(headers);
    }

    /**
     * How a token is shown.
     *
     * @param tokens where it comes from
     * @param header the name of its header
     * @param scheme what stands before it there, such as {@code Bearer}; empty for nothing
     * @param refusals the statuses by which a server says that it does not take the token
     */
    public record Bearing(TokenSettings tokens, String header, String scheme, Set<Integer> refusals) {
        public Bearing {
            refusals = Set.copyOf(refusals);
        }

        String value(Token token) {
            String text = token.value().value();
            return scheme.isEmpty() ? text : scheme + " " + text;
        }
    }
}
