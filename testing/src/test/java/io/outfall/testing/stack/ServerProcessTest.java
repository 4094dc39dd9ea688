// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
    void aFrozenServerHearsNothingUntilItThaws() {
        try (ServerProcess process = shell("exec sleep 60").start()) {
            process.freeze();
            shell("kill -TERM " + process.pid()).run(LIMIT);
            assertThat(process.isAlive()).isTrue();

            process.thaw();
            Await.value(LIMIT, process::isAlive, alive -> !alive, alive -> "the server goes on");
        }
    }

    @Test
    void aServerAndItsDataGoWhenTheJvmThatStartedItIsKilled() throws Exception {
        Path told = folder.resolve("told");
        Process jvm = new ProcessBuilder(JavaCommand.current()
                        .main(System.getProperty("java.class.path"), Starter.class.getName(), told.toString()))
                .inheritIO()
                .start();
        shell("until [ -e " + told + " ]; do sleep 0.05; done").run(LIMIT);
        List<String> lines = Files.readAllLines(told);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(lines.get(0))).orElseThrow();
        Path data = Path.of(lines.get(1));
        assertThat(data).isDirectory();

        jvm.destroyForcibly();

        server.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        shell("while [ -e " + data + " ]; do sleep 0.05; done").run(LIMIT);
        assertThat(data).doesNotExist();
    }

    private ServerProcess.Launch shell(String script) {
        return new ServerProcess.Launch(
                "test server", List.of("sh", "-c", script), new Home(folder, folder.resolve("log")));
    }

    /** Starts a server, tells its process id and its data folder, and waits for ever. */
    static final class Starter {
        public static void main(String[] arguments) throws IOException {
            Path told = Path.of(arguments[0]);
            Home home = Home.of("child");
            ServerProcess server = new ServerProcess.Launch("child", List.of("sleep", "60"), home).start();
            Path written = Files.write(
                    told.resolveSibling("written"),
                    List.of(Long.toString(server.pid()), home.data().toString()));
            Files.move(written, told);
            server.awaitReady(Duration.ofDays(1), () -> false);
        }
    }
}
