// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.s3.object.Compatibility;
import io.outfall.s3.object.ConditionalWrites;
import io.outfall.s3.object.ConnectionSettings;
import io.outfall.s3.object.ObjectOptions;
import io.outfall.s3.object.S3Credentials;
import io.outfall.s3.object.S3Settings;
import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.audit.OffsetAudit;
import io.outfall.testing.replay.TopicLog;
import io.outfall.testing.stack.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * A bucket of a real store, empty and of the test's own: that of {@code OUTFALL_S3_ENDPOINT} with
 * {@code OUTFALL_S3_ACCESS_KEY}, {@code OUTFALL_S3_SECRET_KEY}, {@code OUTFALL_S3_REGION} and
 * {@code OUTFALL_S3_COMPATIBILITY} where these are set, or system properties like {@code outfall.s3.access.key}, which
 * come first; else that of a server started for the test. Looks at the bucket through a client of its own.
 */
public final class TestStore implements AutoCloseable {
    /** What the names of the system properties begin with. */
    static final String PROPERTIES = "outfall.s3.";

    private final @Nullable S3Server server;
    private final URI endpoint;
    private final String accessKey;
    private final String secretKey;
    private final String region;
    private final S3Client client;
    private final String bucket = "test-" + UUID.randomUUID();
    private @Nullable ConditionalWrites conditions;
    private boolean removed;

    private TestStore(@Nullable S3Server server, URI endpoint, String accessKey, String secretKey, String region) {
        this.server = server;
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
        this.client = client(endpoint, region, accessKey, secretKey);
        client.createBucket(request -> request.bucket(bucket));
    }

    public static TestStore open() {
        String endpoint = given("endpoint", "");
        if (!endpoint.isEmpty()) {
            return new TestStore(
                    null,
                    URI.create(endpoint),
                    given("access.key", ""),
                    given("secret.key", ""),
                    given("region", "us-east-1"));
        }
        S3Server server = S3Server.start();
        return new TestStore(server, server.endpoint(), server.accessKey(), server.secretKey(), server.region());
    }

    private static String given(String name, String otherwise) {
        String variable = "OUTFALL_S3_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
        return System.getProperty(PROPERTIES + name, System.getenv().getOrDefault(variable, otherwise));
    }

    /** Whether the store refuses keys that it does not know. Ours does; some do not, and cannot show what follows. */
    public boolean checksKeys() {
        if (server != null) {
            return true;
        }
        try (S3Client stranger = client(endpoint, region, "nobody", "nothing")) {
            stranger.headBucket(request -> request.bucket(bucket));
            return false;
        } catch (S3Exception refused) {
            return true;
        }
    }

    /** Which conditions the store honours, by a client that is not ours; asked once. */
    public ConditionalWrites conditions() {
        ConditionalWrites known = conditions;
        if (known == null) {
            String key = "honoured/" + UUID.randomUUID();
            known = new ConditionsHonoured(client, bucket, key).all();
            client.deleteObject(request -> request.bucket(bucket).key(key));
            conditions = known;
        }
        return known;
    }

    /** Whether each offset can be delivered exactly once. */
    public boolean canDeliverExactlyOnce() {
        return conditions().putIfAbsent() && conditions().putIfMatch();
    }

    /** What the store understands. */
    public Compatibility compatibility() {
        return Compatibility.valueOf(given("compatibility", "modern").toUpperCase(Locale.ROOT));
    }

    /** Whether an upload survives that another one of its key is aborted. With S3Mock, its parts are gone too. */
    public boolean keepsUploadsApart() {
        String key = "apart/" + UUID.randomUUID();
        String aborted = beginUpload(key);
        String other = beginUpload(key);
        client.uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(other).partNumber(1),
                RequestBody.fromString("content"));
        abortUpload(key, aborted);
        try {
            return client.listParts(request -> request.bucket(bucket).key(key).uploadId(other))
                            .parts()
                            .size()
                    == 1;
        } catch (S3Exception gone) {
            return false;
        } finally {
            abortUpload(key, other);
        }
    }

    /**
     * Asks, by a client that is not ours, what the store makes of some options of an object.
     *
     * @param kept whether it says of the object afterwards what the options say
     * @return empty where it does, else what it does instead
     */
    public Optional<String> refusal(Consumer<PutObjectRequest.Builder> options, Predicate<HeadObjectResponse> kept) {
        String key = "refused/" + UUID.randomUUID();
        try {
            client.putObject(
                    request -> options.accept(request.bucket(bucket).key(key)), RequestBody.fromString("content"));
            return kept.test(head(key)) ? Optional.empty() : Optional.of("the store takes it and forgets it");
        } catch (S3Exception e) {
            return Optional.of("the store answers " + e.statusCode() + " "
                    + e.awsErrorDetails().errorCode());
        } finally {
            client.deleteObject(request -> request.bucket(bucket).key(key));
        }
    }

    /** The tags of an object. */
    public Map<String, String> tags(String key) {
        return client.getObjectTagging(request -> request.bucket(bucket).key(key)).tagSet().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    /** Where the store listens. */
    public URI endpoint() {
        return endpoint;
    }

    public String bucket() {
        return bucket;
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    public String region() {
        return region;
    }

    /** Settings that reach the bucket by another way, such as a proxy, with parts of the least size. */
    public S3Settings settings(URI by) {
        return settings(by, bucket, accessKey, secretKey, Duration.ofSeconds(30));
    }

    /** The same, but for what is given. */
    public S3Settings settings(URI by, String toBucket, String id, String secret, Duration timeout) {
        return new S3Settings(
                toBucket,
                region,
                by,
                S3Settings.Addressing.PATH,
                new S3Credentials.StaticKeys(new Password(id), new Password(secret), null),
                compatibility(),
                ObjectOptions.DEFAULT,
                ConnectionSettings.of(timeout),
                5L << 20);
    }

    /** The keys of all files: everything but the books that connectors keep. */
    public List<String> keys() {
        return allKeys().stream().filter(key -> !key.contains("_outfall/")).toList();
    }

    /** The keys of all objects. */
    public List<String> allKeys() {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** The content of an object. */
    public byte[] read(String key) {
        return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    /** What the store says of an object. */
    public HeadObjectResponse head(String key) {
        return client.headObject(request -> request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    /** The keys of the uploads that were neither completed nor aborted. */
    public List<String> openUploads() {
        return client.listMultipartUploadsPaginator(request -> request.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    /** Begins an upload, leaves it, and returns its id. */
    String beginUpload(String key) {
        return client.createMultipartUpload(request -> request.bucket(bucket).key(key))
                .uploadId();
    }

    private void abortUpload(String key, String id) {
        client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    }

    /**
     * Compares what the bucket holds with what a topic holds.
     *
     * @param copies an empty folder for copies of the files
     */
    public AuditReport audit(TopicLog log, Path copies) {
        for (String key : keys()) {
            Path copy = copies.resolve(key);
            try {
                Files.createDirectories(copy.resolveSibling(""));
                Files.write(copy, read(key));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return OffsetAudit.compare(copies, log.offsets(), openUploads());
    }

    /** Removes all objects and uploads. */
    public void clear() {
        allKeys()
                .forEach(key ->
                        client.deleteObject(request -> request.bucket(bucket).key(key)));
        client.listMultipartUploadsPaginator(request -> request.bucket(bucket))
                .uploads()
                .forEach(upload -> abortUpload(upload.key(), upload.uploadId()));
    }

    private static S3Client client(URI endpoint, String region, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        // Older stores take no chunks with checksums behind them.
                        .chunkedEncodingEnabled(false)
                        .build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** Removes the bucket with all that is in it. */
    void removeBucket() {
        clear();
        client.deleteBucket(request -> request.bucket(bucket));
        removed = true;
    }

    @Override
    public void close() {
        if (server == null && !removed) {
            removeBucket();
        }
        client.close();
        if (server != null) {
            server.close();
        }
    }
}
