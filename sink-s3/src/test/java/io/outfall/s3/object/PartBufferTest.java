// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartBufferTest {

    @Property(tries = 200)
    void givesBackWhatItTookAsOftenAsAsked(
            @ForAll @Size(max = 30) List<byte[]> pieces,
            @ForAll @IntRange(min = 1, max = 3000) int repeat,
            @ForAll @IntRange(min = 1, max = 1000) int readSize)
            throws IOException {
        PartBuffer buffer = new PartBuffer(1 << 20);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            byte[] long1 = repeated(piece, repeat);
            int taken = buffer.write(long1, 0, long1.length);
            expected.write(long1, 0, taken);
        }

        assertThat(buffer.size()).isEqualTo(expected.size());
        for (int time = 0; time < 2; time++) {
            assertThat(readAll(buffer.stream(), readSize)).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void takesNoMoreThanItsLimit() {
        PartBuffer buffer = new PartBuffer(10);

        assertThat(buffer.write(new byte[7], 0, 7)).isEqualTo(7);
        assertThat(buffer.isFull()).isFalse();
        assertThat(buffer.write(new byte[7], 0, 7)).isEqualTo(3);
        assertThat(buffer.isFull()).isTrue();
        assertThat(buffer.write(new byte[7], 0, 7)).isZero();
        assertThat(buffer.capacity()).isEqualTo(10);
    }

    @Test
    void growsWithWhatItHolds() {
        PartBuffer buffer = new PartBuffer(8 << 20);

        assertThat(buffer.capacity()).isZero();
        buffer.write(new byte[100], 0, 100);
        assertThat(buffer.capacity()).isEqualTo(4 << 10);
        buffer.write(new byte[10_000], 0, 10_000);
        assertThat(buffer.capacity()).isEqualTo(16 << 10);
        buffer.write(new byte[1 << 20], 0, 1 << 20);
        assertThat(buffer.capacity()).isEqualTo((1 << 20) + (256 << 10));
    }

    @Test
    void readsSingleBytesWithoutSign() throws IOException {
        PartBuffer buffer = new PartBuffer(10);
        buffer.write(new byte[] {-1, 1}, 0, 2);

        try (InputStream stream = buffer.stream()) {
            assertThat(stream.available()).isEqualTo(2);
            assertThat(stream.read()).isEqualTo(255);
            assertThat(stream.read()).isEqualTo(1);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    private static byte[] repeated(byte[] piece, int times) {
        byte[] all = new byte[Math.min(piece.length * times, 300_000)];
        for (int i = 0; i < all.length; i++) {
            all[i] = piece[i % piece.length];
        }
        return all;
    }

    private static byte[] readAll(InputStream stream, int size) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[size];
        for (int n = stream.read(some); n >= 0; n = stream.read(some)) {
            all.write(some, 0, n);
            Arrays.fill(some, (byte) 0);
        }
        return all.toByteArray();
    }
}
