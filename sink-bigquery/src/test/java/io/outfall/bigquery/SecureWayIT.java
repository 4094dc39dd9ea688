// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.client.ServiceAccount;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way that a task has to Google: by TLS, with a token, through a proxy. */
@Timeout(90)
class SecureWayIT {
    private static final String STORE_PASSWORD = "correct horse";

    @TempDir
    Path folder;

    @Test
    void bothInterfacesAreReachedThroughTheProxyThatIsSet() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (Warehouse warehouse = new Warehouse();
                Tunnel proxy = Tunnel.proxy(door(), asked);
                TaskRun run = warehouse.run(Map.of("bigquery.proxy.url", "http://127.0.0.1:" + proxy.port()))) {
            run.put(Notes.notes(0, 0, 10));
            run.awaitDurable();

            assertThat(warehouse.query("SELECT count(*) FROM " + Notes.TABLE)).containsExactly("10");
            assertThat(asked)
                    .contains(
                            "GET 127.0.0.1:"
                                    + URI.create(warehouse.emulator().restEndpoint())
                                            .getPort(),
                            "CONNECT " + warehouse.emulator().grpcEndpoint());
        }
    }

    @Test
    void bothInterfacesAreReachedByTlsWithATokenAndNothingSecretIsLogged() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        KeyStore identity = identity();
        try (Warehouse warehouse = new Warehouse();
                ServiceAccount account = new ServiceAccount();
                Tunnel proxy = Tunnel.proxy(door(), asked);
                Tunnel rest = Tunnel.to(
                        secure(identity, "http/1.1"),
                        URI.create(warehouse.emulator().restEndpoint()).getPort());
                Tunnel storage = Tunnel.to(
                        secure(identity, "h2"),
                        URI.create("//" + warehouse.emulator().grpcEndpoint()).getPort())) {
            Path key = Files.writeString(folder.resolve("key.json"), account.json());
            Process process = start(List.of(
                    "bigquery.endpoint=https://localhost:" + rest.port(),
                    "bigquery.storage.endpoint=https://localhost:" + storage.port(),
                    "bigquery.proxy.url=http://127.0.0.1:" + proxy.port(),
                    "bigquery.credentials.file=" + key));
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains("written")
                    .contains("as the credentials in " + key)
                    .doesNotContain(ServiceAccount.TOKEN)
                    .doesNotContain(account.secret());
            assertThat(warehouse.query("SELECT count(*) FROM shop.orders")).containsExactly("1000");
            assertThat(asked)
                    .contains(
                            "CONNECT localhost:" + rest.port(),
                            "CONNECT localhost:" + storage.port(),
                            "POST 127.0.0.1:" + account.tokens().getPort());
        }
    }

    @Test
    void aProxyIsToldWhoAsksAndNobodyElse() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        KeyStore identity = identity();
        try (Warehouse warehouse = new Warehouse();
                ServiceAccount account = new ServiceAccount();
                Tunnel proxy = Tunnel.proxy(door(), asked, "Basic " + base64("outfall:pr0xypass"));
                Tunnel rest = Tunnel.to(
                        secure(identity, "http/1.1"),
                        URI.create(warehouse.emulator().restEndpoint()).getPort());
                Tunnel storage = Tunnel.to(
                        secure(identity, "h2"),
                        URI.create("//" + warehouse.emulator().grpcEndpoint()).getPort())) {
            Path key = Files.writeString(folder.resolve("key.json"), account.json());
            List<String> settings = List.of(
                    "bigquery.endpoint=https://localhost:" + rest.port(),
                    "bigquery.storage.endpoint=https://localhost:" + storage.port(),
                    "bigquery.proxy.url=http://127.0.0.1:" + proxy.port(),
                    "bigquery.proxy.user=outfall",
                    "bigquery.proxy.password=pr0xypass",
                    "bigquery.credentials.file=" + key);
            Process process = start(settings, "-Djdk.http.auth.tunneling.disabledSchemes=");
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("written").doesNotContain("pr0xypass");
            assertThat(warehouse.query("SELECT count(*) FROM shop.orders")).containsExactly("1000");
            assertThat(asked).contains("CONNECT localhost:" + rest.port(), "CONNECT localhost:" + storage.port());

            Process forbidden = start(settings);
            String complaint = new String(forbidden.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(forbidden.waitFor()).isNotZero();
            assertThat(complaint)
                    .contains(
                            "check bigquery.proxy.user and bigquery.proxy.password; Java sends them only if the worker"
                                    + " runs with -Djdk.http.auth.tunneling.disabledSchemes=")
                    .doesNotContain("pr0xypass");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Process start(List<String> settings, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Djavax.net.ssl.trustStore=" + folder.resolve("identity.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD,
                "-classpath",
                System.getProperty("java.class.path"),
                EagerTask.class.getName(),
                "1000"));
        command.addAll(settings);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static ServerSocket door() throws IOException {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    private static ServerSocket secure(KeyStore identity, String protocol)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, STORE_PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        SSLServerSocket door = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress());
        SSLParameters parameters = door.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        door.setSSLParameters(parameters);
        return door;
    }

    /** A certificate that vouches for itself, with its key, made by the JDK's keytool. */
    private KeyStore identity() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("identity.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        return store;
    }
}
