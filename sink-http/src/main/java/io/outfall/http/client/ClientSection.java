// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import io.outfall.config.Key;
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
    static final Key<Duration> CONNECT_TIMEOUT = Key.millis(
                    "http.connect.timeout.ms", Duration.ofMillis(1), Duration.ofMinutes(10))
            .doc("How long it may take to connect, where the request's own timeout is not shorter.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofSeconds(10));
    static final Key<Duration> REQUEST_TIMEOUT = Key.millis(
                    "http.request.timeout.ms", Duration.ofMillis(1), Duration.ofHours(1))
            .doc("""
                    How long one request may take, from connecting to the last byte of the answer. One that takes longer is given \
                    up and repeated, and the server may have acted on it.""")
            .defaultsTo(Duration.ofSeconds(30));
    static final Key<Integer> MAX_REPLY = Key.integer("http.response.max.bytes", 0, 1 << 30)
            .doc("How much of an answer is read. What lies behind is not looked at and its connection is closed.")
            .importance(Importance.LOW)
            .defaultsTo(1 << 20);
    static final Key<Boolean> HTTP2 =
            Key.flag("http.http2.enabled").doc("""
                    Whether to speak HTTP/2 to a server that can. It saves connections where very many requests are on their way \
                    at once; some load balancers end such connections with requests still on them, which are repeated, and some \
                    of these Java notices only after `http.request.timeout.ms`.""").importance(Importance.LOW).defaultsTo(false);
    static final Key<Optional<Path>> TRUST_FILE = Key.of(
                    "http.tls.trust.file", "the path of a file", Path::of, Path::toString)
            .doc("""
                    A file of the worker with the certificates that vouch for servers, PEM or PKCS #12. Unless set, those that \
                    Java trusts.""")
            .optional();
    static final Key<Optional<Password>> TRUST_PASSWORD = Key.secret("http.tls.trust.password")
            .doc("The password of that file, for PKCS #12.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<Path>> CLIENT_FILE = Key.of(
                    "http.tls.client.file", "the path of a file", Path::of, Path::toString)
            .doc("""
                    A file of the worker with the certificate that the sink shows to servers (mTLS), those that vouch for it, and \
                    its private key: PKCS #12, or PEM with a key in PKCS #8. It is read when a task starts.""")
            .optional();
    static final Key<Optional<Password>> CLIENT_PEM = Key.secret("http.tls.client.pem")
            .doc("The same as PEM text; best given by a config provider.")
            .optional();
    static final Key<Optional<Password>> CLIENT_PASSWORD = Key.secret("http.tls.client.password")
            .doc("The password of the file with the certificate, or of the private key in it.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<URI>> PROXY_URL = Key.address("http.proxy.url")
            .doc("""
                    An HTTP proxy between the worker and the server, such as `http://proxy.example.org:3128`. Token servers are \
                    reached by it, too.""")
            .importance(Importance.LOW)
            .where("an http address", address -> "http".equals(address.getScheme()))
            .optional();
    private static final ProxySection PROXY = new ProxySection(PROXY_URL, """
                    On the way to https servers, Java tells the proxy who asks only if the worker runs with \
                    `-Djdk.http.auth.tunneling.disabledSchemes=`, for instance by `KAFKA_OPTS`.""");

    @Override
    public String title() {
        return "Connections";
    }

    @Override
    public String about() {
        return """
                Connections are kept and used again. A server may close one at the very moment at which a request is sent on it; \
                that request gets no answer and is repeated like any other that failed. Java gives up connections by itself when \
                they were idle for as long as its property `jdk.httpclient.keepalive.timeout` says, in seconds; on a worker with \
                Java 17 it is worth setting below what the server allows, for instance by \
                `KAFKA_OPTS=-Djdk.httpclient.keepalive.timeout=30`. Redirects are not followed.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                REQUEST_TIMEOUT,
                CONNECT_TIMEOUT,
                MAX_REPLY,
                HTTP2,
                TRUST_FILE,
                TRUST_PASSWORD,
                CLIENT_FILE,
                CLIENT_PEM,
                CLIENT_PASSWORD);
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(PROXY);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    if (values.get(CLIENT_FILE).isPresent()
                            && values.get(CLIENT_PEM).isPresent()) {
                        problems.add(
                                CLIENT_PEM, "says who the sink is, and so does " + CLIENT_FILE + ": keep one of them");
                    }
                },
                (values, problems) -> {
                    if (values.get(CLIENT_PASSWORD).isPresent()
                            && values.get(CLIENT_FILE).isEmpty()
                            && values.get(CLIENT_PEM).isEmpty()) {
                        problems.add(CLIENT_PASSWORD, "is for a certificate, but http.tls.client.file is not set");
                    }
                },
                (values, problems) -> {
                    if (values.get(TRUST_PASSWORD).isPresent()
                            && values.get(TRUST_FILE).isEmpty()) {
                        problems.add(TRUST_PASSWORD, "is for a file, but http.tls.trust.file is not set");
                    }
                });
    }

    @Override
    public ClientSettings read(Values values) {
        return new ClientSettings(
                values.get(CONNECT_TIMEOUT),
                values.get(REQUEST_TIMEOUT),
                values.get(MAX_REPLY),
                values.get(HTTP2),
                new TlsSettings(
                        values.get(TRUST_FILE).orElse(null),
                        values.get(TRUST_PASSWORD).orElse(null),
                        values.get(CLIENT_FILE).orElse(null),
                        values.get(CLIENT_PEM).orElse(null),
                        values.get(CLIENT_PASSWORD).orElse(null)),
                PROXY.read(values).orElse(null));
    }
}
