// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files open at once in a heap of 256 MB: none is closed before it is full, as long as the disk has room. */
class SmallHeapIT {
    @TempDir
    Path disk;

    @Test
    void two_hundred_files_fill_up_in_a_small_heap() throws Exception {
        assertThat(run("300000", "100", "2", "1300", disk))
                .containsExactly("200 files filled up, 200 closed for that and 0 for memory");
    }

    @Test
    void a_thousand_files_fill_up_in_a_small_heap() throws Exception {
        assertThat(run("300000", "100", "10", "220", disk))
                .containsExactly("1000 files filled up, 1000 closed for that and 0 for memory");
    }

    @Test
    void without_room_on_the_disk_the_largest_of_a_thousand_files_are_closed_early_and_the_task_goes_on()
            throws Exception {
        assertThat(run("500000", "100", "10", "400", disk.resolve("missing")))
                .singleElement()
                .asString()
                .matches("1000 files filled up, \\d+ closed for that and [1-9]\\d* for memory");
    }

    private static List<String> run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                ManyOpenFiles.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }
}
