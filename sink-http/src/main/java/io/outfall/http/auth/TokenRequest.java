// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.http.client.Call;
import io.outfall.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Writes token requests. */
final class TokenRequest {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String CLIENT_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final TokenSettings settings;
    private final @Nullable SignedJwt clientJwt;
    private final @Nullable SignedJwt grantJwt;

    /** @throws org.apache.kafka.connect.errors.ConnectException if a key that the settings name cannot be had */
    TokenRequest(TokenSettings settings) {
        this.settings = settings;
        this.clientJwt =
                settings.client() instanceof ClientAuth.PrivateKeyJwt client ? new SignedJwt(client.assertion()) : null;
        this.grantJwt = settings.grant() instanceof Grant.JwtBearer grant ? new SignedJwt(grant.assertion()) : null;
    }

    /** Asks by the configured grant. */
    Call first(Instant now) {
        Map<String, String> params = new LinkedHashMap<>();
        Grant grant = settings.grant();
        if (grant instanceof Grant.ClientCredentials) {
            params.put("grant_type", "client_credentials");
        } else if (grant instanceof Grant.OfUser of) {
            params.put("grant_type", "password");
            params.put("username", of.user());
            params.put("password", of.password().value());
        } else if (grant instanceof Grant.Refresh refresh) {
            return refresh(refresh.token(), now);
        } else if (grantJwt != null) {
            params.put("grant_type", JWT_BEARER);
            params.put("assertion", grantJwt.text(now));
        }
        return call(params, now);
    }

    /** Asks by what came with an earlier token. */
    Call refresh(Password token, Instant now) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("grant_type", "refresh_token");
        params.put("refresh_token", token.value());
        return call(params, now);
    }

    private Call call(Map<String, String> params, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", settings.json() ? "application/json" : "application/x-www-form-urlencoded");
        identify(params, headers, now);
        Map<String, String> named = new LinkedHashMap<>();
        params.forEach((standard, value) -> {
            String name = settings.names().getOrDefault(standard, standard);
            if (!name.isEmpty()) {
                named.put(name, value);
            }
        });
        settings.params().forEach((name, value) -> named.put(name, value.value()));
        String body = settings.json() ? new JsonWriter().tree(named).text() : form(named);
        return new Call("POST", settings.url(), headers, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    private void identify(Map<String, String> params, Map<String, String> headers, Instant now) {
        ClientAuth client = settings.client();
        if (client instanceof ClientAuth.None none && none.id() != null) {
            params.put("client_id", none.id());
        } else if (client instanceof ClientAuth.Basic basic) {
            // Encoded twice: RFC 6749, section 2.3.1.
            String login = encoded(basic.id()) + ":" + encoded(basic.secret().value());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        } else if (client instanceof ClientAuth.Post post) {
            params.put("client_id", post.id());
            params.put("client_secret", post.secret().value());
        } else if (client instanceof ClientAuth.PrivateKeyJwt jwt && clientJwt != null) {
            params.put("client_id", jwt.id());
            params.put("client_assertion_type", CLIENT_JWT);
            params.put("client_assertion", clientJwt.text(now));
        }
    }

    private static String form(Map<String, String> params) {
        return params.entrySet().stream()
                .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
