// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.outfall.http.client.Failure;
import io.outfall.http.client.Transport;
import io.outfall.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokenRequestTest {
    @AutoClose
    private final TokenServer server = TokenServer.start();

    @Test
    void aClientShowsItsSecretInAHeaderAndNowhereElse() throws Exception {
        TokenServer.Asked asked =
                asked(new Tasks(server, "http.oauth2.client.id", "out:fall", "http.oauth2.client.secret", "hid den&"));

        // Each encoded as in a form: RFC 6749, section 2.3.1.
        assertThat(asked.authorization()).isEqualTo("Basic " + base64("out%3Afall:hid+den%26"));
        assertThat(asked.params()).containsExactly(Map.entry("grant_type", "client_credentials"));
    }

    @Test
    void aClientShowsItsSecretInTheBodyAndNowhereElse() throws Exception {
        TokenServer.Asked asked = asked(new Tasks(
                server,
                "http.oauth2.client.auth",
                "post",
                "http.oauth2.client.id",
                "outfall",
                "http.oauth2.client.secret",
                "hid den&",
                "http.oauth2.param.audience",
                "https://api.example.org/",
                "http.oauth2.param.scope",
                "rows write"));

        assertThat(asked.authorization()).isEmpty();
        assertThat(asked.params())
                .isEqualTo(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "outfall",
                        "client_secret", "hid den&",
                        "audience", "https://api.example.org/",
                        "scope", "rows write"));
    }

    @Test
    void aClientSignsAStatementWithAnRsaKey() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        TokenServer.Asked asked = asked(new Tasks(
                server,
                "http.oauth2.client.auth",
                "private-key-jwt",
                "http.oauth2.client.id",
                "outfall",
                "http.oauth2.key.pem",
                pem(pair),
                "http.oauth2.key.id",
                "key-7"));

        assertThat(asked.authorization()).isEmpty();
        assertThat(asked.params())
                .containsEntry("client_id", "outfall")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        String[] jwt = asked.params().getOrDefault("client_assertion", "").split("\\.", -1);
        assertThat(json(jwt[0])).isEqualTo(Map.of("alg", "RS256", "typ", "JWT", "kid", "key-7"));
        assertThat(json(jwt[1]))
                .containsEntry("iss", "outfall")
                .containsEntry("sub", "outfall")
                .containsEntry("aud", server.uri("/token").toString())
                .containsEntry("iat", new BigDecimal("1795262400"))
                .containsEntry("exp", new BigDecimal("1795262700"))
                .containsKey("jti");
        assertThat(isSigned(jwt, "SHA256withRSA", pair)).isTrue();
    }

    @Test
    void aStatementOfWhomTheTokenIsForIsSignedWithAnEllipticKey() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = keys.generateKeyPair();
        TokenServer.Asked asked = asked(new Tasks(
                server,
                "http.oauth2.grant",
                "jwt-bearer",
                "http.oauth2.client.auth",
                "none",
                "http.oauth2.jwt.issuer",
                "outfall",
                "http.oauth2.jwt.subject",
                "ada@example.org",
                "http.oauth2.jwt.audience",
                "https://login.example.org",
                "http.oauth2.key.pem",
                pem(pair)));

        assertThat(asked.params())
                .containsOnlyKeys("grant_type", "assertion")
                .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] jwt = asked.params().getOrDefault("assertion", "").split("\\.", -1);
        assertThat(json(jwt[0])).isEqualTo(Map.of("alg", "ES256", "typ", "JWT"));
        assertThat(json(jwt[1]))
                .containsEntry("iss", "outfall")
                .containsEntry("sub", "ada@example.org")
                .containsEntry("aud", "https://login.example.org");
        assertThat(isSigned(jwt, "SHA256withECDSAinP1363Format", pair)).isTrue();
    }

    /** What TOTVS Carol's endpoint wants, and a token without any word before it. */
    @Test
    void aUserOfCarolIsToldWithConnectorAndEnvironment() throws Exception {
        server.answering(
                200,
                "{\"access_token\":\"" + server.issue("c4r0l")
                        + "\",\"refresh_token\":\"next\",\"expires_in\":3600,\"timeIssuedInMillis\":1795262400000}");
        TokenServer.Asked asked = asked(new Tasks(
                server,
                "http.oauth2.grant",
                "password",
                "http.oauth2.client.auth",
                "none",
                "http.oauth2.user",
                "ada@example.org",
                "http.oauth2.password",
                "hidden",
                "http.oauth2.param.connectorId",
                "0a1b2c",
                "http.oauth2.param.subdomain",
                "books",
                "http.oauth2.param.orgSubdomain",
                "shop",
                "http.oauth2.scheme",
                ""));

        assertThat(asked.params())
                .isEqualTo(Map.of(
                        "grant_type", "password",
                        "username", "ada@example.org",
                        "password", "hidden",
                        "connectorId", "0a1b2c",
                        "subdomain", "books",
                        "orgSubdomain", "shop"));
        assertThat(server.rows()).containsExactly("c4r0l");
    }

    @Test
    void aServerWithNamesOfItsOwnIsSpokenToInThem() throws Exception {
        server.answering(
                200, "{\"data\":{\"jwt\":\"" + server.issue("odd") + "\",\"validUntil\":1795262460000},\"ok\":true}");
        Tasks tasks = new Tasks(
                server,
                "http.oauth2.grant",
                "password",
                "http.oauth2.client.auth",
                "none",
                "http.oauth2.user",
                "ada",
                "http.oauth2.password",
                "hid\"den",
                "http.oauth2.request.form",
                "json",
                "http.oauth2.request.field.username",
                "userLogin",
                "http.oauth2.request.field.password",
                "secret",
                "http.oauth2.request.field.grant_type",
                "",
                "http.oauth2.response.access.token",
                "data.jwt",
                "http.oauth2.response.expiry",
                "data.validUntil",
                "http.oauth2.response.expiry.form",
                "epoch-milliseconds",
                "http.oauth2.scheme",
                "Token");
        try (Transport task = tasks.start()) {
            tasks.post(task);
            tasks.clock.advance(Duration.ofSeconds(29));
            tasks.post(task);
            assertThat(server.tokenRequests()).hasSize(1);
            tasks.clock.advance(Duration.ofSeconds(1));
            tasks.post(task);
        }

        assertThat(server.tokenRequests())
                .extracting(TokenServer.Asked::body)
                .containsExactly(
                        "{\"userLogin\":\"ada\",\"secret\":\"hid\\\"den\"}",
                        "{\"userLogin\":\"ada\",\"secret\":\"hid\\\"den\"}");
        assertThat(server.rows()).containsExactly("Token odd", "Token odd", "Token odd");
    }

    @Test
    void anAnswerWithoutATokenIsToldByTheNamesOfItsFields() {
        server.answering(200, "{\"mfa_token\":\"hidden\",\"mfa_required\":true}");
        Tasks tasks = Tasks.ofUser(server);
        try (Transport task = tasks.start()) {
            Failure failure = Failure.of(catchThrowableOfType(IOException.class, () -> tasks.post(task)));

            assertThat(failure.isPassing()).isFalse();
            assertThat(failure.message())
                    .isEqualTo(
                            "the token server " + server.uri("/token")
                                    + " answered without access_token; it has [mfa_token, mfa_required]; it is not asked again for 60 s");
        }
    }

    @Test
    void noTextOfSettingsShowsASecret() {
        AuthSettings settings = Tasks.settings(Map.of(
                "http.auth.type", "oauth2",
                "http.auth.header.X-Auth-Key", "hidden-1",
                "http.oauth2.token.url", "https://login.example.org/token",
                "http.oauth2.grant", "password",
                "http.oauth2.user", "ada",
                "http.oauth2.password", "hidden-2",
                "http.oauth2.client.id", "outfall",
                "http.oauth2.client.secret", "hidden-3",
                "http.oauth2.param.resource", "hidden-4"));

        assertThat(settings.toString()).contains("outfall", "ada", "X-Auth-Key").doesNotContain("hidden-");
    }

    private TokenServer.Asked asked(Tasks tasks) throws Exception {
        try (Transport task = tasks.start()) {
            assertThat(tasks.post(task)).isEqualTo(200);
        }
        List<TokenServer.Asked> asked = server.tokenRequests();
        assertThat(asked).hasSize(1);
        return asked.get(0);
    }

    private static Map<String, Object> json(String part) {
        Object json = JsonReader.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        Map<String, Object> members = new HashMap<>();
        if (json instanceof Map<?, ?> object) {
            object.forEach((name, value) -> members.put((String) name, value));
        }
        return members;
    }

    private static boolean isSigned(String[] jwt, String algorithm, KeyPair pair) throws Exception {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(pair.getPublic());
        verifier.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(Base64.getUrlDecoder().decode(jwt[2]));
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
