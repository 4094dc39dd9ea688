// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link ConnectionSettings}. */
final class ConnectionSection implements Section<ConnectionSettings> {
    static final Key<Duration> REQUEST_TIMEOUT = Key.millis(
                    "s3.request.timeout.ms", Duration.ofMillis(1), Duration.ofHours(1))
            .doc("""
                    How long one request may take, with the part of a file that it carries. A request that takes longer is \
                    repeated.""")
            .defaultsTo(Duration.ofMinutes(1));
    static final Key<Duration> CONNECT_TIMEOUT = Key.millis(
                    "s3.connection.timeout.ms", Duration.ofMillis(1), Duration.ofMinutes(10))
            .doc("How long it may take to connect, where the request's own timeout is not shorter.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofSeconds(10));
    static final Key<Integer> MAX_CONNECTIONS = Key.integer("s3.connections.max", 1, 10_000)
            .doc("How many connections a task may have at once.")
            .importance(Importance.LOW)
            .defaultsTo(50);
    static final Key<Optional<URI>> PROXY_URL =
            Key.address("s3.proxy.url").doc("""
                    An HTTP proxy between the worker and the store, such as `http://proxy.example.org:3128`. Unless set, what the \
                    JVM's properties and the environment say. STS is reached by it, too.""").importance(Importance.LOW).optional();
    static final Key<Optional<String>> PROXY_USER = Key.text("s3.proxy.user")
            .doc("The user that the proxy wants to know.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<Password>> PROXY_PASSWORD = Key.secret("s3.proxy.password")
            .doc("The password of the proxy's user.")
            .importance(Importance.LOW)
            .optional();
    static final Key<List<String>> PROXY_BYPASS = Key.list("s3.proxy.non.proxy.hosts")
            .doc("Hosts that are reached without the proxy; `*` stands for any characters.")
            .importance(Importance.LOW)
            .defaultsTo(List.of());

    @Override
    public String title() {
        return "S3 connections";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                REQUEST_TIMEOUT, CONNECT_TIMEOUT, MAX_CONNECTIONS, PROXY_URL, PROXY_USER, PROXY_PASSWORD, PROXY_BYPASS);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    boolean user = values.get(PROXY_USER).isPresent();
                    if (user != values.get(PROXY_PASSWORD).isPresent()) {
                        problems.add(
                                user ? PROXY_PASSWORD : PROXY_USER,
                                "is missing: " + (user ? PROXY_USER : PROXY_PASSWORD) + " is set");
                    }
                },
                (values, problems) -> {
                    if (values.get(PROXY_USER).isPresent()
                            && values.get(PROXY_URL).isEmpty()) {
                        problems.add(PROXY_USER, "is for a proxy, but s3.proxy.url is not set");
                    }
                },
                (values, problems) -> {
                    if (!values.get(PROXY_BYPASS).isEmpty()
                            && values.get(PROXY_URL).isEmpty()) {
                        problems.add(PROXY_BYPASS, "is for a proxy, but s3.proxy.url is not set");
                    }
                });
    }

    @Override
    public ConnectionSettings read(Values values) {
        return new ConnectionSettings(
                values.get(REQUEST_TIMEOUT),
                values.get(CONNECT_TIMEOUT),
                values.get(MAX_CONNECTIONS),
                values.get(PROXY_URL)
                        .map(address -> new ConnectionSettings.Proxy(
                                address,
                                values.get(PROXY_USER).orElse(null),
                                values.get(PROXY_PASSWORD).orElse(null),
                                Set.copyOf(values.get(PROXY_BYPASS))))
                        .orElse(null));
    }
}
