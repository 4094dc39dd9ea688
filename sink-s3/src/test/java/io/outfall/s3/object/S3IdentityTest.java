// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.fault.ProxiedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class S3IdentityTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/lake";
    private static final S3Credentials KEYS =
            new S3Credentials.StaticKeys(new Password("AKIA123"), new Password("s3cret"), null);
    private static final Map<String, String> ASSUME_ROLE = Map.of(
            "Action", "AssumeRole",
            "Version", "2011-06-15",
            "RoleArn", ROLE,
            "RoleSessionName", "orders",
            "ExternalId", "42",
            "DurationSeconds", "900");

    private final RecordedStore recorded = new RecordedStore();

    @AfterEach
    void close() {
        recorded.close();
    }

    @Test
    void anAccessKeySigns() throws S3Failure {
        ask(KEYS);

        assertThat(signature())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIA123/")
                .contains("/eu-central-1/s3/");
        assertThat(request().header("x-amz-security-token")).isEmpty();
    }

    @Test
    void anAccessKeyThatExpiresShowsItsToken() throws S3Failure {
        ask(new S3Credentials.StaticKeys(new Password("AKIA123"), new Password("s3cret"), new Password("t0ken")));

        assertThat(request().header("x-amz-security-token")).contains("t0ken");
    }

    @Nested
    class AProfile {

        @Test
        void signsWithWhatTheFilesOfTheWorkerSay(@TempDir Path folder) throws IOException, S3Failure {
            Path file = Files.writeString(folder.resolve("credentials"), """
                    [lake]
                    aws_access_key_id = AKIAPROFILE
                    aws_secret_access_key = s3cret
                    """);

            ask(file, new S3Credentials.Profile("lake"));

            assertThat(signature()).startsWith("AWS4-HMAC-SHA256 Credential=AKIAPROFILE/");
        }

        @Test
        void thatIsMissingIsNamed(@TempDir Path folder) throws IOException {
            Path file = Files.writeString(folder.resolve("credentials"), "");

            assertThatThrownBy(() -> ask(file, new S3Credentials.Profile("lake")))
                    .isInstanceOfSatisfying(
                            S3Failure.class, e -> assertThat(e.isPassing()).isFalse())
                    .hasMessageContaining("'lake'");
        }

        private void ask(Path file, S3Credentials credentials) throws S3Failure {
            System.setProperty("aws.sharedCredentialsFile", file.toString());
            try {
                S3IdentityTest.this.ask(credentials);
            } finally {
                System.clearProperty("aws.sharedCredentialsFile");
            }
        }
    }

    @Nested
    class AClassOfTheUser {

        @Test
        void signsWithWhatItsSettingsGiveIt() throws S3Failure {
            ask(vault("orders"));

            assertThat(signature()).startsWith("AWS4-HMAC-SHA256 Credential=VAULTorders/");
        }

        @Test
        void thatFailsFailsTheTask() {
            assertThatThrownBy(() -> ask(vault("sealed")))
                    .isInstanceOfSatisfying(
                            S3Failure.class, e -> assertThat(e.isPassing()).isFalse())
                    .hasMessageContaining("the credentials provider io.outfall.s3.object.VaultProvider failed:"
                            + " java.lang.IllegalStateException: the vault is sealed");
        }

        @Test
        void thatRefusesItsSettingsFailsTheTaskAtItsStart() {
            assertThatThrownBy(() -> ObjectStore.open(settings(vault("wrong"))))
                    .isInstanceOf(S3Failure.class)
                    .hasMessage("cannot make a client for s3://lake: the credentials provider"
                            + " io.outfall.s3.object.VaultProvider failed: java.lang.IllegalArgumentException: the vault"
                            + " does not know me");
        }

        private S3Credentials vault(String token) {
            return new S3Credentials.Custom(VaultProvider.class, Map.of("vault.token", new Password(token)));
        }
    }

    @Nested
    class ARole {

        @Test
        void isAssumedWithTheKeysAndSigns() throws S3Failure {
            try (FakeSts sts = sts(ASSUME_ROLE, "AKIA123/[0-9]{8}/eu-west-1/sts/aws4_request", Duration.ofHours(1))) {
                ask(new S3Credentials.AssumedRole(role(sts, "eu-west-1"), "42", KEYS));
            }

            assertThat(signature()).startsWith("AWS4-HMAC-SHA256 Credential=ASIA1/");
            assertThat(request().header("x-amz-security-token")).contains("role-token-1");
        }

        @Test
        void isAssumedInTheRegionOfTheBucketUnlessSaidOtherwise() throws S3Failure {
            try (FakeSts sts =
                    sts(ASSUME_ROLE, "AKIA123/[0-9]{8}/eu-central-1/sts/aws4_request", Duration.ofHours(1))) {
                ask(new S3Credentials.AssumedRole(role(sts, null), "42", KEYS));
            }

            assertThat(signature()).startsWith("AWS4-HMAC-SHA256 Credential=ASIA1/");
        }

        @Test
        void isAssumedOnceForAsLongAsItIsGood() throws S3Failure {
            try (FakeSts sts = sts(ASSUME_ROLE, "AKIA123/.*", Duration.ofHours(1));
                    ObjectStore store =
                            ObjectStore.open(settings(new S3Credentials.AssumedRole(role(sts, null), "42", KEYS)))) {
                store.probe();
                store.probe();

                assertThat(sts.given()).isEqualTo(1);
            }
        }

        @Test
        void isAssumedAgainBeforeItExpires() throws S3Failure {
            try (FakeSts sts = sts(ASSUME_ROLE, "AKIA123/.*", Duration.ofSeconds(30));
                    ObjectStore store =
                            ObjectStore.open(settings(new S3Credentials.AssumedRole(role(sts, null), "42", KEYS)))) {
                store.probe();
                store.probe();

                assertThat(sts.given()).isEqualTo(2);
            }
        }

        @Test
        void isAssumedByAClassOfTheUser() throws S3Failure {
            S3Credentials vault =
                    new S3Credentials.Custom(VaultProvider.class, Map.of("vault.token", new Password("orders")));
            try (FakeSts sts = sts(ASSUME_ROLE, "VAULTorders/.*", Duration.ofHours(1))) {
                ask(new S3Credentials.AssumedRole(role(sts, null), "42", vault));
            }

            assertThat(signature()).startsWith("AWS4-HMAC-SHA256 Credential=ASIA1/");
        }

        @Test
        void thatIsRefusedSaysSo() {
            try (FakeSts sts = sts(ASSUME_ROLE, "AKIA123/.*", Duration.ofHours(1))) {
                S3Credentials other = new S3Credentials.AssumedRole(role(sts, null), "43", KEYS);

                assertThatThrownBy(() -> ask(other))
                        .isInstanceOfSatisfying(
                                S3Failure.class, e -> assertThat(e.isPassing()).isFalse())
                        .hasMessageStartingWith(
                                "cannot find s3://lake/: cannot assume the role: STS answered 403 AccessDenied (")
                        .hasMessageEndingWith("The role's trust policy must allow it; look at s3.assume.role.arn,"
                                + " s3.assume.role.external.id and who assumes it.")
                        .hasMessageNotContaining("s3cret");
            }
            assertThat(recorded.requests()).isEmpty();
        }
    }

    @Nested
    class AWebIdentity {
        private static final Map<String, String> WITH_TOKEN = Map.of(
                "Action", "AssumeRoleWithWebIdentity",
                "Version", "2011-06-15",
                "RoleArn", ROLE,
                "RoleSessionName", "orders",
                "DurationSeconds", "900",
                "WebIdentityToken", "eyJ.token");

        @Test
        void givesARoleForItsTokenToWhoeverShowsIt(@TempDir Path folder) throws IOException, S3Failure {
            Path token = Files.writeString(folder.resolve("token"), "eyJ.token\n");
            try (FakeSts sts = new FakeSts(WITH_TOKEN, Optional.empty(), Duration.ofHours(1))) {
                ask(new S3Credentials.WebIdentity(role(sts, null), token));
            }

            assertThat(signature()).startsWith("AWS4-HMAC-SHA256 Credential=ASIA1/");
            assertThat(request().header("x-amz-security-token")).contains("role-token-1");
        }

        @Test
        void isReadAgainWhenTheRoleExpires(@TempDir Path folder) throws IOException, S3Failure {
            Path token = Files.writeString(folder.resolve("token"), "eyJ.token");
            try (FakeSts sts = new FakeSts(WITH_TOKEN, Optional.empty(), Duration.ofSeconds(30));
                    ObjectStore store =
                            ObjectStore.open(settings(new S3Credentials.WebIdentity(role(sts, null), token)))) {
                store.probe();
                Files.writeString(token, "another");
                store.probe();

                assertThat(sts.asked())
                        .extracting(parameters -> parameters.get("WebIdentityToken"))
                        .containsExactly("eyJ.token", "another");
            }
        }

        @Test
        void whoseTokenIsMissingSaysSo(@TempDir Path folder) {
            try (FakeSts sts = new FakeSts(WITH_TOKEN, Optional.empty(), Duration.ofHours(1))) {
                S3Credentials without = new S3Credentials.WebIdentity(role(sts, null), folder.resolve("none"));

                assertThatThrownBy(() -> ask(without))
                        .isInstanceOfSatisfying(
                                S3Failure.class, e -> assertThat(e.isPassing()).isFalse())
                        .hasMessageContaining("the token of s3.web.identity.token.file cannot be read");
            }
        }
    }

    @Test
    void aLogIsToldTheKindAndNoSecret() {
        S3Credentials.Role role = new S3Credentials.Role(ROLE, "orders", Duration.ofHours(1), null, null);

        assertThat(new S3Credentials.AssumedRole(role, "42", KEYS).describe())
                .isEqualTo("the role " + ROLE + ", assumed by the connector's access key");
        assertThat(new S3Credentials.WebIdentity(role, Path.of("/token")).describe())
                .isEqualTo("the role " + ROLE + ", for the web identity in /token");
        assertThat(new S3Credentials.Custom(VaultProvider.class, Map.of("token", new Password("s3cret"))).describe())
                .isEqualTo("the provider io.outfall.s3.object.VaultProvider");
        assertThat(new S3Credentials.Profile("lake").describe()).isEqualTo("the profile lake");
        assertThat(new S3Credentials.DefaultChain().describe()).isEqualTo("what the AWS SDK finds around the worker");
    }

    private static FakeSts sts(Map<String, String> expected, String signedBy, Duration validity) {
        return new FakeSts(expected, Optional.of(signedBy), validity);
    }

    private static S3Credentials.Role role(FakeSts sts, @Nullable String region) {
        return new S3Credentials.Role(ROLE, "orders", Duration.ofMinutes(15), sts.endpoint(), region);
    }

    private void ask(S3Credentials credentials) throws S3Failure {
        try (ObjectStore store = ObjectStore.open(settings(credentials))) {
            store.probe();
        }
    }

    private S3Settings settings(S3Credentials credentials) {
        return new S3Settings(
                "lake",
                "eu-central-1",
                recorded.endpoint(),
                S3Settings.Addressing.PATH,
                credentials,
                Compatibility.MODERN,
                ObjectOptions.DEFAULT,
                ConnectionSettings.of(Duration.ofSeconds(30)),
                5L << 20);
    }

    private String signature() {
        return request().header("Authorization").orElseThrow();
    }

    private ProxiedRequest request() {
        return recorded.requests().get(0);
    }
}
