// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * A second S3 server (Adobe's S3Mock) for what {@link S3Server} does not know: tags, storage classes, canned ACLs,
 * encryption, and checksums that it verifies and gives back. It takes any key. Use path-style addresses.
 */
public final class S3MockServer implements AutoCloseable {
    private static final int OK = 200;

    private final Home home;
    private final URI endpoint;
    private final ServerProcess process;
    private final Http http = new Http();

    private S3MockServer(Home home, URI endpoint, ServerProcess process) {
        this.home = home;
        this.endpoint = endpoint;
        this.process = process;
    }

    /**
     * Starts a server without buckets and returns when it answers.
     *
     * @throws StackException if it does not start; the message has the end of its log
     */
    public static S3MockServer start() {
        Home home = Home.of("s3mock");
        int port = Ports.free();
        List<String> command = JavaCommand.current()
                .with("-Xmx256m")
                .main(
                        Runtimes.located().classpath("s3mock"),
                        "org.springframework.boot.loader.launch.JarLauncher",
                        "--server.port=0",
                        "--http.port=" + port,
                        "--com.adobe.testing.s3mock.store.root=" + home.folder("buckets"));
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        S3MockServer server =
                new S3MockServer(home, endpoint, new ServerProcess.Launch("S3Mock", command, home).start());
        server.process.awaitReady(() -> server.http.answers(endpoint, OK));
        return server;
    }

    /** Where it listens: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return endpoint;
    }

    /** Makes a bucket. */
    public void createBucket(String name) {
        URI bucket = endpoint.resolve("/" + name);
        try {
            Http.Answer answer = http.send("PUT", bucket, null);
            if (answer.status() != OK) {
                throw new StackException("S3Mock answered " + answer.status() + " to PUT " + bucket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server and removes what is stored. */
    @Override
    public void close() {
        process.kill();
        home.close();
    }
}
