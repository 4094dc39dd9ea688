// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static io.outfall.testing.fault.S3Request.COMPLETE_UPLOAD;
import static io.outfall.testing.fault.S3Request.CREATE_UPLOAD;
import static io.outfall.testing.fault.S3Request.GET_OBJECT;
import static io.outfall.testing.fault.S3Request.HEAD_OBJECT;
import static io.outfall.testing.fault.S3Request.PUT_OBJECT;
import static io.outfall.testing.fault.S3Request.UPLOAD_PART;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.fault.S3Request;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

@Timeout(60)
class ObjectOptionsOnTheWireTest {
    private static final Body DIGITS = Body.of(RecordedStore.CONTENT.getBytes(US_ASCII));
    private static final ObjectSpec DATA = new ObjectSpec("orders/1", "application/x", Map.of("rows", "3"));
    private static final ObjectSpec CONTROL = ObjectSpec.control("_outfall/1", "application/x", Map.of("offset", "7"));
    private static final String CUSTOMER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private final RecordedStore recorded = new RecordedStore();

    @AfterEach
    void close() {
        recorded.close();
    }

    @Test
    void encryptionWithKeysOfTheStoreIsAskedForWhenAnObjectIsMade() throws S3Failure {
        assertThat(ofEveryRequest(DATA, encrypted(new Encryption.OfStore()), "x-amz-server-side"))
                .isEqualTo(Map.of(
                        PUT_OBJECT, List.of("x-amz-server-side-encryption: AES256"),
                        CREATE_UPLOAD, List.of("x-amz-server-side-encryption: AES256")));
    }

    @Test
    void encryptionWithAKeyOfTheServiceNamesItAndItsContext() throws S3Failure {
        List<String> kms = List.of(
                "x-amz-server-side-encryption-aws-kms-key-id: alias/lake",
                "x-amz-server-side-encryption-bucket-key-enabled: true",
                // {"a":"\"b\"","team":"orders"}
                "x-amz-server-side-encryption-context: eyJhIjoiXCJiXCIiLCJ0ZWFtIjoib3JkZXJzIn0=",
                "x-amz-server-side-encryption: aws:kms");
        Encryption encryption = new Encryption.OfKeyService("alias/lake", true, Map.of("team", "orders", "a", "\"b\""));

        assertThat(ofEveryRequest(DATA, encrypted(encryption), "x-amz-server-side"))
                .isEqualTo(Map.of(PUT_OBJECT, kms, CREATE_UPLOAD, kms));
    }

    @Test
    void encryptionWithTheKeyThatTheServiceKeepsForS3NamesNone() throws S3Failure {
        Encryption encryption = new Encryption.OfKeyService(null, null, Map.of());

        assertThat(ofEveryRequest(DATA, encrypted(encryption), "x-amz-server-side"))
                .isEqualTo(Map.of(
                        PUT_OBJECT, List.of("x-amz-server-side-encryption: aws:kms"),
                        CREATE_UPLOAD, List.of("x-amz-server-side-encryption: aws:kms")));
    }

    @Test
    void aKeyOfTheCustomerIsInEveryRequestAboutAnObject() throws S3Failure {
        List<String> key = List.of(
                "x-amz-server-side-encryption-customer-algorithm: AES256",
                "x-amz-server-side-encryption-customer-key-MD5: KYvwGXoFFJ42a2u2GDWhwQ==",
                "x-amz-server-side-encryption-customer-key: " + CUSTOMER_KEY);

        assertThat(ofEveryRequest(
                        DATA, encrypted(new Encryption.OfCustomer(new Password(CUSTOMER_KEY))), "x-amz-server-side"))
                .isEqualTo(Map.of(
                        PUT_OBJECT, key,
                        CREATE_UPLOAD, key,
                        UPLOAD_PART, key,
                        COMPLETE_UPLOAD, key,
                        HEAD_OBJECT, key,
                        GET_OBJECT, key));
    }

    @Test
    void filesHaveWhatTheUserSaysOfThem() throws S3Failure {
        List<String> all = List.of(
                "x-amz-acl: bucket-owner-full-control",
                "x-amz-meta-owner: Orders & Co.",
                "x-amz-meta-rows: 3",
                "x-amz-storage-class: STANDARD_IA",
                "x-amz-tagging: a%3Db=%2B%20%2F%20%C3%A4&team=orders");

        Map<S3Request, List<String>> sent = ofEveryRequest(DATA, everything(), "x-amz-");

        assertThat(List.of(sent.get(PUT_OBJECT), sent.get(CREATE_UPLOAD)))
                .allSatisfy(headers -> assertThat(headers).containsAll(all));
    }

    @Test
    void theBooksOfTheSinkHaveNeitherTagsNorAStorageClass() throws S3Failure {
        Map<S3Request, List<String>> sent = ofEveryRequest(CONTROL, everything(), "x-amz-");

        assertThat(List.of(sent.get(PUT_OBJECT), sent.get(CREATE_UPLOAD)))
                .allSatisfy(headers -> assertThat(headers)
                        .contains(
                                "x-amz-acl: bucket-owner-full-control",
                                "x-amz-meta-offset: 7",
                                "x-amz-server-side-encryption: AES256")
                        .noneMatch(line -> line.startsWith("x-amz-storage-class")
                                || line.startsWith("x-amz-tagging")
                                || line.startsWith("x-amz-meta-owner")));
    }

    @Test
    void nothingIsAskedForUnlessTheUserSaysSo() throws S3Failure {
        Map<S3Request, List<String>> sent = ofEveryRequest(DATA, ObjectOptions.DEFAULT, "x-amz-");

        assertThat(sent.get(PUT_OBJECT))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("X-Amz-Date", "x-amz-checksum-crc32", "x-amz-content-sha256", "x-amz-meta-rows");
    }

    /** The sums of "123456789". */
    @ParameterizedTest
    @CsvSource({
        "CRC32, x-amz-checksum-crc32, y/Q5Jg==",
        "CRC32C, x-amz-checksum-crc32c, 4waSgw==",
        "SHA1, x-amz-checksum-sha1, 98O8HYCOBHMq32eZZczDTKeuNEE=",
        "SHA256, x-amz-checksum-sha256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    })
    void theChecksumIsTheOneThatIsAskedForAndPrecedesTheBytes(Checksum kind, String header, String sum)
            throws S3Failure {
        ObjectOptions options = new ObjectOptions(new Encryption.OfBucket(), null, null, Map.of(), Map.of(), kind);

        assertThat(ofEveryRequest(DATA, options, "x-amz-checksum-"))
                .isEqualTo(Map.of(
                        PUT_OBJECT, List.of(header + ": " + sum),
                        CREATE_UPLOAD, List.of("x-amz-checksum-algorithm: " + kind),
                        UPLOAD_PART, List.of(header + ": " + sum)));
        assertThat(recorded.requests()).allSatisfy(request -> {
            assertThat(request.header("Content-Encoding")).isEmpty();
            assertThat(request.header("x-amz-trailer")).isEmpty();
        });
    }

    private static ObjectOptions encrypted(Encryption encryption) {
        return new ObjectOptions(encryption, null, null, Map.of(), Map.of(), Checksum.CRC32);
    }

    private static ObjectOptions everything() {
        return new ObjectOptions(
                new Encryption.OfStore(),
                ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL,
                "STANDARD_IA",
                Map.of("team", "orders", "a=b", "+ / ä"),
                Map.of("owner", "Orders & Co.", "rows", "is what the sink says"),
                Checksum.CRC32);
    }

    /** Puts an object, uploads it in parts, looks at it and reads it; gives the headers that begin like this. */
    private Map<S3Request, List<String>> ofEveryRequest(ObjectSpec object, ObjectOptions options, String prefix)
            throws S3Failure {
        S3Settings settings = new S3Settings(
                "lake",
                "eu-central-1",
                recorded.endpoint(),
                S3Settings.Addressing.PATH,
                new S3Credentials.StaticKeys(new Password("AKIA123"), new Password("s3cret"), null),
                Compatibility.MODERN,
                options,
                ConnectionSettings.of(Duration.ofSeconds(30)),
                5L << 20);
        try (ObjectStore store = ObjectStore.open(settings)) {
            store.put(object, DIGITS, new Condition.Always());
            String upload = store.createUpload(object);
            UploadedPart part = store.uploadPart(object.key(), upload, 1, DIGITS);
            store.completeUpload(object.key(), upload, List.of(part), DIGITS.length(), true);
            if (object.purpose() == ObjectSpec.Purpose.DATA) {
                // It was read when it was the first.
                assertThatThrownBy(() -> store.head(object.key())).hasMessageContaining("403");
            } else {
                store.read(object.key()).orElseThrow().close();
            }
        }
        Map<S3Request, List<String>> sent = new EnumMap<>(S3Request.class);
        for (S3Request kind : S3Request.values()) {
            List<String> headers = recorded.headers(kind, prefix);
            if (!headers.isEmpty()) {
                sent.put(kind, headers);
            }
        }
        return sent;
    }
}
