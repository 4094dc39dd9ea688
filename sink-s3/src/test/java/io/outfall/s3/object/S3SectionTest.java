// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import io.outfall.proxy.ProxySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

class S3SectionTest {
    private static final String CUSTOMER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @Test
    void settingsSayHowToReachTheStore() {
        assertThatSection(new S3Section())
                .hasDefaults(Map.ofEntries(
                        entry("s3.bucket", "required"),
                        entry("s3.region", "none"),
                        entry("s3.endpoint", "none"),
                        entry("s3.path.style", "none"),
                        entry("s3.accelerate", "false"),
                        entry("s3.compatibility", "modern"),
                        entry("s3.part.bytes", "8388608"),
                        entry("s3.access.key.id", "none"),
                        entry("s3.secret.access.key", "none"),
                        entry("s3.session.token", "none"),
                        entry("s3.profile", "none"),
                        entry("s3.credentials.provider.class", "none"),
                        entry("s3.web.identity.token.file", "none"),
                        entry("s3.assume.role.arn", "none"),
                        entry("s3.assume.role.external.id", "none"),
                        entry("s3.assume.role.session.name", "outfall"),
                        entry("s3.assume.role.duration.ms", "3600000"),
                        entry("s3.sts.endpoint", "none"),
                        entry("s3.sts.region", "none"),
                        entry("s3.encryption", "bucket"),
                        entry("s3.encryption.kms.key.id", "none"),
                        entry("s3.encryption.kms.bucket.key", "none"),
                        entry("s3.encryption.kms.context", ""),
                        entry("s3.encryption.customer.key", "none"),
                        entry("s3.acl", "none"),
                        entry("s3.storage.class", "none"),
                        entry("s3.tags", ""),
                        entry("s3.metadata", ""),
                        entry("s3.checksum.algorithm", "crc32"),
                        entry("s3.request.timeout.ms", "60000"),
                        entry("s3.connection.timeout.ms", "10000"),
                        entry("s3.connections.max", "50"),
                        entry("s3.proxy.url", "none"),
                        entry("s3.proxy.user", "none"),
                        entry("s3.proxy.password", "none"),
                        entry("s3.proxy.non.proxy.hosts", "")))
                .reads(
                        Map.of(
                                "s3.bucket", "lake",
                                "s3.region", "eu-central-1",
                                "s3.endpoint", "https://minio.example.org:9000",
                                "s3.path.style", "false",
                                "s3.compatibility", "legacy",
                                "s3.part.bytes", "5242880"),
                        new S3Settings(
                                "lake",
                                "eu-central-1",
                                URI.create("https://minio.example.org:9000"),
                                S3Settings.Addressing.VIRTUAL_HOST,
                                new S3Credentials.DefaultChain(),
                                Compatibility.LEGACY,
                                ObjectOptions.DEFAULT,
                                ConnectionSettings.of(Duration.ofMinutes(1)),
                                5L << 20))
                .reads(with("s3.accelerate", "true"), amazon(S3Settings.Addressing.ACCELERATED))
                .reads(
                        with(Map.of(
                                "s3.request.timeout.ms", "5000",
                                "s3.connection.timeout.ms", "700",
                                "s3.connections.max", "3",
                                "s3.proxy.url", "http://proxy.example.org:3128",
                                "s3.proxy.user", "outfall",
                                "s3.proxy.password", "pr0xypass",
                                "s3.proxy.non.proxy.hosts", "localhost,*.internal")),
                        amazon(S3Settings.Addressing.VIRTUAL_HOST)
                                .with(new ConnectionSettings(
                                        Duration.ofSeconds(5),
                                        Duration.ofMillis(700),
                                        3,
                                        new ProxySettings(
                                                URI.create("http://proxy.example.org:3128"),
                                                new ProxySettings.Login("outfall", new Password("pr0xypass"))),
                                        Set.of("localhost", "*.internal"))));
    }

    @Test
    void settingsSayWhatObjectsAreStoredWith() {
        assertThatSection(new ObjectOptionsSection())
                .reads(
                        Map.of(
                                "s3.encryption", "sse-kms",
                                "s3.encryption.kms.key.id", "alias/lake",
                                "s3.encryption.kms.bucket.key", "true",
                                "s3.encryption.kms.context", "team=orders, stage=prod"),
                        options(new Encryption.OfKeyService(
                                "alias/lake", true, Map.of("team", "orders", "stage", "prod"))))
                .reads(Map.of("s3.encryption", "sse-s3"), options(new Encryption.OfStore()))
                .reads(
                        Map.of("s3.encryption", "sse-c", "s3.encryption.customer.key", CUSTOMER_KEY),
                        options(new Encryption.OfCustomer(new Password(CUSTOMER_KEY))))
                .reads(
                        Map.of(
                                "s3.acl", "bucket-owner-full-control",
                                "s3.storage.class", "STANDARD_IA",
                                "s3.tags", "team=orders,pii=",
                                "s3.metadata", "owner=Orders & Co.",
                                "s3.checksum.algorithm", "sha256"),
                        new ObjectOptions(
                                new Encryption.OfBucket(),
                                ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL,
                                "STANDARD_IA",
                                Map.of("team", "orders", "pii", ""),
                                Map.of("owner", "Orders & Co."),
                                Checksum.SHA256))
                .mentionsEveryKey();
    }

    @Test
    void settingsSayAsWhomToSpeakToTheStore() {
        S3Credentials.Role role = new S3Credentials.Role(
                "arn:aws:iam::123456789012:role/lake",
                "orders",
                Duration.ofMinutes(15),
                URI.create("https://sts.example.org"),
                "eu-west-1");
        Map<String, String> roleSettings = Map.of(
                "s3.assume.role.arn", "arn:aws:iam::123456789012:role/lake",
                "s3.assume.role.session.name", "orders",
                "s3.assume.role.duration.ms", "900000",
                "s3.sts.endpoint", "https://sts.example.org",
                "s3.sts.region", "eu-west-1");
        Map<String, String> assume = new HashMap<>(roleSettings);
        assume.put("s3.assume.role.external.id", "42");
        assume.put("s3.profile", "lake");
        Map<String, String> web = new HashMap<>(roleSettings);
        web.put("s3.web.identity.token.file", "/var/run/token");
        assertThatSection(new S3CredentialsSection())
                .reads(
                        Map.of(
                                "s3.access.key.id", "AKIA123",
                                "s3.secret.access.key", "s3cret",
                                "s3.session.token", "t0ken"),
                        new S3Credentials.StaticKeys(
                                new Password("AKIA123"), new Password("s3cret"), new Password("t0ken")))
                .reads(Map.of("s3.profile", "lake"), new S3Credentials.Profile("lake"))
                .reads(
                        Map.of("s3.credentials.provider.class", VaultProvider.class.getName()),
                        new S3Credentials.Custom(VaultProvider.class, Map.of()))
                .reads(assume, new S3Credentials.AssumedRole(role, "42", new S3Credentials.Profile("lake")))
                .reads(web, new S3Credentials.WebIdentity(role, Path.of("/var/run/token")))
                .mentionsEveryKey();
    }

    @Test
    void aProviderOfTheUserGetsItsOwnSettings() {
        S3Settings settings = new Spec<>(new S3Section())
                .parse(with(Map.of(
                        "s3.credentials.provider.class", VaultProvider.class.getName(),
                        "s3.credentials.provider.vault.address", "https://vault",
                        "s3.credentials.provider.vaultToken", "s3cret")));

        assertThat(settings.credentials())
                .isEqualTo(new S3Credentials.Custom(
                        VaultProvider.class,
                        Map.of("vault.address", new Password("https://vault"), "vaultToken", new Password("s3cret"))));
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void amazonIsReachedWithTheCredentialsOfTheWorker() {
        assertThat(new Spec<>(new S3Section()).parse(Map.of("s3.bucket", "lake")))
                .isEqualTo(amazon(S3Settings.Addressing.VIRTUAL_HOST));
    }

    @Test
    void anEndpointOfOnesOwnIsSpokenToInPathStyle() {
        S3Settings settings =
                new Spec<>(new S3Section()).parse(Map.of("s3.bucket", "lake", "s3.endpoint", "http://localhost:9000"));

        assertThat(settings.addressing()).isEqualTo(S3Settings.Addressing.PATH);
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

    @Test
    void whatContradictsItselfIsRefusedAllAtOnce() {
        assertThatSection(new S3Section())
                .refuses(
                        Map.of(
                                "s3.bucket", "my.lake",
                                "s3.endpoint", "http://minio:9000",
                                "s3.path.style", "true",
                                "s3.accelerate", "true",
                                "s3.compatibility", "legacy",
                                "s3.checksum.algorithm", "sha256",
                                "s3.encryption", "sse-c",
                                "s3.encryption.kms.key.id", "alias/lake",
                                "s3.sts.region", "eu-west-1",
                                "s3.proxy.user", "outfall"),
                        "s3.accelerate is Amazon's alone, but s3.endpoint is set",
                        "s3.accelerate needs the bucket in the name of the host, but s3.path.style is true",
                        "s3.accelerate needs a bucket without dots, and no access point",
                        "s3.checksum.algorithm has no effect: with s3.compatibility=legacy no checksum is sent",
                        "s3.endpoint must begin with https: with s3.encryption=sse-c each request has the key",
                        "s3.encryption.kms.key.id is for s3.encryption=sse-kms alone",
                        "s3.encryption.customer.key is missing: s3.encryption is sse-c",
                        "s3.sts.region is for a role, but s3.assume.role.arn is not set",
                        "s3.proxy.password is missing: s3.proxy.user is set",
                        "s3.proxy.user is for a proxy, but s3.proxy.url is not set");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3.encryption.kms.bucket.key    | true                 | s3.encryption.kms.bucket.key is for s3.encryption=sse-kms alone
            s3.encryption.kms.context       | a=b                  | s3.encryption.kms.context is for s3.encryption=sse-kms alone
            s3.encryption.customer.key      | @                    | s3.encryption.customer.key is for s3.encryption=sse-c alone
            s3.encryption.customer.key      | c2hvcnQ=             | s3.encryption.customer.key must be 256 bits in Base64
            s3.tags                         | a=1,a=2              | s3.tags must be a list of at most 10 tags, each name=value, no name twice, not 'a=1,a=2'
            s3.tags                         | a=1#                 | s3.tags must be a list of at most 10 tags, each name=value, no name twice, not 'a=1#'
            s3.tags                         | team                 | s3.tags must be a list of at most 10 tags, each name=value, no name twice, not 'team' ('team' is not name=value)
            s3.metadata                     | Owner=x              | s3.metadata must be a list, each name=value in ASCII, names in lower case, no name twice, not 'Owner=x'
            s3.storage.class                | a class              | s3.storage.class must be the name of a storage class, not 'a class'
            s3.assume.role.arn              | lake                 | s3.assume.role.arn must be the ARN of a role, not 'lake'
            s3.assume.role.external.id      | 42                   | s3.assume.role.external.id is for a role, but s3.assume.role.arn is not set
            s3.sts.endpoint                 | https://sts          | s3.sts.endpoint is for a role, but s3.assume.role.arn is not set
            s3.web.identity.token.file      | /token               | s3.web.identity.token.file is for a role, but s3.assume.role.arn is not set
            s3.credentials.provider.class   | no.such.Class        | s3.credentials.provider.class must be the name of a class that implements AwsCredentialsProvider, not 'no.such.Class' (there is no such class in the folder of the plugin)
            s3.credentials.provider.class   | java.lang.String     | s3.credentials.provider.class must be the name of a class that implements AwsCredentialsProvider, not 'java.lang.String' (it does not implement software.amazon.awssdk.auth.credentials.AwsCredentialsProvider)
            s3.credentials.provider.url     | x                    | s3.credentials.provider.class is missing: s3.credentials.provider.url is set
            s3.proxy.non.proxy.hosts        | x                    | s3.proxy.non.proxy.hosts is for a proxy, but s3.proxy.url is not set
            """)
    void whatHasNoEffectOrNoSenseIsRefused(String key, String value, String problem) {
        assertThatSection(new S3Section()).refuses(with(key, value.equals("@") ? CUSTOMER_KEY : value), problem);
    }

    @Test
    void oneAnswerToAsWhomIsEnough() {
        assertThatSection(new S3Section())
                .refuses(
                        with(Map.of(
                                "s3.access.key.id", "a",
                                "s3.secret.access.key", "b",
                                "s3.profile", "lake",
                                "s3.assume.role.arn", "arn:aws:iam::123456789012:role/lake",
                                "s3.assume.role.external.id", "42",
                                "s3.web.identity.token.file", "/token")),
                        "s3.profile says as whom to speak to S3, and so does s3.access.key.id: keep one of them",
                        "s3.web.identity.token.file says as whom to speak to S3, and so does s3.access.key.id: keep one"
                                + " of them",
                        "s3.assume.role.external.id has no place beside s3.web.identity.token.file: STS does not take"
                                + " it");
    }

    private static S3Settings amazon(S3Settings.Addressing addressing) {
        return new S3Settings(
                "lake",
                null,
                null,
                addressing,
                new S3Credentials.DefaultChain(),
                Compatibility.MODERN,
                ObjectOptions.DEFAULT,
                ConnectionSettings.of(Duration.ofMinutes(1)),
                8L << 20);
    }

    private static ObjectOptions options(Encryption encryption) {
        return new ObjectOptions(encryption, null, null, Map.of(), Map.of(), Checksum.CRC32);
    }

    private static Map<String, String> with(String key, String value) {
        return with(Map.of(key, value));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("s3.bucket", "lake"));
        settings.putAll(more);
        return settings;
    }
}
