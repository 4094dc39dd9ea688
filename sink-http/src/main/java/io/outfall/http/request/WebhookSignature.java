// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.types.Password;

/**
 * Shows a server that a request is ours and when it was made, by the symmetric signature of Standard Webhooks
 * (https://www.standardwebhooks.com, version 1): an HMAC by SHA-256 of id, time and body as it is sent.
 */
final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * @param secret {@code whsec_} and Base64, as the standard writes secrets; any other text counts as it is
     * @throws IllegalArgumentException if what follows the prefix is no Base64; the message quotes nothing
     */
    WebhookSignature(Password secret) {
        this.key = new SecretKeySpec(bytes(secret.value()), ALGORITHM);
    }

    /**
     * The headers of one attempt.
     *
     * @param id the same for every attempt
     * @param epochSecond when the attempt is made
     * @param body as it is sent; it is not consumed
     */
    Map<String, String> headers(String id, long epochSecond, ByteBuffer body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + epochSecond + ".").getBytes(StandardCharsets.UTF_8));
            mac.update(body.duplicate());
            return Map.of(
                    "webhook-id",
                    id,
                    "webhook-timestamp",
                    Long.toString(epochSecond),
                    "webhook-signature",
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("what follows whsec_ is no Base64");
        }
    }
}
