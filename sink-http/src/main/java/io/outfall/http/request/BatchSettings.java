// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.pipeline.UnfitRowException;
import java.time.Duration;

/**
 * Which changes share a request.
 *
 * @param framing what stands around and between them
 * @param rows how many there are at most
 * @param bytes how long the body is at most, before it is compressed
 * @param linger how long the first waits for others
 * @param repeats what becomes of two changes of one key
 * @param compression of bodies
 */
public record BatchSettings(
        Framing framing, int rows, long bytes, Duration linger, Repeats repeats, Compression compression) {

    /** What becomes of two changes of one key that could share a request. */
    public enum Repeats {
        /** They do. */
        TOGETHER,
        /** The later one goes in place of the earlier one. */
        LAST,
        /** They go in requests of their own. */
        APART
    }

    /**
     * The same, but that no two changes of one key share a request: of a server that answers for each change alone, the
     * earlier one could be wanted again when the later one is done.
     */
    public BatchSettings withKeysApart() {
        return repeats == Repeats.LAST
                ? this
                : new BatchSettings(framing, rows, bytes, linger, Repeats.APART, compression);
    }

    /**
     * Looks at a change before it is taken in.
     *
     * @throws UnfitRowException if no request can hold it
     */
    public void check(Item item) throws UnfitRowException {
        byte[] body = item.body();
        long size = body == null ? 0 : framing.size(1, body.length);
        if (size > bytes) {
            throw new UnfitRowException(null, "its body has " + size + " bytes, and batch.bytes is " + bytes);
        }
        if (body != null && rows > 1 && !framing.takes(body)) {
            throw new UnfitRowException(null, "its body has a line break, and batch.format puts each on one line");
        }
    }
}
