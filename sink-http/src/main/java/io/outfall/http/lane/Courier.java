// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.delivery.Outcome;
import io.outfall.http.client.Call;
import io.outfall.http.client.Failure;
import io.outfall.http.client.NotSentException;
import io.outfall.http.client.Reply;
import io.outfall.http.client.Transport;
import io.outfall.http.pace.Pace;
import io.outfall.http.request.CallWriter;
import io.outfall.http.request.Item;
import io.outfall.http.request.Parcel;
import io.outfall.http.verdict.Judge;
import io.outfall.http.verdict.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** Sends a parcel once, and says what came of it for each change. Workers share it. */
public final class Courier {
    private final CallWriter calls;
    private final Transport transport;
    private final Judge judge;
    private final SizeLimit limit;
    private final Pace pace;
    private final Traffic traffic;

    public Courier(CallWriter calls, Transport transport, Judge judge, SizeLimit limit, Pace pace, Traffic traffic) {
        this.calls = calls;
        this.transport = transport;
        this.judge = judge;
        this.limit = limit;
        this.pace = pace;
        this.traffic = traffic;
    }

    Leg send(Parcel parcel) throws InterruptedException {
        URI uri = parcel.target().uri();
        Optional<Pace.Hold> hold = pace.ask(uri);
        if (hold.isPresent()) {
            ConnectException why = new ConnectException(
                    parcel.target() + " waits: " + hold.get().why());
            return Leg.left(parcel, new Outcome.Held(why, hold.get().left()));
        }
        Call call = calls.call(parcel);
        long start = System.nanoTime();
        try {
            Reply reply = transport.send(call);
            attempted(parcel, start);
            Verdict verdict = judge.judge(reply, parcel.items());
            pace.answered(uri, reply.status(), verdict.notBefore());
            return leg(parcel, verdict);
        } catch (NotSentException e) {
            pace.unsent();
            return Leg.left(parcel, Failure.of(e).outcome(call.toString()));
        } catch (IOException e) {
            attempted(parcel, start);
            Failure failure = Failure.of(e);
            pace.unanswered(failure.message());
            return Leg.left(parcel, failure.outcome(call.toString()));
        } catch (RuntimeException | InterruptedException e) {
            pace.unanswered(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void attempted(Parcel parcel, long start) {
        parcel.attempted();
        traffic.ended(System.nanoTime() - start);
    }

    private Leg leg(Parcel parcel, Verdict verdict) {
        if (verdict instanceof Verdict.Accepted) {
            return Leg.accepted(parcel);
        }
        if (verdict instanceof Verdict.Later later) {
            return Leg.left(parcel, later(parcel, later.why(), later.notBefore()));
        }
        if (verdict instanceof Verdict.Refused refused) {
            return refused(parcel, refused.why(), refused.excerpt());
        }
        if (verdict instanceof Verdict.TooLarge tooLarge) {
            limit.tooLarge(parcel.items().stream().mapToLong(Item::size).sum());
            return refused(parcel, tooLarge.why(), tooLarge.excerpt());
        }
        if (verdict instanceof Verdict.Each each) {
            return each(parcel, each.items());
        }
        String why = ((Verdict.Unknown) verdict).why();
        return Leg.left(parcel, new Outcome.Broken(new ConnectException(parcel.target() + " answered with " + why)));
    }

    private static Leg refused(Parcel parcel, String why, String excerpt) {
        if (parcel.items().size() > 1) {
            return Leg.halved(parcel);
        }
        return new Leg(
                parcel.batch(),
                List.of(),
                List.of(refusal(parcel, parcel.items().get(0), why, excerpt)),
                List.of(),
                null);
    }

    private static Leg each(Parcel parcel, List<Verdict> verdicts) {
        List<Item> accepted = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        List<Item> again = new ArrayList<>();
        Verdict.Later later = null;
        for (int i = 0; i < verdicts.size(); i++) {
            Item item = parcel.items().get(i);
            Verdict verdict = verdicts.get(i);
            if (verdict instanceof Verdict.Accepted) {
                accepted.add(item);
            } else if (verdict instanceof Verdict.Refused no) {
                refused.add(refusal(parcel, item, no.why(), no.excerpt()));
            } else {
                again.add(item);
                later = verdict instanceof Verdict.Later notNow ? notNow : later;
            }
        }
        List<Parcel> left = again.isEmpty() ? List.of() : List.of(parcel.only(again));
        Outcome stop = later == null
                ? null
                : later(parcel, again.size() + " changes are to be sent again: " + later.why(), later.notBefore());
        return new Leg(parcel.batch(), accepted, refused, left, stop);
    }

    private static Outcome later(Parcel parcel, String why, Duration notBefore) {
        return new Outcome.TryLater(new ConnectException(parcel.target() + " answered with " + why), notBefore);
    }

    private static Refusal refusal(Parcel parcel, Item item, String why, String excerpt) {
        return new Refusal(item, parcel.target() + " answered with " + why + ", attempt " + parcel.attempts(), excerpt);
    }
}
