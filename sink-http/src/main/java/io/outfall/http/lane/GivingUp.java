// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.delivery.Retries;
import io.outfall.http.request.Parcel;
import java.time.Clock;

/**
 * When changes are given up that the server does not take.
 *
 * @param retries how long a request may go on failing
 * @param endsLane whether nothing is sent behind a change that is given up, since it is to fail the task
 */
public record GivingUp(Retries retries, boolean endsLane, Clock clock) {

    /** Whether a request has failed for too long. */
    boolean isDue(Parcel parcel) {
        Parcel.Failed failed = parcel.failed();
        return failed != null && retries.isOver(clock.millis() - failed.sinceMs());
    }

    void failed(Parcel parcel, String why, String excerpt) {
        parcel.failed(clock.millis(), why, excerpt);
    }
}
