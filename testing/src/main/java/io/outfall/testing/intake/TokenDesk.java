// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.intake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives tokens to one user for one connector. Refresh tokens are good once. Any thread may call it. */
final class TokenDesk {
    private final CarolIntake.Login login;
    private final Set<String> tokens = new HashSet<>();
    private final Set<String> refreshTokens = new HashSet<>();
    private int given;

    TokenDesk(CarolIntake.Login login) {
        this.login = login;
    }

    /**
     * Answers a token request.
     *
     * @param form the body
     * @return JSON
     */
    synchronized String give(String form) throws Refused {
        Map<String, String> params = params(form);
        String grant = params.getOrDefault("grant_type", "");
        if (grant.equals("refresh_token")) {
            if (!refreshTokens.remove(params.getOrDefault("refresh_token", ""))) {
                throw new Refused(401, "the refresh token is not good", "refresh_token");
            }
        } else if (grant.equals("password")) {
            expect("username", login.user(), params);
            expect("password", login.password(), params);
            expect("subdomain", login.subdomain(), params);
            expect("orgSubdomain", login.organization(), params);
        } else {
            throw new Refused(400, "there is no such grant", "grant_type");
        }
        expect("connectorId", login.connectorId(), params);
        given++;
        tokens.add("token-" + given);
        refreshTokens.add("refresh-" + given);
        return "{\"access_token\":\"token-%d\",\"refresh_token\":\"refresh-%d\",\"expires_in\":3600,\"timeIssuedInMillis\":%d}"
                .formatted(given, given, System.currentTimeMillis());
    }

    /** @param shown the header {@code Authorization}, which is the token and nothing else */
    synchronized void check(String shown) throws Refused {
        if (!tokens.contains(shown)) {
            throw new Refused(401, "the token is not good", "Authorization");
        }
    }

    /** Takes no token any more that was given so far. */
    synchronized void revoke() {
        tokens.clear();
    }

    /** How many were given. */
    synchronized int given() {
        return given;
    }

    private static void expect(String name, String value, Map<String, String> params) throws Refused {
        if (!value.equals(params.get(name))) {
            throw new Refused(401, "the login is not right", name);
        }
    }

    private static Map<String, String> params(String form) throws Refused {
        Map<String, String> params = new HashMap<>();
        for (String param : form.split("&", -1)) {
            int equals = param.indexOf('=');
            if (equals < 1) {
                throw new Refused(400, "the body is no form", "body");
            }
            params.put(decoded(param.substring(0, equals)), decoded(param.substring(equals + 1)));
        }
        return params;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
