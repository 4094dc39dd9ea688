// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.testing.SteppingClock;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;

/** Routers of a connector named {@code lake} that writes {@code .parquet}. */
final class Routers {

    private Routers() {}

    static PathRouter of(PathSettings settings) {
        return of(settings, SteppingClock.at("2024-02-29T23:59:59.999Z"));
    }

    static PathRouter of(PathSettings settings, Clock clock) {
        return new PathRouter(settings, "lake", clock, () -> new UUID(7, 9));
    }

    /** The keys' part that {@code template} makes, for files that start at offset 42. */
    static PathRouter of(String template, String zone) {
        return of(new PathSettings(PathTemplate.parse(template), "", ZoneId.of(zone)));
    }

    static PathRouter of(String template) {
        return of(new PathSettings(PathTemplate.parse(template), "", ZoneOffset.UTC));
    }
}
