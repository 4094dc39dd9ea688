// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.SteppingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {
    private final SteppingClock clock = SteppingClock.at("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read() {
        try (SpillFile file = SpillFile.in(folder)) {
            Extent first = write(file, "first");
            Extent second = write(file, "second");

            assertThat(read(file, second)).isEqualTo("second");
            assertThat(read(file, first)).isEqualTo("first");
            assertThat(file.usedBytes()).isEqualTo(11);
        }
    }

    @Test
    void there_is_no_file_before_the_first_byte() throws IOException {
        try (SpillFile file = SpillFile.in(folder)) {
            assertThat(file.write(new byte[0], 0, 0)).isEmpty();
            assertThat(names()).isEmpty();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows deletes a file when it is closed")
    void the_file_has_no_name_while_it_is_used() throws IOException {
        try (SpillFile file = SpillFile.in(folder)) {
            Extent extent = write(file, "hidden");

            assertThat(names()).isEmpty();
            assertThat(read(file, extent)).isEqualTo("hidden");
        }
    }

    @Test
    void nothing_is_left_of_a_file_that_was_closed() throws IOException {
        SpillFile file = SpillFile.in(folder);
        Extent extent = write(file, "gone");
        file.close();

        assertThat(names()).isEmpty();
        assertThatThrownBy(() -> file.read(extent, new byte[4]))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("The spill file in " + folder + " cannot be read back");
    }

    @Test
    void room_that_was_given_back_is_used_again() {
        try (SpillFile file = SpillFile.in(folder)) {
            Extent first = write(file, "a".repeat(1000));
            Extent second = write(file, "b".repeat(1000));
            Extent third = write(file, "c".repeat(1000));
            file.free(first);
            file.free(second);

            Extent fourth = write(file, "d".repeat(1500));
            Extent fifth = write(file, "e".repeat(500));

            assertThat(file.length()).isEqualTo(3000);
            assertThat(Stream.of(third, fourth, fifth).map(extent -> read(file, extent)))
                    .containsExactly("c".repeat(1000), "d".repeat(1500), "e".repeat(500));
        }
    }

    @Test
    void a_file_of_which_nothing_is_used_takes_no_room() {
        try (SpillFile file = SpillFile.in(folder)) {
            Extent first = write(file, "first");
            Extent second = write(file, "second");
            file.free(first);
            file.free(second);

            assertThat(file.length()).isZero();
        }
    }

    @Test
    void a_directory_that_takes_nothing_leaves_the_bytes_with_the_caller() {
        try (SpillFile file = SpillFile.in(folder.resolve("missing"))) {
            assertThat(file.write(new byte[] {1}, 0, 1)).isEmpty();
            assertThat(file.write(new byte[] {1}, 0, 1)).isEmpty();
            assertThat(file.usedBytes()).isZero();
        }
    }

    @Test
    void a_disk_in_memory_is_used_only_if_the_user_named_it() throws IOException {
        Disk memory = new Disk("tmpfs", 5_000_000, 5_000_000);
        try (SpillFile unnamed = new SpillFile(folder, false, at -> memory, clock);
                SpillFile named = new SpillFile(folder, true, at -> memory, clock)) {
            assertThat(unnamed.write(new byte[] {1}, 0, 1)).isEmpty();
            assertThat(named.write(new byte[] {1}, 0, 1)).isPresent();
        }
    }

    @Test
    void a_tenth_of_the_disk_is_left_to_others() {
        AtomicLong written = new AtomicLong();
        try (SpillFile file =
                new SpillFile(folder, true, at -> new Disk("ext4", 5_000_000, 5_000_000 - written.get()), clock)) {
            while (file.write(new byte[10_000], 0, 10_000).isPresent()) {
                written.addAndGet(10_000);
            }

            assertThat(written).hasValue(4_500_000);
        }
    }

    @Test
    void a_disk_that_was_full_is_tried_again_after_a_while() {
        AtomicLong free = new AtomicLong(500_000);
        try (SpillFile file = new SpillFile(folder, true, at -> new Disk("ext4", 5_000_000, free.get()), clock)) {
            assertThat(file.write(new byte[] {1}, 0, 1)).isEmpty();
            free.set(1_000_000);

            clock.advance(Duration.ofSeconds(9));
            assertThat(file.write(new byte[] {1}, 0, 1)).isEmpty();
            clock.advance(Duration.ofSeconds(1));
            assertThat(file.write(new byte[] {1}, 0, 1)).isPresent();
        }
    }

    @Test
    void spilling_can_be_forbidden() throws IOException {
        try (SpillFile file = SpillFile.of(new SpillSettings(false, Optional.of(folder)))) {
            assertThat(file.write(new byte[] {1}, 0, 1)).isEmpty();
            assertThat(names()).isEmpty();
        }
    }

    @Property(tries = 50)
    void whatever_is_written_and_freed_the_rest_stays_and_the_file_stays_short(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = Files.createTempDirectory("spill");
        Map<Extent, byte[]> live = new HashMap<>();
        long most = 0;
        try (SpillFile file = SpillFile.in(directory)) {
            for (int step = 0; step < 500; step++) {
                if (random.nextInt(5) < 3 || live.isEmpty()) {
                    byte[] bytes = new byte[1 + random.nextInt(5000)];
                    random.nextBytes(bytes);
                    live.put(file.write(bytes, 0, bytes.length).orElseThrow(), bytes);
                } else {
                    List<Extent> extents = new ArrayList<>(live.keySet());
                    Extent freed = extents.get(random.nextInt(extents.size()));
                    live.remove(freed);
                    file.free(freed);
                }
                most = Math.max(most, file.usedBytes());
            }
            assertThat(live).allSatisfy((extent, bytes) -> {
                byte[] read = new byte[extent.length()];
                file.read(extent, read);
                assertThat(read).isEqualTo(bytes);
            });
            // Gaps of the wrong size cost something, but not more than what is used at most.
            assertThat(file.length()).isLessThan(2 * most);
            live.keySet().forEach(file::free);
            assertThat(file.length()).isZero();
        }
        Files.delete(directory);
    }

    private static Extent write(SpillFile file, String text) {
        byte[] around = ("<" + text + ">").getBytes(US_ASCII);
        return file.write(around, 1, text.length()).orElseThrow();
    }

    private static String read(SpillFile file, Extent extent) {
        byte[] larger = new byte[extent.length() + 10];
        file.read(extent, larger);
        return new String(Arrays.copyOf(larger, extent.length()), US_ASCII);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
