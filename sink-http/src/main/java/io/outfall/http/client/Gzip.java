// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/** Answers that come compressed, which a server may do unless it is told not to (RFC 9110, section 12.5.3). */
final class Gzip {
    private Gzip() {}

    /**
     * What an answer is without its compression. One that is no gzip, or not in order, is left as it came.
     *
     * @param limit of bytes that are kept
     */
    static BoundedBody.Content unpacked(HttpHeaders headers, BoundedBody.Content packed, int limit) {
        String coding = headers.firstValue("Content-Encoding").orElse("").strip();
        if (!coding.equalsIgnoreCase("gzip") && !coding.equalsIgnoreCase("x-gzip")) {
            return packed;
        }
        ByteBuffer bytes = packed.bytes();
        try (GZIPInputStream plain = new GZIPInputStream(
                new ByteArrayInputStream(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()))) {
            byte[] kept = plain.readNBytes(limit);
            return new BoundedBody.Content(ByteBuffer.wrap(kept), plain.read() < 0);
        } catch (IOException damagedOrCutOff) {
            return packed;
        }
    }
}
