// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.pace;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says when the next request of a task may be sent. Workers share it. */
public final class Pace {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SERVER_ERROR = 500;

    private final Rests rests;
    private final Clock clock;
    private final Duration pause;
    private final @Nullable CircuitBreaker breaker;
    private final @Nullable RateLimiter limiter;
    private volatile long pausedUntilMs;
    private volatile String lastFailure = "";

    /**
     * Why a request has to wait.
     *
     * @param why for people
     * @param left how long at least
     */
    public record Hold(String why, Duration left) {}

    /** @param rests what servers have asked for, of this task and of others */
    public Pace(PaceSettings settings, Rests rests, Clock clock) {
        this.rests = rests;
        this.clock = clock;
        this.pause = settings.pause();
        this.breaker = settings.failuresPercent() == 0 ? null : breaker(settings);
        this.limiter = settings.requestsPerSecond() == 0 ? null : limiter(settings.requestsPerSecond());
    }

    /**
     * Asks whether a request may be sent now. If so, {@link #answered}, {@link #unanswered} or {@link #unsent} has to
     * tell what came of it.
     *
     * @return what holds it back; empty if nothing does
     * @throws InterruptedException if the thread was interrupted while it kept to the rate
     */
    public Optional<Hold> ask(URI uri) throws InterruptedException {
        Duration rest = rests.left(uri, clock);
        if (!rest.isZero()) {
            return Optional.of(new Hold("the server asked to be left alone", rest));
        }
        if (breaker != null && !breaker.tryAcquirePermission()) {
            Duration left = Duration.ofMillis(Math.max(0, pausedUntilMs - clock.millis()));
            return Optional.of(new Hold(
                    "too many requests failed, so the server is left alone; the last failure: " + lastFailure, left));
        }
        if (limiter != null) {
            try {
                TimeUnit.NANOSECONDS.sleep(limiter.reservePermission());
            } catch (InterruptedException e) {
                if (breaker != null) {
                    breaker.releasePermission();
                }
                throw e;
            }
        }
        return Optional.empty();
    }

    /**
     * The server answered.
     *
     * @param rest how long it wants to be left alone; zero where it did not say
     */
    public void answered(URI uri, int status, Duration rest) {
        if (!rest.isZero()) {
            rests.ask(uri, rest, clock);
        }
        if (status >= SERVER_ERROR) {
            failed("status " + status);
        } else if (breaker != null) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * No answer came.
     *
     * @param why for people
     */
    public void unanswered(String why) {
        failed(why);
    }

    /** The request did not go out after all: that tells nothing of the server. */
    public void unsent() {
        if (breaker != null) {
            breaker.releasePermission();
        }
    }

    /** Whether the server is left alone because too many requests failed. */
    public boolean isPaused() {
        return breaker != null && breaker.getState() == CircuitBreaker.State.OPEN;
    }

    private void failed(String why) {
        lastFailure = why;
        if (breaker != null) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException(why));
        }
    }

    private CircuitBreaker breaker(PaceSettings settings) {
        CircuitBreaker made = CircuitBreaker.of(
                "requests",
                CircuitBreakerConfig.custom()
                        .slidingWindow(settings.calls(), settings.calls(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failuresPercent())
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(e -> true)
                        .clock(clock)
                        .build());
        made.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                pausedUntilMs = clock.millis() + pause.toMillis();
            }
        });
        return made;
    }

    private static RateLimiter limiter(int requestsPerSecond) {
        return RateLimiter.of(
                "requests",
                RateLimiterConfig.custom()
                        .limitRefreshPeriod(Duration.ofNanos(NANOS_PER_SECOND / requestsPerSecond))
                        .limitForPeriod(1)
                        .timeoutDuration(Duration.ofDays(1))
                        .build());
    }
}
