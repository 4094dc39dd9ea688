// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import java.util.concurrent.atomic.AtomicLong;

/** How long a body may be: as configured, or less once a server has said that less is too much. Any thread may ask. */
public final class SizeLimit {
    private final AtomicLong bytes;

    public SizeLimit(long bytes) {
        this.bytes = new AtomicLong(bytes);
    }

    public long bytes() {
        return bytes.get();
    }

    /** So many bytes were too much. */
    void tooLarge(long refused) {
        bytes.updateAndGet(limit -> Math.max(1, Math.min(limit, refused / 2)));
    }
}
