// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A schema registry (Apicurio) that keeps schemas in memory and has a Confluent-compatible interface. It needs Java 21,
 * so a test that uses it is for machines that have that:
 * {@code @EnabledIf("io.outfall.testing.stack.SchemaRegistry#available")}.
 */
public final class SchemaRegistry implements AutoCloseable {
    private static final int JAVA = 21;

    private final Home home;
    private final URI url;
    private final ServerProcess process;
    private final Http http = new Http();

    private SchemaRegistry(Home home, URI url, ServerProcess process) {
        this.home = home;
        this.url = url;
        this.process = process;
    }

    /** Whether this machine has the Java that the registry needs. */
    public static boolean available() {
        return Jdks.atLeast(JAVA).isPresent();
    }

    /**
     * Starts an empty registry and returns when it answers.
     *
     * @throws StackException if it is not {@link #available()} or does not start
     */
    public static SchemaRegistry start() {
        SchemaRegistry registry = launch();
        registry.awaitReady();
        return registry;
    }

    /** Starts a registry and returns at once. */
    static SchemaRegistry launch() {
        Path jdk = Jdks.atLeast(JAVA)
                .orElseThrow(() -> new StackException("the schema registry needs Java " + JAVA
                        + "; run with it, or name its home in the environment variable OUTFALL_JAVA" + JAVA));
        Home home = Home.of("registry");
        int port = Ports.free();
        Path files = Runtimes.located().files("registry");
        List<String> command = JavaCommand.on(jdk)
                .with("-Xmx256m", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port)
                // It serves its health at 0.0.0.0:9000 otherwise, where no second registry can.
                .with("-Dquarkus.management.host=127.0.0.1", "-Dquarkus.management.port=0")
                .with("-Dquarkus.log.level=WARN")
                .main(files.resolve("quarkus-run.jar").toString(), "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        return new SchemaRegistry(
                home,
                URI.create("http://127.0.0.1:" + port),
                new ServerProcess.Launch("schema registry", command, home).start());
    }

    void awaitReady() {
        process.awaitReady(() -> http.answers(endpoint("/subjects"), 200));
    }

    /** The address of the Confluent-compatible interface, below which are {@code /subjects} and {@code /schemas}. */
    public URI url() {
        return url.resolve("/apis/ccompat/v7");
    }

    URI endpoint(String path) {
        return URI.create(url() + path);
    }

    /**
     * Worker or connector settings that put key and value into Avro in the Confluent wire format, with this registry;
     * the worker needs {@link Plugins#avroConverter()}.
     */
    public Map<String, String> converterSettings() {
        Map<String, String> settings = Map.of(
                "", "io.apicurio.registry.utils.converter.AvroConverter",
                ".apicurio.registry.url", url.resolve("/apis/registry/v2").toString(),
                ".apicurio.registry.auto-register", "true",
                ".apicurio.registry.find-latest", "true",
                ".apicurio.registry.as-confluent", "true",
                ".apicurio.registry.use-id", "contentId",
                ".apicurio.registry.headers.enabled", "false");
        return Stream.of("key.converter", "value.converter")
                .flatMap(converter -> settings.entrySet().stream()
                        .map(entry -> Map.entry(converter + entry.getKey(), entry.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the registry prints. */
    public Path log() {
        return home.log();
    }

    /** Ends the registry. */
    @Override
    public void close() {
        process.kill();
        home.close();
    }
}
