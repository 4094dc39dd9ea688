// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many files open at once in a heap of 256 MB: none is closed before it is full. */
class SmallHeapIT {

    @Test
    void two_hundred_files_fill_up_in_a_small_heap() throws Exception {
        assertThat(run(300_000, 100, 2, 1_300))
                .containsExactly("200 files filled up, 200 closed for that and 0 for memory");
    }

    @Test
    void a_thousand_files_fill_up_in_a_small_heap() throws Exception {
        assertThat(run(300_000, 100, 10, 220))
                .containsExactly("1000 files filled up, 1000 closed for that and 0 for memory");
    }

    private static List<String> run(int... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                ManyOpenFiles.class.getName()));
        for (int argument : arguments) {
            command.add(Integer.toString(argument));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }
}
