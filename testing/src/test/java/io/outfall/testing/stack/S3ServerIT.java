// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ServerIT {
    private static final S3Server SERVER = S3Server.start();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void anObjectIsAPlainFile() {
        SERVER.createBucket("plain");
        try (S3Client client = client(SERVER.secretKey())) {
            client.putObject(put -> put.bucket("plain").key("a/b=c/one.txt"), RequestBody.fromString("hello"));
        }
        assertThat(SERVER.keys("plain")).containsExactly("a/b=c/one.txt");
        assertThat(SERVER.folder("plain").resolve("a/b=c/one.txt")).hasContent("hello");
    }

    @Test
    void anUnfinishedUploadIsNoObject() {
        SERVER.createBucket("unfinished");
        try (S3Client client = client(SERVER.secretKey())) {
            String upload = client.createMultipartUpload(
                            create -> create.bucket("unfinished").key("a/x"))
                    .uploadId();
            client.uploadPart(
                    part -> part.bucket("unfinished")
                            .key("a/x")
                            .uploadId(upload)
                            .partNumber(1),
                    RequestBody.fromString("part"));

            assertThat(SERVER.keys("unfinished")).isEmpty();
            assertThat(SERVER.unfinishedUploads("unfinished")).containsExactly(upload);
            client.abortMultipartUpload(
                    abort -> abort.bucket("unfinished").key("a/x").uploadId(upload));
            assertThat(SERVER.unfinishedUploads("unfinished")).isEmpty();
        }
    }

    @Test
    void whatIsStoredOutlivesACrash() {
        SERVER.createBucket("durable");
        try (S3Client client = client(SERVER.secretKey())) {
            client.putObject(put -> put.bucket("durable").key("x"), RequestBody.fromString("hello"));
            SERVER.kill();
            SERVER.restart();
            assertThat(client.getObjectAsBytes(get -> get.bucket("durable").key("x"))
                            .asUtf8String())
                    .isEqualTo("hello");
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        SERVER.createBucket("closed");
        try (S3Client client = client("not-the-secret")) {
            assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket("closed")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void aSecondCreationOfTheSameObjectIsRefusedWhenAskedTo() {
        SERVER.createBucket("conditional");
        try (S3Client client = client(SERVER.secretKey())) {
            client.putObject(
                    put -> put.bucket("conditional").key("x").ifNoneMatch("*"), RequestBody.fromString("first"));
            assertThatThrownBy(() -> client.putObject(
                            put -> put.bucket("conditional").key("x").ifNoneMatch("*"),
                            RequestBody.fromString("second")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(412));
        }
    }

    private static S3Client client(String secret) {
        return S3Client.builder()
                .endpointOverride(SERVER.endpoint())
                .region(Region.of(SERVER.region()))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(SERVER.accessKey(), secret)))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }
}
