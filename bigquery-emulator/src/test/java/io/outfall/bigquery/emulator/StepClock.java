// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on when told to. */
final class StepClock extends Clock {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong passed = new AtomicLong();

    void advance(Duration by) {
        passed.addAndGet(by.toMillis());
    }

    @Override
    public Instant instant() {
        return START.plusMillis(passed.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
