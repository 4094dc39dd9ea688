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
    private final GivingUp givingUp;

    public Courier(
            CallWriter calls,
            Transport transport,
            Judge judge,
            SizeLimit limit,
            Pace pace,
            Traffic traffic,
            GivingUp givingUp) {
        this.calls = calls;
        this.transport = transport;
        this.judge = judge;
        this.limit = limit;
        this.pace = pace;
        this.traffic = traffic;
        this.givingUp = givingUp;
    }

    Leg send(Parcel parcel) throws InterruptedException {
        URI uri = parcel.target().uri();
        Optional<Pace.Hold> hold = pace.ask(uri);
        if (hold.isPresent()) {
            ConnectException why = new ConnectException(
                    parcel.target() + " waits: " + hold.get().why());
            return left(parcel, new Outcome.Held(why, hold.get().left()));
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
            return left(parcel, Failure.of(e).outcome(call.toString()));
        } catch (IOException e) {
            attempted(parcel, start);
            Failure failure = Failure.of(e);
            pace.unanswered(failure.message());
            givingUp.failed(parcel, failure.message(), "");
            return left(parcel, failure.outcome(call.toString()));
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
            return later(parcel, later);
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
        return left(parcel, new Outcome.Broken(new ConnectException(parcel.target() + " answered with " + why)));
    }

    private static Leg refused(Parcel parcel, String why, String excerpt) {
        if (parcel.items().size() > 1) {
            return Leg.halved(parcel);
        }
        return Leg.refused(parcel, refusal(parcel, parcel.items().get(0), why, excerpt));
    }

    private Leg each(Parcel parcel, List<Verdict> verdicts) {
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
        if (again.isEmpty()) {
            return new Leg(parcel.batch(), accepted, refused, List.of(), null, true);
        }
        Parcel rest = parcel.only(again);
        Leg left = later == null
                ? new Leg(parcel.batch(), List.of(), List.of(), List.of(rest), null, true)
                : later(rest, later);
        return left.with(accepted, refused);
    }

    private Leg later(Parcel parcel, Verdict.Later later) {
        givingUp.failed(parcel, later.why(), later.excerpt());
        String again = parcel.items().size() == 1 ? "" : ", " + parcel.items().size() + " changes are sent again";
        return left(
                parcel,
                new Outcome.TryLater(
                        new ConnectException(parcel.target() + " answered with " + later.why() + again),
                        later.notBefore()));
    }

    /** A parcel that is sent again, unless that has gone on for too long. */
    private Leg left(Parcel parcel, Outcome stop) {
        Parcel.Failed failed = parcel.failed();
        if (failed == null || stop instanceof Outcome.Broken || !givingUp.isDue(parcel)) {
            return Leg.left(parcel, stop);
        }
        String why =
                parcel.target() + " failed for " + givingUp.retries().timeout().toMillis() + " ms and more, "
                        + parcel.attempts() + " attempts; the last: " + failed.why();
        return Leg.givenUp(
                parcel,
                parcel.items().stream()
                        .map(item -> new Refusal(item, why, failed.excerpt()))
                        .toList(),
                stop);
    }

    /** Whether nothing more is to be sent in the lane. */
    boolean endsLane(Leg leg) {
        return givingUp.endsLane() && !leg.refused().isEmpty();
    }

    private static Refusal refusal(Parcel parcel, Item item, String why, String excerpt) {
        return new Refusal(item, parcel.target() + " answered with " + why + ", attempt " + parcel.attempts(), excerpt);
    }
}
