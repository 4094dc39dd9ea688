// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** The agent that Strimzi's images run in a worker, with our rules. */
record MetricsAgent(int port, Path rules) {
    private static final Path RULES = Path.of("..", "examples", "strimzi", "metrics.yaml");
    private static final Path JAR = Path.of("target", "agent", "jmx-exporter.jar");

    /**
     * An agent at a free port.
     *
     * @param folder takes its rules
     */
    static MetricsAgent in(Path folder) throws IOException {
        String rules = new StrimziYaml()
                .documents(RULES)
                .get(0)
                .path("data")
                .path("rules.yaml")
                .asText();
        return new MetricsAgent(freePort(), Files.writeString(folder.resolve("rules.yaml"), rules));
    }

    /** The option of the worker's JVM. */
    String option() {
        return "-javaagent:" + JAR.toAbsolutePath() + "=127.0.0.1:" + port + ":" + rules;
    }

    /** What Prometheus gets of it. */
    String scraped() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
