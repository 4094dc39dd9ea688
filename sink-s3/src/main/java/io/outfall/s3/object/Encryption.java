// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How the store encrypts objects before it keeps them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html">S3: encryption</a>
 */
public sealed interface Encryption {
    /** What every header of it begins with. */
    String HEADER = "x-amz-server-side-encryption";

    /** The headers of a request that makes a new object. */
    Map<String, String> headers();

    /** The headers of every other request about an object that is encrypted so. */
    default Map<String, String> accessHeaders() {
        return Map.of();
    }

    /** As the bucket says. */
    record OfBucket() implements Encryption {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /** With keys of the store (SSE-S3). */
    record OfStore() implements Encryption {
        @Override
        public Map<String, String> headers() {
            return Map.of(HEADER, "AES256");
        }
    }

    /**
     * With a key of the key management service (SSE-KMS).
     *
     * @param keyId id, ARN or alias; null for the one that the service keeps for S3
     * @param bucketKey whether the store asks the service once in a while instead of for each object; null for what the
     *     bucket says
     * @param context what the service writes into its log beside each use of the key
     */
    record OfKeyService(@Nullable String keyId, @Nullable Boolean bucketKey, Map<String, String> context)
            implements Encryption {
        public OfKeyService {
            context = Map.copyOf(context);
        }

        @Override
        public Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>(Map.of(HEADER, "aws:kms"));
            if (keyId != null) {
                headers.put(HEADER + "-aws-kms-key-id", keyId);
            }
            if (bucketKey != null) {
                headers.put(HEADER + "-bucket-key-enabled", bucketKey.toString());
            }
            if (!context.isEmpty()) {
                headers.put(
                        HEADER + "-context",
                        Base64.getEncoder().encodeToString(json(context).getBytes(StandardCharsets.UTF_8)));
            }
            return headers;
        }

        private static String json(Map<String, String> entries) {
            return new TreeMap<>(entries)
                    .entrySet().stream()
                            .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /**
     * With a key that each request carries and the store forgets (SSE-C). Who loses it loses the objects.
     *
     * @param key 256 bits in Base64
     */
    record OfCustomer(Password key) implements Encryption {
        private static final int KEY_BYTES = 32;

        /** Whether the text is what S3 takes as a key. */
        static boolean isKey(Password key) {
            try {
                return Base64.getDecoder().decode(key.value()).length == KEY_BYTES;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public Map<String, String> headers() {
            return accessHeaders();
        }

        @Override
        public Map<String, String> accessHeaders() {
            return Map.of(
                    HEADER + "-customer-algorithm", "AES256",
                    HEADER + "-customer-key", key.value(),
                    HEADER + "-customer-key-MD5", md5());
        }

        private String md5() {
            try {
                byte[] md5 = MessageDigest.getInstance("MD5")
                        .digest(Base64.getDecoder().decode(key.value()));
                return Base64.getEncoder().encodeToString(md5);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has MD5", e);
            }
        }
    }
}
