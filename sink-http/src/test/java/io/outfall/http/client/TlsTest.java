// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final Password PASSWORD = new Password(Identity.PASSWORD);

    @TempDir
    static Path folder;

    private static Identity server;
    private static Identity client;

    @BeforeAll
    static void makeIdentities() throws Exception {
        server = Identity.make(folder, "RSA", "ip:127.0.0.1");
        client = Identity.make(folder, "EC", "dns:client");
    }

    @Test
    void aServerThatNobodyVouchesForIsNotTrusted() throws Exception {
        try (Https https = Https.of(server)) {
            Failure failure = failure(TlsSettings.DEFAULT, https.uri("127.0.0.1"));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNTRUSTED);
            assertThat(failure.isPassing()).isFalse();
            assertThat(failure.message())
                    .startsWith("no TLS connection can be made (")
                    .contains("unable to find valid certification path");
        }
    }

    @Test
    void aServerIsTrustedThatAPemFileVouchesFor() throws Exception {
        Path pem = Files.writeString(folder.resolve("trust.pem"), "# ours\n" + server.certificatePem());
        try (Https https = Https.of(server)) {
            assertThat(status(trusting(pem, null), https.uri("127.0.0.1"))).isEqualTo(200);
        }
    }

    @Test
    void aServerIsTrustedThatAPkcs12FileVouchesFor() throws Exception {
        try (Https https = Https.of(server)) {
            assertThat(status(trustingServer(), https.uri("127.0.0.1"))).isEqualTo(200);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (Https https = Https.of(server)) {
            Failure failure = failure(trustingServer(), https.uri("localhost"));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.UNTRUSTED);
            assertThat(failure.message()).contains("localhost");
        }
    }

    @Test
    void aServerThatWantsACertificateGetsItFromAnyForm() throws Exception {
        Path pem = Files.writeString(folder.resolve("client.pem"), client.keyPem() + client.certificatePem());
        Path encrypted =
                Files.writeString(folder.resolve("encrypted.pem"), client.certificatePem() + client.encryptedKeyPem());
        Password text = new Password(client.certificatePem() + client.keyPem());
        try (Https https = Https.of(server, client)) {
            URI uri = https.uri("127.0.0.1");
            assertThat(status(showing(client.pkcs12(), null, PASSWORD), uri)).isEqualTo(200);
            assertThat(status(showing(pem, null, null), uri)).isEqualTo(200);
            assertThat(status(showing(encrypted, null, PASSWORD), uri)).isEqualTo(200);
            assertThat(status(showing(null, text, null), uri)).isEqualTo(200);
        }
    }

    @Test
    void aServerThatWantsACertificateTurnsAwayWhoHasNone() throws Exception {
        try (Https https = Https.of(server, client)) {
            // In TLS 1.3 a client is done before the server looks at its certificate, and sees it hang up.
            assertThat(failure(trustingServer(), https.uri("127.0.0.1")).message())
                    .startsWith("no ");
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithoutItsContent() throws Exception {
        Path encrypted =
                Files.writeString(folder.resolve("wrong.pem"), client.certificatePem() + client.encryptedKeyPem());
        Path noKey = Files.writeString(folder.resolve("nokey.pem"), client.certificatePem());
        Path odd = Files.writeString(
                folder.resolve("odd.pem"), "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END EC PRIVATE KEY-----\n");

        assertThatThrownBy(() -> open(trusting(folder.resolve("none.pem"), null)))
                .isInstanceOf(ConnectException.class)
                .hasMessage("http.tls.trust.file: " + folder.resolve("none.pem") + " does not exist");
        assertThatThrownBy(() -> open(trusting(server.pkcs12(), new Password("wrong"))))
                .hasMessageStartingWith("http.tls.trust.file: " + server.pkcs12() + " cannot be read: ");
        assertThatThrownBy(() -> open(showing(encrypted, null, new Password("wrong"))))
                .hasMessage("http.tls.client.file: " + encrypted
                        + " cannot be read: its private key cannot be decrypted with the password");
        assertThatThrownBy(() -> open(showing(encrypted, null, null)))
                .hasMessageEndingWith("its private key is encrypted, and there is no password");
        assertThatThrownBy(() -> open(showing(noKey, null, null)))
                .hasMessageEndingWith("there is no private key in it");
        assertThatThrownBy(() -> open(showing(odd, null, null)))
                .hasMessageEndingWith(
                        "its key is of a form of its own (EC PRIVATE KEY); make it PKCS #8, with openssl pkcs8 -topk8");
        assertThatThrownBy(() -> open(showing(null, new Password("secret"), null)))
                .hasMessage("http.tls.client.pem cannot be read: there is no private key in it");
    }

    private static TlsSettings trustingServer() {
        return trusting(server.pkcs12(), PASSWORD);
    }

    private static TlsSettings trusting(Path file, @Nullable Password password) {
        return new TlsSettings(file, password, null, null, null);
    }

    private static TlsSettings showing(@Nullable Path file, @Nullable Password pem, @Nullable Password password) {
        return new TlsSettings(server.pkcs12(), PASSWORD, file, pem, password);
    }

    private static Transport open(TlsSettings tls) {
        Duration limit = Duration.ofSeconds(30);
        return JdkTransport.open(new ClientSettings(limit, limit, 1000, false, tls, null), "outfall/test", "test");
    }

    private static int status(TlsSettings tls, URI uri) throws Exception {
        try (Transport transport = open(tls)) {
            return transport.send(get(uri)).status();
        }
    }

    private static Failure failure(TlsSettings tls, URI uri) {
        try (Transport transport = open(tls)) {
            return Failure.of(catchThrowableOfType(IOException.class, () -> transport.send(get(uri))));
        }
    }

    private static Call get(URI uri) {
        return new Call("GET", uri, Map.of(), Call.NO_BODY);
    }

    /** A server that answers 200 to whom it trusts. */
    private record Https(HttpsServer server) implements AutoCloseable {

        static Https of(Identity who) throws IOException, GeneralSecurityException {
            return of(who, who, false);
        }

        static Https of(Identity who, Identity trusted) throws IOException, GeneralSecurityException {
            return of(who, trusted, true);
        }

        private static Https of(Identity who, Identity trusted, boolean asks)
                throws IOException, GeneralSecurityException {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(who.store(), Identity.PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("it", trusted.store().getCertificate("it"));
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters ssl = context.getDefaultSSLParameters();
                    ssl.setNeedClientAuth(asks);
                    parameters.setSSLParameters(ssl);
                }
            });
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return new Https(server);
        }

        URI uri(String host) {
            return URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
