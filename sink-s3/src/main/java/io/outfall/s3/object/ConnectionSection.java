// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.proxy.ProxySection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;

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
    static final Key<List<String>> PROXY_BYPASS = Key.list("s3.proxy.non.proxy.hosts")
            .doc("Hosts that are reached without the proxy; `*` stands for any characters.")
            .importance(Importance.LOW)
            .defaultsTo(List.of());
    private static final ProxySection PROXY = new ProxySection(PROXY_URL, "");

    @Override
    public String title() {
        return "S3 connections";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(REQUEST_TIMEOUT, CONNECT_TIMEOUT, MAX_CONNECTIONS, PROXY_BYPASS);
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(PROXY);
    }

    @Override
    public List<Check> checks() {
        return List.of((values, problems) -> {
            if (!values.get(PROXY_BYPASS).isEmpty() && values.get(PROXY_URL).isEmpty()) {
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
                PROXY.read(values).orElse(null),
                Set.copyOf(values.get(PROXY_BYPASS)));
    }
}
