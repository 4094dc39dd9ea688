// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import com.google.auth.Credentials;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Credentials as Google's libraries take them. */
final class Accounts {
    // https://developers.google.com/identity/protocols/oauth2/scopes#bigquery
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/bigquery");
    private static final int IMPERSONATION_SECONDS = 3600;

    private final HttpTransportFactory transports;

    /** @param transports on which tokens are fetched */
    Accounts(HttpTransportFactory transports) {
        this.transports = transports;
    }

    /**
     * The credentials of somebody, empty for nobody.
     *
     * @param quotaProject who is billed, or null for whoever the credentials say
     * @throws ConnectException if they cannot be had; the message names the setting and no secret
     */
    Optional<Credentials> of(BigQueryCredentials who, @Nullable String quotaProject) {
        if (who instanceof BigQueryCredentials.None) {
            return Optional.empty();
        }
        GoogleCredentials credentials = google(who);
        return Optional.of(quotaProject == null ? credentials : credentials.createWithQuotaProject(quotaProject));
    }

    private GoogleCredentials google(BigQueryCredentials who) {
        if (who instanceof BigQueryCredentials.KeyFile key) {
            return read(() -> Files.newInputStream(key.file()), "bigquery.credentials.file");
        }
        if (who instanceof BigQueryCredentials.KeyJson key) {
            byte[] json = key.json().value().getBytes(StandardCharsets.UTF_8);
            return read(() -> new ByteArrayInputStream(json), "bigquery.credentials.json");
        }
        if (who instanceof BigQueryCredentials.Impersonated account) {
            return ImpersonatedCredentials.create(
                    google(account.by()), account.account(), null, SCOPES, IMPERSONATION_SECONDS, transports);
        }
        return applicationDefault();
    }

    private GoogleCredentials applicationDefault() {
        try {
            return GoogleCredentials.getApplicationDefault(transports).createScoped(SCOPES);
        } catch (IOException e) {
            throw new ConnectException(
                    "No credentials for BigQuery: neither bigquery.credentials.file nor bigquery.credentials.json is set, "
                            + "and Google's libraries find none around the worker",
                    e);
        }
    }

    /**
     * What is wrong with credentials before anybody is asked for a token; empty if nothing is.
     *
     * @param key the setting that they come from, which the answer does not repeat
     */
    Optional<String> problem(BigQueryCredentials who, String key) {
        try {
            google(who);
            return Optional.empty();
        } catch (ConnectException e) {
            return Optional.of(String.valueOf(e.getMessage()).substring(key.length() + 1));
        }
    }

    private GoogleCredentials read(Source source, String from) {
        try (InputStream in = source.open()) {
            return GoogleCredentials.fromStream(in, transports).createScoped(SCOPES);
        } catch (NoSuchFileException e) {
            throw new ConnectException(from + " names a file that this worker has not");
        } catch (IOException | RuntimeException e) {
            // Not the cause: what a parser says of a text can show the text.
            throw new ConnectException(from + " cannot be read as credentials of Google ("
                    + e.getClass().getSimpleName() + "): it is to be the JSON of a key or of a workload identity");
        }
    }

    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }
}
