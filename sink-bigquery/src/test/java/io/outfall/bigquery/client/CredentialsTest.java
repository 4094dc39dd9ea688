// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Credentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CredentialsTest {
    private static final String NO_CREDENTIALS =
            " cannot be read as credentials of Google (%s): it is to be the JSON of a "
                    + "key or of a workload identity";

    @TempDir
    Path folder;

    private ServiceAccount account;

    @BeforeEach
    void open() throws Exception {
        account = new ServiceAccount();
    }

    @AfterEach
    void close() {
        account.close();
    }

    private BigQueryCredentials.KeyJson key() {
        return new BigQueryCredentials.KeyJson(new Password(account.json()));
    }

    private static Map<String, String> settings(String key, String value) {
        return Map.of("bigquery.project", "outfall-test", key, value);
    }

    private Failure failureOf(URI endpoint) {
        ClientSettings settings =
                new ClientSettings("outfall-test", null, key(), endpoint, endpoint, null, Duration.ofSeconds(10));
        try (BigQueryClients clients = BigQueryClients.open(settings, "test")) {
            return Failure.of(catchThrowableOfType(
                    IOException.class,
                    () -> clients.tables()
                            .datasets()
                            .get("outfall-test", "shop")
                            .execute()));
        }
    }

    @Test
    void whatIsNoKeyIsAProblemOfItsSetting() throws IOException {
        Path file = Files.writeString(folder.resolve("key.json"), "{\"type\":\"service_account\"}");

        assertThatSection(new ClientSection())
                .refuses(
                        settings("bigquery.credentials.json", "very secret, but no JSON"),
                        "bigquery.credentials.json" + NO_CREDENTIALS.formatted("MalformedJsonException"))
                .refuses(
                        settings("bigquery.credentials.json", account.json().replace("BEGIN PRIVATE", "BEGIN PUBLIC")),
                        "bigquery.credentials.json" + NO_CREDENTIALS.formatted("IOException"))
                .refuses(
                        settings("bigquery.credentials.file", file.toString()),
                        "bigquery.credentials.file" + NO_CREDENTIALS.formatted("IOException"))
                .refuses(
                        settings(
                                "bigquery.credentials.file",
                                folder.resolve("missing.json").toString()),
                        "bigquery.credentials.file names a file that this worker has not");
    }

    @Test
    void anImpersonatedAccountIsActedForByTheKey() {
        Credentials credentials = new Accounts(NetHttpTransport::new)
                .of(new BigQueryCredentials.Impersonated("writer@p.iam.gserviceaccount.com", key()), "paying-project")
                .orElseThrow();

        assertThat(credentials).isInstanceOfSatisfying(ImpersonatedCredentials.class, impersonated -> {
            assertThat(impersonated.getAccount()).isEqualTo("writer@p.iam.gserviceaccount.com");
            assertThat(impersonated.getQuotaProjectId()).isEqualTo("paying-project");
            assertThat(impersonated.getSourceCredentials())
                    .isInstanceOfSatisfying(
                            ServiceAccountCredentials.class,
                            source -> assertThat(source.getClientEmail())
                                    .isEqualTo("sink@outfall-test.iam.gserviceaccount.com"));
        });
    }

    @Test
    void anAccountThatIsGoneFailsTheTaskRatherThanBeingAskedForAgain() {
        account.delete();

        Failure failure = failureOf(account.tokens().resolve("/"));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.FORBIDDEN);
        assertThat(failure.message()).contains("sink@outfall-test.iam.gserviceaccount.com");
        assertThat(shown(failure)).doesNotContain(account.secret());
    }

    @Test
    void neitherKeyNorTokenIsShown() {
        Failure failure = failureOf(account.tokens().resolve("/"));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
        assertThat(shown(failure)).doesNotContain(ServiceAccount.TOKEN).doesNotContain(account.secret());
        assertThat(key().toString()).doesNotContain(account.secret());
        assertThat(key().describe()).doesNotContain(account.secret());
    }

    private static String shown(Failure failure) {
        StringBuilder shown = new StringBuilder();
        ConnectException told = failure.told("shop.orders");
        for (Throwable e = told; e != null; e = e.getCause()) {
            shown.append(e).append('\n');
        }
        return shown.toString();
    }
}
