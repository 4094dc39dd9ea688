// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outfall.s3.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What a store makes of the options, where it takes them at all from a client that is not ours. Most stores forget
 * something with an object in parts; that it is asked for there too, the test of the wire shows.
 */
@Timeout(60)
class ObjectOptionsIT {
    private static final Body DIGITS = Body.of("123456789".getBytes(US_ASCII));
    private static final ObjectSpec WHOLE = new ObjectSpec("orders/whole", "application/x", Map.of("rows", "3"));
    private static final ObjectSpec IN_PARTS = new ObjectSpec("orders/parts", "application/x", Map.of("rows", "3"));

    private static TestStore bucket;

    @BeforeAll
    static void openBucket() {
        bucket = TestStore.open();
    }

    @AfterAll
    static void closeBucket() {
        bucket.close();
    }

    @AfterEach
    void clear() {
        bucket.clear();
    }

    @Test
    void filesHaveTheirTags() throws S3Failure {
        assumeKept(request -> request.tagging("team=orders"), head -> true);

        write(options(new Encryption.OfBucket(), null, null, Map.of("team", "orders"), Checksum.CRC32));

        assertThat(bucket.tags(WHOLE.key())).isEqualTo(Map.of("team", "orders"));
    }

    @Test
    void filesAreInTheirStorageClass() throws S3Failure {
        assumeKept(
                request -> request.storageClass("STANDARD_IA"),
                head -> "STANDARD_IA".equals(head.storageClassAsString()));

        write(options(new Encryption.OfBucket(), null, "STANDARD_IA", Map.of(), Checksum.CRC32));

        assertThat(head(WHOLE).storageClassAsString()).isEqualTo("STANDARD_IA");
    }

    @Test
    void filesAreEncryptedByTheStore() throws S3Failure {
        assumeKept(
                request -> request.serverSideEncryption(ServerSideEncryption.AES256),
                head -> head.serverSideEncryption() == ServerSideEncryption.AES256);

        write(options(new Encryption.OfStore(), null, null, Map.of(), Checksum.CRC32));

        assertThat(head(WHOLE).serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    }

    @Test
    void filesAreTheOwnersOfTheBucket() throws S3Failure {
        assumeKept(request -> request.acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL), head -> true);

        write(options(
                new Encryption.OfBucket(), ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL, null, Map.of(), Checksum.CRC32));

        assertThat(bucket.keys()).containsExactlyInAnyOrder(WHOLE.key(), IN_PARTS.key());
    }

    @ParameterizedTest
    @EnumSource
    void theStoreFindsTheChecksumRight(Checksum kind) throws S3Failure {
        assumeKept(request -> request.checksumAlgorithm(ChecksumAlgorithm.fromValue(kind.name())), head -> true);

        write(options(new Encryption.OfBucket(), null, null, Map.of(), kind));

        assertThat(bucket.read(WHOLE.key())).asString(US_ASCII).isEqualTo("123456789");
        assertThat(bucket.read(IN_PARTS.key())).asString(US_ASCII).isEqualTo("123456789");
    }

    private static void assumeKept(Consumer<PutObjectRequest.Builder> options, Predicate<HeadObjectResponse> kept) {
        Optional<String> refusal = bucket.refusal(options, kept);
        assumeTrue(refusal.isEmpty(), () -> refusal.orElse(""));
    }

    private static ObjectOptions options(
            Encryption encryption,
            @Nullable ObjectCannedACL acl,
            @Nullable String storageClass,
            Map<String, String> tags,
            Checksum checksum) {
        return new ObjectOptions(encryption, acl, storageClass, tags, Map.of("owner", "orders"), checksum);
    }

    /** Writes one object in one request and one in parts. */
    private static void write(ObjectOptions options) throws S3Failure {
        try (ObjectStore store =
                ObjectStore.open(bucket.settings(bucket.endpoint()).with(options))) {
            store.put(WHOLE, DIGITS, new Condition.Always());
            String upload = store.createUpload(IN_PARTS);
            UploadedPart part = store.uploadPart(IN_PARTS.key(), upload, 1, DIGITS);
            store.completeUpload(IN_PARTS.key(), upload, List.of(part), DIGITS.length(), false);
        }
        assertThat(List.of(WHOLE, IN_PARTS))
                .allSatisfy(object ->
                        assertThat(head(object).metadata()).isEqualTo(Map.of("rows", "3", "owner", "orders")));
    }

    private static HeadObjectResponse head(ObjectSpec object) {
        return bucket.head(object.key());
    }
}
