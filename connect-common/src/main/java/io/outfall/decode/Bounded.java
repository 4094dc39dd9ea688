// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not asked for longest, so that schemas without end do not fill the heap. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    /** Versions of tables that one task may meet in turn; what is compiled for one takes a few kilobytes. */
    static final int CAPACITY = 1_000;

    Bounded() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > CAPACITY;
    }
}
