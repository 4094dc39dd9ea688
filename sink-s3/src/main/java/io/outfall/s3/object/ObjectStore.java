// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * One bucket of an S3 store. Every method blocks for one request or two, so only deliveries and preflights call them;
 * any thread may.
 */
public final class ObjectStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String bucket;
    private final S3Identity identity;
    private final S3Requests requests;
    private final S3Failures failures;
    private final FirstObject firstObject = new FirstObject(this);
    private volatile boolean sumsAgree;

    private ObjectStore(S3Client client, S3Identity identity, S3Settings settings, S3Failures failures) {
        this.client = client;
        this.identity = identity;
        this.bucket = settings.bucket();
        this.requests = new S3Requests(settings);
        this.failures = failures;
    }

    /**
     * Makes a client; nothing is asked of the store yet.
     *
     * @throws S3Failure if the settings leave open what the worker's surroundings do not say either, such as the region
     */
    public static ObjectStore open(S3Settings settings) throws S3Failure {
        S3Failures failures = new S3Failures(settings.bucket(), Secrets.of(settings), Clock.systemUTC());
        S3Identity identity = new S3Identity(settings);
        try {
            S3Client client = S3Clients.create(settings, identity.open());
            LOG.info(
                    "Speaks to s3://{} as {}",
                    settings.bucket(),
                    settings.credentials().describe());
            return new ObjectStore(client, identity, settings, failures);
        } catch (SdkException e) {
            identity.close();
            throw failures.noClient(e);
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
            HeadObjectResponse found = call(Operation.HEAD_OBJECT, key, () -> client.headObject(requests.head(key)));
            return Optional.of(new StoredObject(found.contentLength(), String.valueOf(found.eTag()), found.metadata()));
        } catch (S3Failure e) {
            if (isMissing(e)) {
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

    /**
     * Stores an object as a whole in one request.
     *
     * @throws S3Failure if the store fails, or does not know the condition; not if the condition is not met
     */
    public WriteResult put(ObjectSpec object, Body body, Condition condition) throws S3Failure {
        boolean always = condition instanceof Condition.Always;
        return written(condition, () -> {
            String etag = send(
                            always ? Operation.PUT_OBJECT : Operation.PUT_ON_CONDITION,
                            object.key(),
                            () -> client.putObject(
                                    requests.put(object, body, condition), content(body, object.contentType())))
                    .eTag();
            if (object.purpose() == ObjectSpec.Purpose.DATA) {
                firstObject.check(object.key(), body);
            }
            return etag;
        });
    }

    /** Stores an object as a whole; one that is there already is replaced. */
    void put(ObjectSpec object, Body body) throws S3Failure {
        put(object, body, new Condition.Always());
    }

    /**
     * Begins to read an object.
     *
     * @return what must be closed, or empty where there is no such object
     */
    public Optional<ObjectReader> read(String key) throws S3Failure {
        try {
            return Optional.of(call(
                    Operation.GET_OBJECT,
                    key,
                    () -> new ObjectReader(key, client.getObject(requests.get(key)), failures)));
        } catch (S3Failure e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Removes an object; one that is gone already is no failure. */
    public void delete(String key) throws S3Failure {
        try {
            call(
                    Operation.DELETE_OBJECT,
                    key,
                    () -> client.deleteObject(request -> request.bucket(bucket).key(key)));
        } catch (S3Failure e) {
            if (!isMissing(e)) {
                throw e;
            }
        }
    }

    /**
     * Measures which conditions the store honours: with some twenty requests, of which nothing is left behind.
     *
     * @param scratchKey of an object that nobody else writes
     * @throws S3Failure if the store is away or refuses what has nothing to do with conditions; a condition that it
     *     does not know is no failure
     */
    public ConditionalWrites probeConditionalWrites(String scratchKey) throws S3Failure {
        return new ConditionalWriteProbe(this, scratchKey).measure();
    }

    /**
     * An empty buffer that computes, while it is filled, what a request with it needs.
     *
     * @param limit bytes that it takes
     */
    PartBuffer part(long limit) {
        return new PartBuffer(limit, requests.checksum());
    }

    /** Creates a multipart upload and returns its id. */
    public String createUpload(ObjectSpec object) throws S3Failure {
        return call(
                        Operation.CREATE_UPLOAD,
                        object.key(),
                        () -> client.createMultipartUpload(requests.createUpload(object)))
                .uploadId();
    }

    /** Sends a part of an upload; one of the same number is replaced. */
    public UploadedPart uploadPart(String key, String uploadId, int number, Body body) throws S3Failure {
        String sum = requests.sum(body);
        String etag = send(
                        Operation.UPLOAD_PART,
                        key,
                        () -> client.uploadPart(
                                requests.uploadPart(key, uploadId, number, sum),
                                content(body, "application/octet-stream")))
                .eTag();
        return new UploadedPart(number, etag, sum);
    }

    /**
     * Makes an object of the parts.
     *
     * @param length bytes of all parts together
     */
    void completeUpload(String key, String uploadId, List<UploadedPart> parts, long length) throws S3Failure {
        completeUpload(key, uploadId, parts, length, false);
    }

    /**
     * Makes an object of the parts.
     *
     * @param length bytes of all parts together
     * @param ifAbsent only if there is no object of that key; if there is, the upload stays and must be aborted
     * @throws S3Failure if the store fails, or does not know the condition; not if the condition is not met
     */
    public WriteResult completeUpload(
            String key, String uploadId, List<UploadedPart> parts, long length, boolean ifAbsent) throws S3Failure {
        return written(ifAbsent ? new Condition.IfAbsent() : new Condition.Always(), () -> {
            String etag = call(
                            ifAbsent ? Operation.COMPLETE_ON_CONDITION : Operation.COMPLETE_UPLOAD,
                            key,
                            () -> client.completeMultipartUpload(
                                    requests.completeUpload(key, uploadId, parts, ifAbsent)))
                    .eTag();
            firstObject.check(key, length);
            return etag;
        });
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
        identity.close();
    }

    private static RequestBody content(Body body, String contentType) {
        return RequestBody.fromContentProvider(body::stream, body.length(), contentType);
    }

    private static boolean isMissing(S3Failure e) {
        return e.status() == NOT_FOUND && !e.isCode("NoSuchBucket") && !e.isCode(S3Advice.UNKNOWN_KEY);
    }

    private static WriteResult written(Condition condition, Write write) throws S3Failure {
        try {
            String etag = write.run();
            return new WriteResult.Written(etag == null ? "" : etag);
        } catch (S3Failure e) {
            boolean conditional = !(condition instanceof Condition.Always);
            boolean unmet = e.status() == PRECONDITION_FAILED || e.isCode("ConditionalRequestConflict");
            boolean gone = condition instanceof Condition.IfMatch && isMissing(e);
            if (conditional && (unmet || gone)) {
                return new WriteResult.Refused();
            }
            throw e;
        }
    }

    @FunctionalInterface
    private interface Write {
        @Nullable
        String run() throws S3Failure;
    }

    private <T> T call(Operation operation, String key, Supplier<T> request) throws S3Failure {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failures.of(operation, key, e);
        }
    }

    /** Sends a body. A store that summed up one as we do, and another one not, was given damaged bytes. */
    private <T> T send(Operation operation, String key, Supplier<T> request) throws S3Failure {
        try {
            T reply = call(operation, key, request);
            sumsAgree = true;
            return reply;
        } catch (S3Failure e) {
            throw sumsAgree && e.isCode("XAmzContentSHA256Mismatch") ? e.butPassing() : e;
        }
    }
}
