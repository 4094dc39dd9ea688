// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.SteppingClock;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final URI ROWS = URI.create("http://host:81/rows");
    private static final URI OTHER = URI.create("http://other/rows");
    private static final PaceSettings SETTINGS = new PaceSettings(0, 50, 4, Duration.ofSeconds(10));

    private final SteppingClock clock = SteppingClock.at("2026-01-01T00:00:00Z");
    private final Rests rests = new Rests();

    private Pace pace() {
        return new Pace(SETTINGS, rests, clock);
    }

    private static String held(Pace pace, URI uri) throws InterruptedException {
        return pace.ask(uri).map(hold -> hold.why() + " " + hold.left()).orElse("");
    }

    @Test
    void aServerThatAsksForItIsLeftAloneByAllTasksAndTheOthersAreNot() throws InterruptedException {
        Pace one = pace();
        Pace other = pace();

        one.answered(ROWS, 429, Duration.ofSeconds(30));

        assertThat(held(one, ROWS)).isEqualTo("the server asked to be left alone PT30S");
        assertThat(held(other, ROWS)).isEqualTo("the server asked to be left alone PT30S");
        assertThat(held(other, OTHER)).isEmpty();
        clock.advance(Duration.ofSeconds(29));
        other.answered(OTHER, 200, Duration.ZERO);
        assertThat(held(other, ROWS)).isEqualTo("the server asked to be left alone PT1S");
        clock.advance(Duration.ofSeconds(1));
        assertThat(held(other, ROWS)).isEmpty();
    }

    @Test
    void aServerThatFailsIsLeftAloneUntilOneRequestShowsThatItIsBack() throws InterruptedException {
        Pace pace = pace();
        for (int i = 0; i < 4; i++) {
            assertThat(held(pace, ROWS)).isEmpty();
            if (i % 2 == 0) {
                pace.answered(ROWS, 200, Duration.ZERO);
            } else {
                pace.unanswered("no answer in time");
            }
        }

        assertThat(pace.isPaused()).isTrue();
        assertThat(held(pace, ROWS))
                .isEqualTo("too many requests failed, so the server is left alone; the last failure: no answer in time"
                        + " PT10S");
        clock.advance(Duration.ofSeconds(10).plusMillis(1));
        assertThat(held(pace, ROWS)).isEmpty();
        assertThat(held(pace, ROWS)).startsWith("too many requests failed");
        pace.answered(ROWS, 200, Duration.ZERO);
        assertThat(held(pace, ROWS)).isEmpty();
        assertThat(pace.isPaused()).isFalse();
    }

    @Test
    void whatIsWrongWithARequestIsNoFailureOfTheServer() throws InterruptedException {
        Pace pace = pace();
        for (int i = 0; i < 20; i++) {
            assertThat(held(pace, ROWS)).isEmpty();
            pace.answered(ROWS, i % 2 == 0 ? 422 : 429, Duration.ZERO);
        }
    }

    @Test
    void aRequestThatDidNotGoOutTellsNothingOfTheServer() throws InterruptedException {
        Pace pace = pace();
        for (int i = 0; i < 4; i++) {
            assertThat(held(pace, ROWS)).isEmpty();
            pace.answered(ROWS, 503, Duration.ZERO);
        }
        clock.advance(Duration.ofSeconds(10).plusMillis(1));

        for (int i = 0; i < 10; i++) {
            assertThat(held(pace, ROWS)).isEmpty();
            pace.unsent();
        }
        assertThat(held(pace, ROWS)).isEmpty();
        assertThat(held(pace, ROWS)).endsWith("the last failure: status 503 PT0S");
    }

    @Test
    void noMoreIsSentInASecondThanTheUserWants() throws InterruptedException {
        Pace pace = new Pace(new PaceSettings(100, 0, 4, Duration.ofSeconds(1)), rests, clock);
        long start = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            assertThat(held(pace, ROWS)).isEmpty();
            pace.answered(ROWS, 500, Duration.ZERO);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(280));
    }
}
