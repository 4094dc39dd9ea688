// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server (Keycloak) that keeps its realms in memory. Not every build fetches it: a module whose
 * integration tests use it depends on {@code runtime-keycloak}.
 */
public final class KeycloakServer implements AutoCloseable {
    private static final String ADMIN = "outfall-admin";
    private static final String ADMIN_SECRET = "unused";
    private static final String PREPARED = "prepared";
    // Either costs a dozen seconds of CPU, of which a busy machine has few.
    private static final Duration PREPARATION_LIMIT = Duration.ofMinutes(5);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    // What its own start script opens.
    private static final List<String> OPENED = Stream.of("util", "util.concurrent", "security", "lang")
            .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
            .toList();

    private final Home home;
    private final URI url;
    private final ServerProcess process;
    private final Http http = new Http();
    private final ObjectMapper json = new ObjectMapper();

    private KeycloakServer(Home home, URI url, ServerProcess process) {
        this.home = home;
        this.url = url;
        this.process = process;
    }

    /**
     * Starts a server without realms and returns at once; only after {@code mvn clean} it takes the server some seconds
     * to prepare itself first.
     */
    public static KeycloakServer launch() {
        Home home = Home.of("keycloak");
        Path files = folderIn(Runtimes.located().files("keycloak"));
        if (!Files.exists(files.resolve(PREPARED))) {
            new ServerProcess.Launch("Keycloak's preparation", command(files, "build", "--db=dev-mem"), home)
                    .run(PREPARATION_LIMIT);
            create(files.resolve(PREPARED));
        }
        int port = Ports.free();
        List<String> command = command(
                files,
                "start",
                "--optimized",
                "--cache=local",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        Map<String, String> administrator =
                Map.of("KC_BOOTSTRAP_ADMIN_CLIENT_ID", ADMIN, "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", ADMIN_SECRET);
        return new KeycloakServer(
                home,
                URI.create("http://127.0.0.1:" + port),
                new ServerProcess.Launch("Keycloak", command, administrator, home).start());
    }

    /** Returns when it answers. */
    public void awaitReady() {
        process.awaitReady(START_LIMIT, () -> http.answers(url.resolve("/realms/master"), 200));
    }

    /** Where a realm is, without a slash at the end: what its tokens name as their issuer. */
    public URI realm(String name) {
        return url.resolve("/realms/" + name);
    }

    /** The token endpoint of a realm. */
    public URI tokenEndpoint(String realm) {
        return URI.create(realm(realm) + "/protocol/openid-connect/token");
    }

    /**
     * Adds a realm.
     *
     * @param representation JSON, as an export of a realm has it
     */
    public void importRealm(String representation) {
        admin("POST", "", representation);
    }

    /**
     * Asks for a token, as anybody can.
     *
     * @param params those of the form
     * @return the JSON of the answer, be it an error
     */
    public JsonNode ask(String realm, Map<String, String> params) {
        String form = params.entrySet().stream()
                .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                .collect(Collectors.joining("&"));
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        return parsed(sent("POST", tokenEndpoint(realm), headers, form));
    }

    /**
     * Does something as an administrator.
     *
     * @param path below that of all realms, such as {@code /shop/events}
     * @return the JSON of the answer; null in JSON where it has none
     * @throws StackException if it is refused
     */
    public JsonNode admin(String method, String path, @Nullable String body) {
        String token = ask(
                        "master",
                        Map.of("grant_type", "client_credentials", "client_id", ADMIN, "client_secret", ADMIN_SECRET))
                .path("access_token")
                .asText();
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token);
        Http.Answer answer = sent(method, url.resolve("/admin/realms" + path), headers, body);
        if (answer.status() >= 400) {
            throw new StackException(method + " " + path + " answered " + answer.status() + ": " + answer.body());
        }
        return parsed(answer);
    }

    /** What the server prints. */
    public Path log() {
        return home.log();
    }

    /** Ends the server and forgets its realms. */
    @Override
    public void close() {
        process.kill();
        home.close();
    }

    private static List<String> command(Path files, String... arguments) {
        return JavaCommand.current()
                .with("-Xmx256m")
                .with(OPENED)
                .with(
                        "-Dkc.home.dir=" + files,
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dpicocli.disable.closures=true")
                .main(
                        files.resolve("lib").resolve("quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                        arguments);
    }

    /** The archive has everything in one folder, named after the version. */
    private static Path folderIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new StackException("nothing in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Http.Answer sent(String method, URI uri, Map<String, String> headers, @Nullable String body) {
        try {
            return http.send(method, uri, headers, body);
        } catch (IOException e) {
            throw new StackException(method + " " + uri + ": " + e, e);
        }
    }

    private JsonNode parsed(Http.Answer answer) {
        try {
            return answer.body().isEmpty() ? json.nullNode() : json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new StackException("not JSON: " + answer.body(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
