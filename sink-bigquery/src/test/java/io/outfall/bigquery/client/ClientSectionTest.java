// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.client;

import static io.outfall.config.SectionAssertions.assertThatSection;

import io.outfall.proxy.ProxySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSectionTest {

    @Test
    void settingsSayHowToReachBigQueryAndAsWhom(@TempDir Path folder) throws IOException, GeneralSecurityException {
        String key;
        try (ServiceAccount account = new ServiceAccount()) {
            key = account.json();
        }
        Path keyFile = Files.writeString(folder.resolve("key.json"), key);
        assertThatSection(new ClientSection())
                .hasDefaults(Map.ofEntries(
                        Map.entry("bigquery.project", "required"),
                        Map.entry("bigquery.quota.project", "none"),
                        Map.entry("bigquery.credentials.file", "none"),
                        Map.entry("bigquery.credentials.json", "none"),
                        Map.entry("bigquery.impersonate.service.account", "none"),
                        Map.entry("bigquery.endpoint", "none"),
                        Map.entry("bigquery.storage.endpoint", "none"),
                        Map.entry("bigquery.proxy.url", "none"),
                        Map.entry("bigquery.proxy.user", "none"),
                        Map.entry("bigquery.proxy.password", "none"),
                        Map.entry("bigquery.request.timeout.ms", "60000")))
                .reads(
                        Map.of(
                                "bigquery.project", "outfall-shop",
                                "bigquery.quota.project", "outfall-billing",
                                "bigquery.credentials.file", keyFile.toString(),
                                "bigquery.impersonate.service.account", "sink@outfall-shop.iam.gserviceaccount.com",
                                "bigquery.endpoint", "https://bigquery.p.googleapis.com",
                                "bigquery.storage.endpoint", "https://bigquerystorage.p.googleapis.com",
                                "bigquery.proxy.url", "http://proxy.example.org:3128",
                                "bigquery.proxy.user", "outfall",
                                "bigquery.proxy.password", "pr0xypass",
                                "bigquery.request.timeout.ms", "5000"),
                        new ClientSettings(
                                "outfall-shop",
                                "outfall-billing",
                                new BigQueryCredentials.Impersonated(
                                        "sink@outfall-shop.iam.gserviceaccount.com",
                                        new BigQueryCredentials.KeyFile(keyFile)),
                                URI.create("https://bigquery.p.googleapis.com"),
                                URI.create("https://bigquerystorage.p.googleapis.com"),
                                new ProxySettings(
                                        URI.create("http://proxy.example.org:3128"),
                                        new ProxySettings.Login("outfall", new Password("pr0xypass"))),
                                Duration.ofSeconds(5)))
                .reads(
                        Map.of("bigquery.project", "outfall-shop", "bigquery.credentials.json", key),
                        new ClientSettings(
                                "outfall-shop",
                                null,
                                new BigQueryCredentials.KeyJson(new Password(key)),
                                null,
                                null,
                                null,
                                Duration.ofMinutes(1)))
                .mentionsEveryKey();
    }

    @Test
    void problemsAreToldAtTheirKeys() {
        assertThatSection(new ClientSection())
                .refuses(
                        Map.of(
                                "bigquery.project", "Not A Project",
                                "bigquery.quota.project", "?",
                                "bigquery.credentials.file", "/etc/outfall/key.json",
                                "bigquery.credentials.json", "{}",
                                "bigquery.impersonate.service.account", "somebody",
                                "bigquery.endpoint", "http://127.0.0.1:9050",
                                "bigquery.proxy.url", "proxy:3128",
                                "bigquery.request.timeout.ms", "0"),
                        "bigquery.project must be the id of a project, not 'Not A Project'",
                        "bigquery.quota.project must be the id of a project, not '?'",
                        "bigquery.credentials.json says as whom to speak to BigQuery, and so does "
                                + "bigquery.credentials.file: keep one of them",
                        "bigquery.impersonate.service.account must be the address of a service account, not 'somebody'",
                        "bigquery.storage.endpoint and bigquery.endpoint must both be http addresses or neither: "
                                + "credentials are sent over https alone",
                        "bigquery.proxy.url must be an http address, not 'proxy:3128' (it needs a scheme and a host)",
                        "bigquery.request.timeout.ms must be a whole number from 1 to 3600000, not '0'");
    }

    @Test
    void anEmulatorIsSpokenToAsNobody() {
        assertThatSection(new ClientSection())
                .reads(
                        Map.of(
                                "bigquery.project", "outfall-shop",
                                "bigquery.endpoint", "http://127.0.0.1:9050",
                                "bigquery.storage.endpoint", "http://127.0.0.1:9060"),
                        new ClientSettings(
                                "outfall-shop",
                                null,
                                new BigQueryCredentials.None(),
                                URI.create("http://127.0.0.1:9050"),
                                URI.create("http://127.0.0.1:9060"),
                                null,
                                Duration.ofMinutes(1)));
    }
}
