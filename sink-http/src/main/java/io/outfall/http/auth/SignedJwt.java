// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.http.client.Pem;
import io.outfall.json.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Signs an {@link Assertion} as a JSON Web Token, by RS256 or ES256 as the key is (RFC 7518, sections 3.3 and 3.4). */
final class SignedJwt {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final Assertion assertion;
    private final PrivateKey key;
    private final String algorithm;
    private final String signature;

    /** @throws ConnectException if there is no such key, or of another kind; it names the setting and no secret */
    SignedJwt(Assertion assertion) {
        this.assertion = assertion;
        this.key = key(assertion);
        boolean rsa = key.getAlgorithm().equals("RSA");
        if (!rsa && !key.getAlgorithm().equals("EC")) {
            throw new ConnectException("The key of http.oauth2.key is neither RSA nor EC");
        }
        this.algorithm = rsa ? "RS256" : "ES256";
        // What JWTs have of an elliptic curve are the two numbers as they are, without ASN.1.
        this.signature = rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    }

    /** A statement that is good for five minutes, and that nobody has seen before. */
    String text(Instant now) {
        Map<String, @Nullable Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm);
        header.put("typ", "JWT");
        if (assertion.keyId() != null) {
            header.put("kid", assertion.keyId());
        }
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put("iss", assertion.issuer());
        claims.put("sub", assertion.subject());
        claims.put("aud", assertion.audience());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", BigDecimal.valueOf(now.getEpochSecond()));
        claims.put("exp", BigDecimal.valueOf(now.plus(LIFE).getEpochSecond()));
        String signed = part(header) + "." + part(claims);
        return signed + "." + base64(signature(signed));
    }

    private byte[] signature(String signed) {
        try {
            Signature signer = Signature.getInstance(signature);
            signer.initSign(key);
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new ConnectException("The key of http.oauth2.key does not sign by " + algorithm, e);
        }
    }

    private static PrivateKey key(Assertion assertion) {
        Password text = assertion.keyPem();
        Path file = assertion.keyFile();
        String what = file == null ? "http.oauth2.key.pem" : "http.oauth2.key.file: " + file;
        try {
            String pem = file == null ? Objects.requireNonNull(text).value() : Files.readString(file);
            return Pem.parse(pem).privateKey(assertion.keyPassword());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            // Not the cause: what a parser says of a text can show the text.
            throw new ConnectException(what + " cannot be read: " + e.getMessage());
        }
    }

    private static String part(Map<String, @Nullable Object> json) {
        return base64(new JsonWriter().tree(json).text().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
