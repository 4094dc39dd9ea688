// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.http.request.Parcel;
import java.time.Clock;
import java.time.Duration;

/**
 * When changes are given up that the server does not take.
 *
 * @param after how long a request may go on failing; zero for ever
 * @param endsLane whether nothing is sent behind a change that is given up, since it is to fail the task
 */
public record GivingUp(Duration after, boolean endsLane, Clock clock) {

    /** Whether a request has failed for too long. */
    boolean isDue(Parcel parcel) {
        Parcel.Failed failed = parcel.failed();
        return failed != null && !after.isZero() && clock.millis() - failed.sinceMs() >= after.toMillis();
    }

    void failed(Parcel parcel, String why, String excerpt) {
        parcel.failed(clock.millis(), why, excerpt);
    }
}
