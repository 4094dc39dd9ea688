// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.delivery.Outcome;
import io.outfall.http.request.Batch;
import io.outfall.http.request.Item;
import io.outfall.http.request.Parcel;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a parcel once.
 *
 * @param batch that it is part of
 * @param accepted changes that are done
 * @param refused changes that never will be
 * @param left parcels that are still to be sent, in order
 * @param stop why nothing more is to be sent now; null where nothing speaks against it
 * @param answered whether the server has said something of the changes, and be it that some are not to its liking
 */
public record Leg(
        Batch batch,
        List<Item> accepted,
        List<Refusal> refused,
        List<Parcel> left,
        @Nullable Outcome stop,
        boolean answered) {

    static Leg accepted(Parcel parcel) {
        return new Leg(parcel.batch(), parcel.items(), List.of(), List.of(), null, true);
    }

    static Leg refused(Parcel parcel, Refusal refusal) {
        return new Leg(parcel.batch(), List.of(), List.of(refusal), List.of(), null, true);
    }

    static Leg left(Parcel parcel, Outcome stop) {
        return new Leg(parcel.batch(), List.of(), List.of(), List.of(parcel), stop, false);
    }

    static Leg halved(Parcel parcel) {
        return new Leg(parcel.batch(), List.of(), List.of(), parcel.halves(), null, true);
    }

    static Leg givenUp(Parcel parcel, List<Refusal> refused, Outcome stop) {
        return new Leg(parcel.batch(), List.of(), refused, List.of(), stop, false);
    }

    /** This one, and what came of other changes of the same request, on which the server has decided. */
    Leg with(List<Item> alsoAccepted, List<Refusal> alsoRefused) {
        boolean any = !alsoAccepted.isEmpty() || !alsoRefused.isEmpty();
        return new Leg(batch, all(alsoAccepted, accepted), all(alsoRefused, refused), left, stop, answered || any);
    }

    /** Whether anything is done about any change. */
    boolean settlesAny() {
        return !accepted.isEmpty() || !refused.isEmpty();
    }

    private static <T> List<T> all(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
