// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    /** The times after a moment, as clocks on the wall show them, with their offset. */
    private static List<String> times(String zone, Duration period, String after, int count) {
        Schedule schedule = new Schedule(period, ZoneId.of(zone));
        List<String> times = new ArrayList<>();
        long at = Instant.parse(after).toEpochMilli();
        for (int i = 0; i < count; i++) {
            at = schedule.next(at);
            times.add(Instant.ofEpochMilli(at)
                    .atZone(ZoneId.of(zone))
                    .toOffsetDateTime()
                    .toString());
        }
        return times;
    }

    @Test
    void filesEndAtFullHoursOfTheZoneAndATimeOfTheScheduleBelongsToTheNextFile() {
        assertThat(times("Asia/Kolkata", Duration.ofHours(1), "2024-05-05T10:29:59.999Z", 2))
                .containsExactly("2024-05-05T16:00+05:30", "2024-05-05T17:00+05:30");
    }

    @Test
    void aPeriodThatIsNoPartOfADayBeginsAnewAtMidnight() {
        assertThat(times("UTC", Duration.ofHours(7), "2024-05-05T00:00:00Z", 5))
                .containsExactly(
                        "2024-05-05T07:00Z",
                        "2024-05-05T14:00Z",
                        "2024-05-05T21:00Z",
                        "2024-05-06T00:00Z",
                        "2024-05-06T07:00Z");
    }

    @Test
    void anHourThatIsLeftOutInSpringIsNoHour() {
        assertThat(times("Europe/Vienna", Duration.ofHours(1), "2024-03-30T23:30:00Z", 4))
                .containsExactly(
                        "2024-03-31T01:00+01:00",
                        "2024-03-31T03:00+02:00",
                        "2024-03-31T04:00+02:00",
                        "2024-03-31T05:00+02:00");
    }

    @Test
    void anHourThatComesTwiceInAutumnIsTwoHours() {
        assertThat(times("Europe/Vienna", Duration.ofHours(1), "2024-10-26T23:30:00Z", 4))
                .containsExactly(
                        "2024-10-27T02:00+02:00",
                        "2024-10-27T02:00+01:00",
                        "2024-10-27T03:00+01:00",
                        "2024-10-27T04:00+01:00");
    }

    @Test
    void longerPeriodsKeepTheirPlaceOnTheWallWhenTheClocksChange() {
        assertThat(times("Europe/Vienna", Duration.ofHours(6), "2024-03-30T22:00:00Z", 3))
                .containsExactly("2024-03-31T00:00+01:00", "2024-03-31T06:00+02:00", "2024-03-31T12:00+02:00");
        assertThat(times("Europe/Vienna", Duration.ofDays(1), "2024-10-26T12:00:00Z", 3))
                .containsExactly("2024-10-27T00:00+02:00", "2024-10-28T00:00+01:00", "2024-10-29T00:00+01:00");
    }

    @Test
    void aDayWhoseMidnightIsLeftOutBeginsWhenTheClocksChange() {
        assertThat(times("America/Sao_Paulo", Duration.ofDays(1), "2018-11-03T12:00:00Z", 2))
                .containsExactly("2018-11-04T01:00-02:00", "2018-11-05T00:00-02:00");
    }

    @Test
    void withoutAPeriodThereIsNoSuchTime() {
        assertThat(Schedule.OFF.next(0)).isEqualTo(Long.MAX_VALUE);
    }
}
