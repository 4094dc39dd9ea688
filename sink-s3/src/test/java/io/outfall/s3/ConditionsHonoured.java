// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.s3.object.ConditionalWrites;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Which conditions a store honours, by a client that is not ours. */
record ConditionsHonoured(S3Client client, String bucket, String key) {

    ConditionalWrites all() {
        return new ConditionalWrites(putIfAbsent(), putIfMatch(), completeIfAbsent());
    }

    private boolean putIfAbsent() {
        remove();
        return put("first", request -> request.ifNoneMatch("*")) && !put("second", request -> request.ifNoneMatch("*"));
    }

    private boolean putIfMatch() {
        put("first", request -> {});
        String etag =
                client.headObject(request -> request.bucket(bucket).key(key)).eTag();
        return put("second", request -> request.ifMatch(etag)) && !put("third", request -> request.ifMatch(etag));
    }

    private boolean completeIfAbsent() {
        remove();
        return complete("first") && !complete("second") && content().equals("first");
    }

    private boolean put(String text, Consumer<PutObjectRequest.Builder> condition) {
        try {
            client.putObject(
                    request -> condition.accept(request.bucket(bucket).key(key)), RequestBody.fromString(text));
            return true;
        } catch (S3Exception refused) {
            return false;
        }
    }

    /** Whether it is completed; if not, it is aborted. */
    private boolean complete(String text) {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(bucket).key(key))
                .uploadId();
        String etag = client.uploadPart(
                        request ->
                                request.bucket(bucket).key(key).uploadId(upload).partNumber(1),
                        RequestBody.fromString(text))
                .eTag();
        try {
            client.completeMultipartUpload((CompleteMultipartUploadRequest.Builder request) -> request.bucket(bucket)
                    .key(key)
                    .uploadId(upload)
                    .ifNoneMatch("*")
                    .multipartUpload(all -> all.parts(
                            CompletedPart.builder().partNumber(1).eTag(etag).build())));
            return true;
        } catch (S3Exception refused) {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(upload));
            return false;
        }
    }

    private String content() {
        try {
            return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asUtf8String();
        } catch (S3Exception gone) {
            return "";
        }
    }

    private void remove() {
        client.deleteObject(request -> request.bucket(bucket).key(key));
    }
}
