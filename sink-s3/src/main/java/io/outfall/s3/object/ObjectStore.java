// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * One bucket of an S3 store. Every method blocks for one request or two, so only deliveries and preflights call them;
 * any thread may.
 */
public final class ObjectStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final String bucket;
    private final boolean checksums;
    private final S3Failures failures;
    private final AtomicBoolean proven = new AtomicBoolean();

    private ObjectStore(S3Client client, S3Settings settings) {
        this.client = client;
        this.bucket = settings.bucket();
        this.checksums = settings.compatibility() == Compatibility.MODERN;
        this.failures = new S3Failures(bucket, Secrets.of(settings.credentials()));
    }

    /**
     * Makes a client; nothing is asked of the store yet.
     *
     * @throws S3Failure if the settings leave open what the worker's surroundings do not say either, such as the region
     */
    public static ObjectStore open(S3Settings settings) throws S3Failure {
        try {
            return new ObjectStore(S3Clients.create(settings), settings);
        } catch (SdkException e) {
            throw S3Failure.lasting(
                    "cannot make a client for s3://" + settings.bucket() + ": " + e.getMessage() + " Set s3.region.");
        }
    }

    /** The bucket's name. */
    public String bucket() {
        return bucket;
    }

    /**
     * Asks whether the bucket is there and the credentials are good for it.
     *
     * @throws S3Failure if not, saying what to mend
     */
    public void probe() throws S3Failure {
        call(Operation.HEAD_BUCKET, "", () -> client.headBucket(request -> request.bucket(bucket)));
    }

    /** What there is under a key, or empty. */
    public Optional<StoredObject> head(String key) throws S3Failure {
        try {
            HeadObjectResponse found = call(
                    Operation.HEAD_OBJECT,
                    key,
                    () -> client.headObject(request -> request.bucket(bucket).key(key)));
            return Optional.of(new StoredObject(found.contentLength(), String.valueOf(found.eTag()), found.metadata()));
        } catch (S3Failure e) {
            if (e.status() == NOT_FOUND && !e.isCode("NoSuchBucket")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The uploads below a prefix that were neither completed nor aborted, of whomever they are. */
    public List<OpenUpload> openUploads(String prefix) throws S3Failure {
        return call(Operation.LIST_UPLOADS, prefix, () -> {
            List<OpenUpload> uploads = new ArrayList<>();
            for (ListMultipartUploadsResponse page : client.listMultipartUploadsPaginator(
                    request -> request.bucket(bucket).prefix(prefix))) {
                page.uploads()
                        .forEach(upload ->
                                uploads.add(new OpenUpload(upload.key(), upload.uploadId(), upload.initiated())));
            }
            return uploads;
        });
    }

    /** Stores an object as a whole; one that is there already is replaced. */
    void put(ObjectSpec object, PartBuffer bytes) throws S3Failure {
        call(
                Operation.PUT_OBJECT,
                object.key(),
                () -> client.putObject(
                        request -> request.bucket(bucket)
                                .key(object.key())
                                .contentType(object.contentType())
                                .metadata(object.metadata())
                                .checksumCRC32(checksum(bytes)),
                        body(bytes, object.contentType())));
        prove(object.key(), bytes.size());
    }

    /** Creates a multipart upload and returns its id. */
    String createUpload(ObjectSpec object) throws S3Failure {
        return call(
                        Operation.CREATE_UPLOAD,
                        object.key(),
                        () -> client.createMultipartUpload(request -> request.bucket(bucket)
                                .key(object.key())
                                .contentType(object.contentType())
                                .metadata(object.metadata())
                                .checksumAlgorithm(checksums ? ChecksumAlgorithm.CRC32 : null)))
                .uploadId();
    }

    UploadedPart uploadPart(String key, String uploadId, int number, PartBuffer bytes) throws S3Failure {
        String crc32 = checksum(bytes);
        String etag = call(
                        Operation.UPLOAD_PART,
                        key,
                        () -> client.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(key)
                                        .uploadId(uploadId)
                                        .partNumber(number)
                                        .checksumCRC32(crc32),
                                body(bytes, "application/octet-stream")))
                .eTag();
        return new UploadedPart(number, etag, crc32);
    }

    /**
     * Makes an object of the parts.
     *
     * @param length bytes of all parts together
     */
    void completeUpload(String key, String uploadId, List<UploadedPart> parts, long length) throws S3Failure {
        List<CompletedPart> all = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(part.etag())
                        .checksumCRC32(part.crc32())
                        .build())
                .toList();
        call(
                Operation.COMPLETE_UPLOAD,
                key,
                () -> client.completeMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(all))));
        prove(key, length);
    }

    /** Removes an upload and its parts; one that is gone already is no failure. */
    public void abortUpload(String key, String uploadId) throws S3Failure {
        try {
            call(
                    Operation.ABORT_UPLOAD,
                    key,
                    () -> client.abortMultipartUpload(
                            request -> request.bucket(bucket).key(key).uploadId(uploadId)));
        } catch (S3Failure e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Closes the connections. */
    @Override
    public void close() {
        client.close();
    }

    /**
     * Looks at the first object after it was stored: some stores answer 200 to requests that they do not understand,
     * and keep the framing of the transfer as if it were content.
     */
    private void prove(String key, long length) throws S3Failure {
        if (proven.get()) {
            return;
        }
        Optional<StoredObject> found;
        try {
            found = head(key);
        } catch (S3Failure e) {
            if (e.status() != FORBIDDEN) {
                throw e;
            }
            LOG.info("The first object is not compared with what was sent: the credentials do not allow s3:GetObject");
            proven.set(true);
            return;
        }
        if (found.isEmpty()) {
            throw S3Failure.passing("s3://" + bucket + "/" + key + " is not there after the store took it");
        }
        if (found.get().length() != length) {
            throw S3Failure.lasting(
                    "s3://" + bucket + "/" + key + " has " + found.get().length() + " bytes, but "
                            + length
                            + " were sent. The store does not understand the requests: set s3.compatibility=legacy, and"
                            + " remove the object.");
        }
        proven.set(true);
    }

    private @Nullable String checksum(PartBuffer bytes) {
        return checksums
                ? Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                                .putInt(bytes.crc32())
                                .array())
                : null;
    }

    private static RequestBody body(PartBuffer bytes, String contentType) {
        return RequestBody.fromContentProvider(bytes::stream, bytes.size(), contentType);
    }

    private <T> T call(Operation operation, String key, Supplier<T> request) throws S3Failure {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failures.of(operation, key, e);
        }
    }
}
