// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void aServerThatDiesIsReportedWithTheEndOfItsLog() {
        try (ServerProcess process = shell("echo no room left; exit 3").start()) {
            assertThatThrownBy(() -> process.awaitReady(LIMIT, () -> false))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("test server died with exit code 3")
                    .hasMessageEndingWith("no room left");
        }
    }

    @Test
    void aServerThatIsNotReadyInTimeIsReported() {
        try (ServerProcess process = shell("echo waiting; exec sleep 60").start()) {
            assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(200), () -> false))
                    .hasMessageContaining("is not ready after 0 s");
        }
    }

    @Test
    void aServerEndsWhenClosed() {
        ServerProcess process = shell("exec sleep 60").start();
        process.close();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void aServerEndsWhenTheJvmThatStartedItIsKilled() throws Exception {
        Path pidFile = folder.resolve("pid");
        Process jvm = new ProcessBuilder(JavaCommand.current()
                        .main(System.getProperty("java.class.path"), Starter.class.getName(), pidFile.toString()))
                .inheritIO()
                .start();
        ServerProcess.Launch waiting = shell("until [ -s " + pidFile + " ]; do sleep 0.05; done");
        waiting.run(LIMIT);
        ProcessHandle server =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();

        jvm.destroyForcibly();

        server.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(server.isAlive()).isFalse();
    }

    private ServerProcess.Launch shell(String script) {
        return new ServerProcess.Launch("test server", List.of("sh", "-c", script), folder.resolve("log"));
    }

    /** Starts a server, tells its process id and waits for ever. */
    static final class Starter {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path pidFile = Path.of(arguments[0]);
            ServerProcess server = new ServerProcess.Launch(
                            "child", List.of("sleep", "60"), pidFile.resolveSibling("child.log"))
                    .start();
            Path written = pidFile.resolveSibling("pid.new");
            Files.write(written, Long.toString(server.pid()).getBytes(StandardCharsets.UTF_8));
            Files.move(written, pidFile);
            server.awaitReady(Duration.ofDays(1), () -> false);
        }
    }
}
