// SPDX-License-Identifier: Apache-2.0
package io.outfall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.CapturedLog;
import io.outfall.testing.SteppingClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {
    private final SteppingClock clock = SteppingClock.at("2026-01-01T00:00:00Z");
    private final List<String> done = new ArrayList<>();
    private final Lanes lanes = lanes(Duration.ZERO);

    private Lanes lanes(Duration timeout) {
        return new Lanes("test", 2, new Retries(Duration.ofSeconds(1), Duration.ofSeconds(2), 0, timeout), clock);
    }

    @AfterEach
    void close() {
        lanes.close();
    }

    private void settleUntil(Lanes lanes, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            lanes.settle();
            Thread.onSpinWait();
        }
    }

    private static Outcome delivered() {
        return new Outcome.Delivered();
    }

    private static Outcome busy() {
        return new Outcome.TryLater(new IOException("busy"));
    }

    @Test
    void deliveriesOfOneLaneHappenOneAfterTheOther() {
        Lane lane = lanes.open("a");
        List<String> attempted = new ArrayList<>();
        for (String name : List.of("1", "2", "3")) {
            lanes.submit(
                    lane,
                    () -> {
                        attempted.add(name);
                        return delivered();
                    },
                    () -> done.add(name));
        }
        settleUntil(lanes, () -> done.size() == 3);
        assertThat(attempted).containsExactly("1", "2", "3");
        assertThat(done).containsExactly("1", "2", "3");
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void aDeliveryToBeTriedLaterHoldsUpItsOwnLaneOnly() {
        AtomicInteger attempts = new AtomicInteger();
        Lane slow = lanes.open("slow");
        lanes.submit(slow, () -> attempts.incrementAndGet() < 3 ? busy() : delivered(), () -> done.add("slow"));
        lanes.submit(lanes.open("fast"), LanesTest::delivered, () -> done.add("fast"));

        settleUntil(lanes, () -> lanes.retried() == 1 && done.size() == 1);
        assertThat(done).containsExactly("fast");
        assertThat(lanes.nextLookMs()).hasValue(1000);
        assertThat(lanes.failing()).hasValue(new Lanes.Failing(1, clock.millis(), "slow: busy"));

        clock.advance(Duration.ofMillis(999));
        lanes.settle();
        assertThat(attempts).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        settleUntil(lanes, () -> lanes.retried() == 2);
        clock.advance(Duration.ofSeconds(2));
        settleUntil(lanes, () -> done.size() == 2);
        assertThat(attempts).hasValue(3);
        assertThat(lanes.failing()).isEmpty();
    }

    @Test
    void theTargetsWishToBeLeftAloneIsHonoured() {
        Outcome later = new Outcome.TryLater(new IOException("429"), Duration.ofSeconds(40));
        lanes.submit(lanes.open("a"), () -> later, () -> {});
        settleUntil(lanes, () -> lanes.retried() == 1);
        assertThat(lanes.nextLookMs()).hasValue(40_000);
    }

    @Test
    void whatIsBrokenFailsTheTaskWithItsCauseAndStartsNothingMore() {
        lanes.submit(
                lanes.open("orders"), () -> new Outcome.Broken(new IOException("no such bucket")), () -> done.add("x"));
        settleUntil(lanes, () -> lanes.inFlight() == 0);
        assertThatThrownBy(lanes::check)
                .isInstanceOf(ConnectException.class)
                .hasMessage("orders: no such bucket")
                .hasCauseInstanceOf(IOException.class);
        lanes.submit(lanes.open("b"), LanesTest::delivered, () -> done.add("b"));
        assertThat(lanes.inFlight()).isZero();
        assertThat(done).isEmpty();
    }

    @Test
    void anExceptionOfADeliveryIsBroken() {
        lanes.submit(
                lanes.open("a"),
                () -> {
                    throw new IOException("surprise");
                },
                () -> {});
        settleUntil(lanes, () -> lanes.inFlight() == 0);
        assertThatThrownBy(lanes::check).hasMessageContaining("surprise");
    }

    @Test
    void afterTheDeliveryTimeoutTheTaskFailsAndSaysHowLongItTried() {
        try (Lanes impatient = lanes(Duration.ofSeconds(3))) {
            impatient.submit(impatient.open("a"), LanesTest::busy, () -> {});
            settleUntil(impatient, () -> impatient.retried() == 1);
            clock.advance(Duration.ofSeconds(3));
            settleUntil(impatient, () -> impatient.retried() == 2);
            assertThatThrownBy(impatient::check).hasMessageContaining("gave up after 2 attempts in 3000 ms: busy");
        }
    }

    @Test
    void whatIsHeldIsNoFailedAttemptButSaysWhatIsInItsWay() {
        List<Outcome> outcomes = new ArrayList<>(List.of(
                new Outcome.Held(new IOException("waits for others"), Duration.ofSeconds(30)),
                new Outcome.Held(new IOException("waits for others"), Duration.ZERO),
                delivered()));
        lanes.submit(lanes.open("a"), () -> outcomes.remove(0), () -> done.add("a"));

        settleUntil(lanes, () -> lanes.inFlight() == 0);
        assertThat(lanes.nextLookMs()).hasValue(30_000);
        assertThat(lanes.failing()).hasValue(new Lanes.Failing(1, clock.millis(), "a: waits for others"));
        clock.advance(Duration.ofSeconds(30));
        settleUntil(lanes, () -> outcomes.size() == 1 && lanes.inFlight() == 0);
        assertThat(lanes.nextLookMs()).hasValue(1_000);
        clock.advance(Duration.ofSeconds(1));
        settleUntil(lanes, () -> done.size() == 1);

        assertThat(lanes.retried()).isZero();
        assertThat(lanes.failing()).isEmpty();
    }

    @Test
    void theDeliveryTimeoutEndsAlsoTheWaitOfWhatIsHeld() {
        List<Outcome> outcomes = new ArrayList<>(
                List.of(busy(), new Outcome.Held(new IOException("the last failure: busy"), Duration.ZERO)));
        try (Lanes impatient = lanes(Duration.ofSeconds(3))) {
            impatient.submit(impatient.open("a"), () -> outcomes.remove(0), () -> {});
            settleUntil(impatient, () -> impatient.retried() == 1);
            clock.advance(Duration.ofSeconds(3));
            settleUntil(impatient, () -> outcomes.isEmpty() && impatient.inFlight() == 0);
            assertThatThrownBy(impatient::check)
                    .hasMessageContaining("gave up after 1 attempts in 3000 ms: the last failure: busy");
        }
    }

    @Test
    void anOutageIsALineInTheLogPerMinuteAndOneWhenItIsOver() {
        AtomicBoolean well = new AtomicBoolean();
        try (CapturedLog log = new CapturedLog()) {
            for (int lane = 0; lane < 40; lane++) {
                lanes.submit(lanes.open("l" + lane), () -> well.get() ? delivered() : busy(), () -> done.add("x"));
            }
            settleUntil(lanes, () -> lanes.retried() == 40);
            for (int second = 1; second <= 150; second++) {
                clock.advance(Duration.ofSeconds(1));
                lanes.settle();
                settleUntil(lanes, () -> lanes.inFlight() == 0);
            }
            assertThat(lanes.retried()).isGreaterThan(1_000);
            well.set(true);
            clock.advance(Duration.ofSeconds(2));
            settleUntil(lanes, () -> done.size() == 40);

            assertThat(log.lines("WARN", "INFO", "ERROR"))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .matches(
                                            "WARN .*Deliveries fail and are repeated: [0-9]+ waiting; failed"
                                                    + " attempts since 2026-01-01T00:00:00Z: [0-9]+; the last of l[0-9]+: busy"),
                            line -> assertThat(line)
                                    .matches("WARN .* 40 waiting; failed attempts since .*Z: [0-9]{3,}; .*"),
                            line -> assertThat(line)
                                    .matches("WARN .* 40 waiting; failed attempts since .*Z: [0-9]{4}; .*"),
                            line -> assertThat(line)
                                    .endsWith("Deliveries succeed again; failed attempts since 2026-01-01T00:00:00Z: "
                                            + lanes.retried()));
        }
    }

    @Test
    void aTargetThatFailsNowAndThenIsNoMoreThanTwoLinesPerMinute() {
        try (CapturedLog log = new CapturedLog()) {
            Lane lane = lanes.open("a");
            for (int i = 0; i < 10; i++) {
                List<Outcome> outcomes = new ArrayList<>(List.of(busy(), delivered()));
                int before = done.size();
                lanes.submit(lane, () -> outcomes.remove(0), () -> done.add("x"));
                settleUntil(lanes, () -> outcomes.size() == 1 && lanes.inFlight() == 0);
                clock.advance(Duration.ofSeconds(1));
                settleUntil(lanes, () -> done.size() > before);
            }

            assertThat(log.lines("WARN")).hasSize(1);
            assertThat(log.lines("INFO")).hasSize(1);
        }
    }

    @Test
    void whatIsGivenUpIsNoSignThatTheTargetIsWell() {
        try (CapturedLog log = new CapturedLog()) {
            Lane lane = lanes.open("a");
            List<Outcome> outcomes = new ArrayList<>(List.of(busy(), new Outcome.GivenUp(), delivered()));
            lanes.submit(lane, () -> outcomes.remove(0), () -> done.add("given up"));
            settleUntil(lanes, () -> lanes.retried() == 1 && lanes.inFlight() == 0);
            clock.advance(Duration.ofSeconds(1));
            settleUntil(lanes, () -> done.size() == 1);
            assertThat(lanes.failing()).isEmpty();
            assertThat(log.lines("INFO")).isEmpty();

            lanes.submit(lane, () -> outcomes.remove(0), () -> done.add("delivered"));
            settleUntil(lanes, () -> done.size() == 2);
            assertThat(log.lines("INFO")).singleElement().asString().contains("Deliveries succeed again");
        }
    }

    @Test
    void whatIsBrokenIsThrownAndNotLoggedBesides() {
        try (CapturedLog log = new CapturedLog()) {
            lanes.submit(lanes.open("a"), () -> new Outcome.Broken(new IOException("denied")), () -> {});
            settleUntil(lanes, () -> lanes.inFlight() == 0);

            assertThatThrownBy(lanes::check).hasMessage("a: denied");
            assertThat(log.lines("WARN", "INFO", "ERROR")).isEmpty();
        }
    }

    @Test
    void workersAssistBesideDeliveriesAndTheCallerDoesItWhereNoneIsFree() throws Exception {
        List<Thread> assistants = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch assisted = new CountDownLatch(1);
        lanes.assist(() -> {
            assistants.add(Thread.currentThread());
            assisted.countDown();
        });
        assisted.await();
        assertThat(assistants).doesNotContain(Thread.currentThread()).hasSize(1);

        CountDownLatch end = new CountDownLatch(1);
        for (String name : List.of("a", "b")) {
            lanes.submit(
                    lanes.open(name),
                    () -> {
                        end.await();
                        return delivered();
                    },
                    () -> done.add(name));
        }
        lanes.assist(() -> assistants.add(Thread.currentThread()));
        assertThat(assistants).hasSize(2).endsWith(Thread.currentThread());

        end.countDown();
        settleUntil(lanes, () -> done.size() == 2);
        lanes.close();
        lanes.assist(() -> assistants.add(Thread.currentThread()));
        assertThat(assistants).hasSize(3).endsWith(Thread.currentThread());
    }

    @Test
    void aClosedLaneForgetsWhatItHadAndIgnoresWhatRuns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Lane lane = lanes.open("revoked");
        lanes.submit(
                lane,
                () -> {
                    started.countDown();
                    release.await();
                    return delivered();
                },
                () -> done.add("1"));
        lanes.submit(lane, LanesTest::delivered, () -> done.add("2"));
        started.await();
        lanes.close(lane);
        release.countDown();
        settleUntil(lanes, () -> lanes.inFlight() == 0);
        assertThat(done).isEmpty();
        assertThat(lanes.nextLookMs()).isEmpty();
    }

    @Test
    void whatIsDoneMaySubmitToItsOwnLaneAndEachDeliveryRunsOnce() {
        Lane lane = lanes.open("upload");
        AtomicInteger parts = new AtomicInteger();
        lanes.submit(lane, LanesTest::delivered, () -> {
            for (int i = 0; i < 3; i++) {
                lanes.submit(
                        lane,
                        () -> {
                            parts.incrementAndGet();
                            return delivered();
                        },
                        () -> done.add("part"));
            }
        });
        settleUntil(lanes, () -> done.size() == 3 && lanes.inFlight() == 0);
        assertThat(parts).hasValue(3);
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void noMoreThanTheLimitRunAtOnce() {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            lanes.submit(
                    lanes.open("l" + i),
                    () -> {
                        release.await();
                        return delivered();
                    },
                    () -> done.add("x"));
        }
        assertThat(lanes.inFlight()).isEqualTo(2);
        release.countDown();
        settleUntil(lanes, () -> done.size() == 5);
    }

    @Test
    void whatIsDueAtTheEndIsStillAttemptedAlsoAfterSomethingBroke() {
        List<String> attempted = Collections.synchronizedList(new ArrayList<>());
        lanes.submit(lanes.open("bad"), () -> new Outcome.Broken(new IOException("denied")), () -> {});
        settleUntil(lanes, () -> lanes.inFlight() == 0);
        lanes.submit(
                lanes.open("abort"),
                () -> {
                    attempted.add("abort");
                    return delivered();
                },
                () -> {});
        assertThat(attempted).isEmpty();
        lanes.close();
        assertThat(attempted).containsExactly("abort");
    }

    @Test
    void backOffDoublesUpToItsLimitGiveOrTakeAHalf() {
        Retries retries = new Retries(Duration.ofMillis(100), Duration.ofSeconds(1), 0.5, Duration.ZERO);
        assertThat(retries.waitMs(1, Duration.ZERO)).isBetween(50L, 150L);
        assertThat(retries.waitMs(3, Duration.ZERO)).isBetween(200L, 600L);
        assertThat(retries.waitMs(60, Duration.ZERO)).isBetween(500L, 1500L);
    }
}
