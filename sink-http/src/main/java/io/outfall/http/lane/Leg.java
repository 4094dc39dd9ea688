// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.delivery.Outcome;
import io.outfall.http.request.Batch;
import io.outfall.http.request.Item;
import io.outfall.http.request.Parcel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a parcel once.
 *
 * @param batch that it is part of
 * @param accepted changes that are done
 * @param refused changes that never will be
 * @param left parcels that are still to be sent, in order
 * @param stop why nothing more is to be sent now; null where nothing speaks against it
 */
public record Leg(
        Batch batch,
        List<Item> accepted,
        List<Refusal> refused,
        List<Parcel> left,
        @Nullable Outcome stop) {

    static Leg accepted(Parcel parcel) {
        return new Leg(parcel.batch(), parcel.items(), List.of(), List.of(), null);
    }

    static Leg left(Parcel parcel, Outcome stop) {
        return new Leg(parcel.batch(), List.of(), List.of(), List.of(parcel), stop);
    }

    static Leg halved(Parcel parcel) {
        return new Leg(parcel.batch(), List.of(), List.of(), parcel.halves(), null);
    }

    /** Whether anything is done about any change. */
    boolean settlesAny() {
        return !accepted.isEmpty() || !refused.isEmpty();
    }
}
