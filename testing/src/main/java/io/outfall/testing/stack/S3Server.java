// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An S3 server (S3Proxy) that checks signatures, honours {@code If-Match} and {@code If-None-Match} under a race, and
 * keeps every object as a plain file. It answers 501 to tagging, versioning, server-side encryption and canned ACLs,
 * returns no checksums, and accepts a part that is sent after its upload was aborted. Use path-style addresses.
 */
public final class S3Server implements AutoCloseable {
    private static final String ACCESS_KEY = "outfall";
    private static final String SECRET_KEY = "outfall-secret";
    private static final int FORBIDDEN = 403;

    /** How the server names the files of an unfinished upload, at the top of the bucket: its parts, and itself. */
    private static final String PART = ".mpus-";

    private static final String UPLOAD = ".s3proxy-mpu-stub-";

    private final Home home;
    private final Path buckets;
    private final URI endpoint;
    private final ServerProcess.Launch launch;
    private final Http http = new Http();
    private ServerProcess process;

    private S3Server(Home home, Path buckets, URI endpoint, ServerProcess.Launch launch) {
        this.home = home;
        this.buckets = buckets;
        this.endpoint = endpoint;
        this.launch = launch;
        this.process = launch.start();
    }

    /**
     * Starts a server without buckets and returns when it answers.
     *
     * @throws StackException if it does not start; the message has the end of its log
     */
    public static S3Server start() {
        S3Server server = launch();
        server.awaitReady();
        return server;
    }

    /** Starts a server and returns at once. */
    static S3Server launch() {
        Home home = Home.of("s3");
        URI endpoint = URI.create("http://127.0.0.1:" + Ports.free());
        Path buckets = home.folder("buckets");
        return new S3Server(home, buckets, endpoint, launch(home, buckets, endpoint));
    }

    private static ServerProcess.Launch launch(Home home, Path buckets, URI endpoint) {
        Path config = home.write("s3proxy.properties", """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(endpoint, ACCESS_KEY, SECRET_KEY, buckets));
        List<String> command = JavaCommand.current()
                .with("-Xmx256m")
                // The server sends System.err to its log; a log on System.err would be an endless loop.
                .with("-Dorg.slf4j.simpleLogger.logFile=System.out")
                .with("-Dorg.slf4j.simpleLogger.cacheOutputStream=true")
                .main(
                        Runtimes.located().classpath("s3proxy"),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        config.toString());
        return new ServerProcess.Launch("S3 server", command, home);
    }

    void awaitReady() {
        process.awaitReady(() -> http.answers(endpoint, FORBIDDEN));
    }

    /** Where it listens: {@code http://127.0.0.1:port}. It keeps the port over a restart. */
    public URI endpoint() {
        return endpoint;
    }

    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    /** The region to sign for; the server takes any. */
    public String region() {
        return "us-east-1";
    }

    /** Makes a bucket, or leaves it as it is, and returns its folder. */
    public Path createBucket(String name) {
        try {
            return Files.createDirectories(buckets.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a bucket. An object is the file with its key as path. */
    public Path folder(String bucket) {
        return buckets.resolve(bucket);
    }

    /** The keys of all objects of a bucket in alphabetical order. */
    public List<String> keys(String bucket) {
        return files(bucket)
                .filter(name -> !name.startsWith(PART) && !name.startsWith(UPLOAD))
                .toList();
    }

    /** The ids of the multipart uploads of a bucket that are neither completed nor aborted. */
    public List<String> unfinishedUploads(String bucket) {
        return files(bucket)
                .filter(name -> name.startsWith(UPLOAD))
                .map(name -> name.substring(UPLOAD.length()))
                .toList();
    }

    private Stream<String> files(String bucket) {
        Path folder = folder(bucket);
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree
                    .filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server without notice; what is stored stays. */
    public void kill() {
        process.kill();
    }

    /** Starts the server again after {@link #kill()}, at the same port with what was stored. */
    public void restart() {
        process.kill();
        process = launch.start();
        awaitReady();
    }

    /** What the server prints. */
    public Path log() {
        return home.log();
    }

    /** Ends the server and removes what is stored. */
    @Override
    public void close() {
        process.kill();
        home.close();
    }
}
