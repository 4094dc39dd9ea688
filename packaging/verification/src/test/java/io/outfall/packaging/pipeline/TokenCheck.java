// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows good tokens of a realm by themselves and by the keys that it publishes, as an API does. */
final class TokenCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEARER = "Bearer ";

    private final URI issuer;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    /** @param issuer the realm, as its tokens name it */
    TokenCheck(URI issuer) {
        this.issuer = issuer;
    }

    /**
     * What a token says.
     *
     * @param id what tells it from all others
     * @param client who asked for it
     * @param user for whom
     * @param issuedAt in seconds since 1970
     */
    record Claims(String id, String client, String user, long issuedAt) {}

    /** A token is not good; the message says why. */
    static final class NotGoodException extends Exception {
        private static final long serialVersionUID = 1;

        NotGoodException(String why) {
            super(why);
        }
    }

    /** @param authorization the header of that name */
    Claims claims(@Nullable String authorization) throws NotGoodException {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            throw new NotGoodException("there is no token");
        }
        String[] parts = authorization.substring(BEARER.length()).split("\\.", -1);
        if (parts.length != 3) {
            throw new NotGoodException("it is no signed token");
        }
        JsonNode header = json(parts[0]);
        JsonNode claims = json(parts[1]);
        if (!header.path("alg").asText().equals("RS256")) {
            throw new NotGoodException("it is not signed by RS256");
        }
        if (!isSigned(parts, key(header.path("kid").asText()))) {
            throw new NotGoodException("its signature is not right");
        }
        if (!claims.path("iss").asText().equals(issuer.toString())) {
            throw new NotGoodException("it is of another issuer");
        }
        if (Instant.now().getEpochSecond() >= claims.path("exp").asLong()) {
            throw new NotGoodException("it has expired");
        }
        return new Claims(
                claims.path("jti").asText(),
                claims.path("azp").asText(),
                claims.path("preferred_username").asText(),
                claims.path("iat").asLong());
    }

    /** Asks for the realm's keys anew with the next token. */
    void forgetKeys() {
        keys.clear();
    }

    private PublicKey key(String id) throws NotGoodException {
        if (!keys.containsKey(id)) {
            try {
                fetchKeys();
            } catch (IOException | GeneralSecurityException e) {
                throw new NotGoodException("the keys of the realm are not to be had: " + e);
            }
        }
        PublicKey key = keys.get(id);
        if (key == null) {
            throw new NotGoodException("the realm has no such key");
        }
        return key;
    }

    private void fetchKeys() throws IOException, GeneralSecurityException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/certs"))
                .build();
        try {
            String body = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonNode key : JSON.readTree(body).path("keys")) {
                if (key.path("kty").asText().equals("RSA")
                        && key.path("use").asText().equals("sig")) {
                    RSAPublicKeySpec spec = new RSAPublicKeySpec(number(key.path("n")), number(key.path("e")));
                    keys.put(
                            key.path("kid").asText(),
                            KeyFactory.getInstance("RSA").generatePublic(spec));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isSigned(String[] parts, PublicKey key) throws NotGoodException {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new NotGoodException("its signature is none");
        }
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64.asText()));
    }

    private static JsonNode json(String part) throws NotGoodException {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException | IllegalArgumentException e) {
            throw new NotGoodException("it is no signed token");
        }
    }
}
