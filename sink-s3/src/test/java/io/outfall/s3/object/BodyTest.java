// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTest {

    @Test
    void bodiesInARowAreReadAsOneAsOftenAsAsked() throws IOException {
        PartBuffer buffer = new PartBuffer(100);
        buffer.write("file".getBytes(US_ASCII), 0, 4);
        Body body = Body.of(List.of(Body.of("{head}\n".getBytes(US_ASCII)), buffer, new PartBuffer(5), buffer));

        assertThat(body.length()).isEqualTo(15);
        for (int time = 0; time < 2; time++) {
            assertThat(body.stream().readAllBytes()).asString(US_ASCII).isEqualTo("{head}\nfilefile");
        }
    }

    @Test
    void nothingInARowIsAnEmptyBody() throws IOException {
        Body body = Body.of(List.of());

        assertThat(body.length()).isZero();
        assertThat(body.stream().readAllBytes()).isEmpty();
        assertThat(body.checksum(Checksum.CRC32)).containsOnly(0);
    }

    /** The check values of the catalogue of CRCs, and of the examples that the hash functions were published with. */
    @ParameterizedTest
    @CsvSource({
        "CRC32, 123456789, cbf43926",
        "CRC32C, 123456789, e3069283",
        "SHA1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    })
    void aChecksumIsTheSameWhicheverWayItIsComputed(Checksum kind, String text, String sum) {
        byte[] bytes = text.getBytes(US_ASCII);
        PartBuffer prepared = new PartBuffer(100, kind);
        prepared.write(bytes, 0, 2);
        prepared.checksum(kind);
        prepared.write(bytes, 2, bytes.length - 2);
        Body other = Body.of(List.of(Body.of(bytes)));

        assertThat(HexFormat.of().formatHex(prepared.checksum(kind))).isEqualTo(sum);
        assertThat(HexFormat.of().formatHex(other.checksum(kind))).isEqualTo(sum);
    }
}
