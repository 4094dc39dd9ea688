// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import com.google.api.client.http.javanet.NetHttpTransport;
import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.proxy.ProxySection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link ClientSettings}. */
public final class ClientSection implements Section<ClientSettings> {
    // https://cloud.google.com/resource-manager/docs/creating-managing-projects, with the domain of an old project.
    private static final String PROJECT_ID = "([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]";
    private static final String ACCOUNT = "[^@\\s/]+@[^@\\s/]+";

    static final Key<String> PROJECT = Key.text("bigquery.project")
            .doc("The id of the Google Cloud project whose tables are written.")
            .importance(Importance.HIGH)
            .where("the id of a project", id -> id.matches(PROJECT_ID))
            .required();
    static final Key<Optional<String>> QUOTA_PROJECT = Key.text("bigquery.quota.project")
            .doc(
                    "The project that is billed and limited for requests, where it is not the one that the credentials belong to.")
            .importance(Importance.LOW)
            .where("the id of a project", id -> id.matches(PROJECT_ID))
            .optional();
    static final Key<Optional<Path>> KEY_FILE = Key.of(
                    "bigquery.credentials.file", "the path of a file", Path::of, Path::toString)
            .doc("""
                    A file of the worker with the key of a service account, or with the configuration of a workload identity.""")
            .optional();
    static final Key<Optional<Password>> KEY_JSON = Key.secret("bigquery.credentials.json")
            .doc("The content of such a file; best given by a config provider.")
            .optional();
    static final Key<Optional<String>> IMPERSONATE = Key.text("bigquery.impersonate.service.account")
            .doc("""
                    The address of a service account to act as. The credentials need the role Service Account Token Creator on it.""")
            .importance(Importance.LOW)
            .where("the address of a service account", account -> account.matches(ACCOUNT))
            .optional();
    static final Key<Optional<URI>> ENDPOINT =
            Key.address("bigquery.endpoint").doc("""
                    The address of the REST API where it is not Google's: a private endpoint, or an emulator. Over http, no \
                    credentials are looked for and none are sent.""").importance(Importance.LOW).optional();
    static final Key<Optional<URI>> STORAGE_ENDPOINT = Key.address("bigquery.storage.endpoint")
            .doc("The same for the Storage Write API, which speaks gRPC.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<URI>> PROXY_URL = Key.address("bigquery.proxy.url")
            .doc("An HTTP proxy between the worker and Google, such as `http://proxy.example.org:3128`.")
            .importance(Importance.LOW)
            .where("an http address", address -> "http".equals(address.getScheme()))
            .optional();
    static final Key<Duration> TIMEOUT = Key.millis(
                    "bigquery.request.timeout.ms", Duration.ofMillis(1), Duration.ofHours(1))
            .doc("How long one request may take; one that takes longer is repeated.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofMinutes(1));
    private static final ProxySection PROXY = new ProxySection(PROXY_URL, """
            On the way to https servers, as those of the REST API are, Java tells the proxy who asks only if the worker runs with \
            `-Djdk.http.auth.tunneling.disabledSchemes=`, for instance by `KAFKA_OPTS`.""");

    @Override
    public String title() {
        return "BigQuery";
    }

    @Override
    public String about() {
        return """
                Unless a file or a text with credentials is set, the sink speaks as whom Google's libraries find around the worker: \
                the file that `GOOGLE_APPLICATION_CREDENTIALS` names, a workload identity, or the account of the machine.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(PROJECT, QUOTA_PROJECT, KEY_FILE, KEY_JSON, IMPERSONATE, ENDPOINT, STORAGE_ENDPOINT, TIMEOUT);
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(PROXY);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                ClientSection::checkThatOneIsSpokenFor,
                ClientSection::checkThatBothEndsAreAlike,
                ClientSection::checkThatCredentialsAreSome);
    }

    private static void checkThatCredentialsAreSome(Values values, Problems problems) {
        if (values.get(ENDPOINT).map(ClientSection::isPlain).orElse(false)) {
            return;
        }
        Accounts accounts = new Accounts(NetHttpTransport::new);
        values.get(KEY_FILE)
                .map(BigQueryCredentials.KeyFile::new)
                .flatMap(key -> accounts.problem(key, KEY_FILE.name()))
                .ifPresent(problem -> problems.add(KEY_FILE, problem));
        values.get(KEY_JSON)
                .map(BigQueryCredentials.KeyJson::new)
                .flatMap(key -> accounts.problem(key, KEY_JSON.name()))
                .ifPresent(problem -> problems.add(KEY_JSON, problem));
    }

    private static void checkThatOneIsSpokenFor(Values values, Problems problems) {
        if (values.get(KEY_FILE).isPresent() && values.get(KEY_JSON).isPresent()) {
            problems.add(KEY_JSON, "says as whom to speak to BigQuery, and so does " + KEY_FILE + ": keep one of them");
        }
    }

    private static void checkThatBothEndsAreAlike(Values values, Problems problems) {
        boolean plain = values.get(ENDPOINT).map(ClientSection::isPlain).orElse(false);
        if (plain != values.get(STORAGE_ENDPOINT).map(ClientSection::isPlain).orElse(false)) {
            problems.add(
                    STORAGE_ENDPOINT,
                    "and bigquery.endpoint must both be http addresses or neither: credentials are sent over https alone");
        }
    }

    @Override
    public ClientSettings read(Values values) {
        return new ClientSettings(
                values.get(PROJECT),
                values.get(QUOTA_PROJECT).orElse(null),
                credentials(values),
                values.get(ENDPOINT).orElse(null),
                values.get(STORAGE_ENDPOINT).orElse(null),
                PROXY.read(values).orElse(null),
                values.get(TIMEOUT));
    }

    private static BigQueryCredentials credentials(Values values) {
        if (values.get(ENDPOINT).map(ClientSection::isPlain).orElse(false)) {
            return new BigQueryCredentials.None();
        }
        BigQueryCredentials base = values.get(KEY_FILE)
                .<BigQueryCredentials>map(BigQueryCredentials.KeyFile::new)
                .or(() -> values.get(KEY_JSON).map(BigQueryCredentials.KeyJson::new))
                .orElseGet(BigQueryCredentials.ApplicationDefault::new);
        Optional<String> account = values.get(IMPERSONATE);
        return account.isPresent() ? new BigQueryCredentials.Impersonated(account.get(), base) : base;
    }

    private static boolean isPlain(URI uri) {
        return "http".equals(uri.getScheme());
    }
}
