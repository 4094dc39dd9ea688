// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3SectionTest {

    @Test
    void settingsSayHowToReachTheStore() {
        assertThatSection(new S3Section())
                .hasDefaults(Map.of(
                        "s3.bucket", "required",
                        "s3.region", "none",
                        "s3.endpoint", "none",
                        "s3.path.style", "none",
                        "s3.access.key.id", "none",
                        "s3.secret.access.key", "none",
                        "s3.session.token", "none",
                        "s3.compatibility", "modern",
                        "s3.request.timeout.ms", "60000",
                        "s3.part.bytes", "8388608"))
                .reads(
                        Map.of(
                                "s3.bucket", "lake",
                                "s3.region", "eu-central-1",
                                "s3.endpoint", "https://minio.example.org:9000",
                                "s3.path.style", "false",
                                "s3.access.key.id", "AKIA123",
                                "s3.secret.access.key", "s3cret",
                                "s3.session.token", "t0ken",
                                "s3.compatibility", "legacy",
                                "s3.request.timeout.ms", "5000",
                                "s3.part.bytes", "5242880"),
                        new S3Settings(
                                "lake",
                                "eu-central-1",
                                URI.create("https://minio.example.org:9000"),
                                false,
                                new S3Credentials.StaticKeys(
                                        new Password("AKIA123"), new Password("s3cret"), new Password("t0ken")),
                                Compatibility.LEGACY,
                                Duration.ofSeconds(5),
                                5L << 20))
                .mentionsEveryKey();
    }

    @Test
    void amazonIsReachedWithTheCredentialsOfTheWorker() {
        assertThat(new Spec<>(new S3Section()).parse(Map.of("s3.bucket", "lake")))
                .isEqualTo(new S3Settings(
                        "lake",
                        null,
                        null,
                        false,
                        new S3Credentials.DefaultChain(),
                        Compatibility.MODERN,
                        Duration.ofMinutes(1),
                        8L << 20));
    }

    @Test
    void anEndpointOfOnesOwnIsSpokenToInPathStyle() {
        S3Settings settings =
                new Spec<>(new S3Section()).parse(Map.of("s3.bucket", "lake", "s3.endpoint", "http://localhost:9000"));

        assertThat(settings.pathStyle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "my.bucket-1",
                "arn:aws:s3:eu-west-1:123456789012:accesspoint/lake",
                "arn:aws:s3-outposts:eu-west-1:123456789012:outpost/o/accesspoint/lake"
            })
    void namesOfBucketsAndAccessPointsAreTaken(String bucket) {
        assertThatSection(new S3Section()).refuses(Map.of("s3.bucket", bucket));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "My-Bucket", "a_b", "-ab", "ab-", "a..b", "192.168.1.2", "s3://lake", "lake/raw"})
    void otherNamesAreNot(String bucket) {
        assertThatSection(new S3Section())
                .refuses(Map.of("s3.bucket", bucket), "s3.bucket must be the name of a bucket, not '" + bucket + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "minio:9000, it needs a scheme and a host",
        "ftp://minio, it needs a scheme and a host",
        "http:///x, it needs a scheme and a host",
        "http://user@minio, it takes no user and no query"
    })
    void anEndpointIsAnAddress(String endpoint, String reason) {
        assertThatSection(new S3Section())
                .refuses(
                        Map.of("s3.bucket", "lake", "s3.endpoint", endpoint),
                        "s3.endpoint must be an http or https address, not '" + endpoint + "' (" + reason + ")");
    }

    @Test
    void anAccessKeyIsWhole() {
        assertThatSection(new S3Section())
                .refuses(with("s3.access.key.id", "a"), "s3.secret.access.key is missing: s3.access.key.id is set")
                .refuses(with("s3.secret.access.key", "a"), "s3.access.key.id is missing: s3.secret.access.key is set")
                .refuses(
                        with("s3.session.token", "a"),
                        "s3.session.token belongs to an access key, but s3.access.key.id is not set");
    }

    @Test
    void partsAreAsLargeAsS3Takes() {
        assertThatSection(new S3Section())
                .refuses(
                        with("s3.part.bytes", "5242879"),
                        "s3.part.bytes must be a whole number from 5242880 to 5368709120, not '5242879'");
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(Map.of("s3.bucket", "lake"));
        settings.put(key, value);
        return settings;
    }
}
