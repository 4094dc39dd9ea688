// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A key that a client signs with, and what it tells an authorization server of it. */
record SigningKey(String id, KeyPair pair) {
    private static final int P256_BYTES = 32;

    static SigningKey rsa(String id) {
        return new SigningKey(id, generated("RSA", null));
    }

    static SigningKey elliptic(String id) {
        return new SigningKey(id, generated("EC", "secp256r1"));
    }

    /** The private key, PKCS #8. */
    String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** The public key, as Base64 and nothing around it. */
    String publicText() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** The public key, as a set of one (RFC 7517). */
    String jwks() {
        String numbers = pair.getPublic() instanceof RSAPublicKey rsa
                ? "\"kty\":\"RSA\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\""
                        .formatted(base64(bytes(rsa.getModulus())), base64(bytes(rsa.getPublicExponent())))
                : ellipticNumbers((ECPublicKey) pair.getPublic());
        return "{\"keys\":[{\"kid\":\"" + id + "\",\"use\":\"sig\"," + numbers + "}]}";
    }

    private static String ellipticNumbers(ECPublicKey key) {
        return "\"kty\":\"EC\",\"alg\":\"ES256\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\""
                .formatted(
                        coordinate(key.getW().getAffineX()),
                        coordinate(key.getW().getAffineY()));
    }

    /** Always of the full length (RFC 7518, section 6.2.1.2). */
    private static String coordinate(BigInteger number) {
        byte[] bytes = bytes(number);
        byte[] padded = new byte[P256_BYTES];
        System.arraycopy(bytes, 0, padded, P256_BYTES - bytes.length, bytes.length);
        return base64(padded);
    }

    /** Without the byte that Java puts before a number for its sign. */
    private static byte[] bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        return signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair generated(String algorithm, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
