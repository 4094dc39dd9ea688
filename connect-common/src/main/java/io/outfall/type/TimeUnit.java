// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

/** The precision that a source declares for a time of day, a timestamp or a duration. */
public enum TimeUnit {
    MILLIS(1_000L),
    MICROS(1_000_000L),
    NANOS(1_000_000_000L);

    private final long perSecond;

    TimeUnit(long perSecond) {
        this.perSecond = perSecond;
    }

    /** How many of this unit make a second. */
    public long perSecond() {
        return perSecond;
    }
}
