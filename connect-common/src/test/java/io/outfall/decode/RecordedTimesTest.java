// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.Row;
import io.outfall.type.UnfitPolicy;
import io.outfall.type.ValuePolicies;
import io.outfall.type.YearRange;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every date and time that was recorded: what it means and its canonical value. */
class RecordedTimesTest {

    private static String row(String set, String topic, int id) {
        return Shown.of(Recorded.row(set, topic, id));
    }

    /** Without the columns that are NULL. */
    private static String values(Row row) {
        return Shown.of(row)
                .lines()
                .filter(line -> !line.endsWith(" NULL"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String values(String set, String topic, int id) {
        return values(Recorded.row(set, topic, id));
    }

    @Nested
    class DatesAndTimes {

        @Test
        void asNumbers() {
            assertThat(row("adaptive_precise", "fx.temporals", 1)).isEqualTo("""
                            id int(32) 1
                            c_date date 19782
                            c_time time(micros) 49530123456
                            c_time_0 time(millis) 49530000
                            c_time_3 time(millis) 49530123
                            c_time_6 time(micros) 49530123456
                            c_timetz zonedtime 11:45:30.123456Z
                            c_timetz_3 zonedtime 17:15:30.123Z
                            c_ts localtimestamp(micros) 1709214330123456
                            c_ts_0 localtimestamp(millis) 1709214330000
                            c_ts_3 localtimestamp(millis) 1709214330123
                            c_ts_6 localtimestamp(micros) 1709214330123456
                            c_tstz instant(micros) 1709207130123456
                            c_tstz_0 instant(micros) 1709207130000000
                            c_tstz_3 instant(micros) 1709207130123000
                            c_tstz_6 instant(micros) 1709207130123456
                            c_interval duration(micros) 37091106789000
                            c_interval_ym duration(micros) 71004600000000
                            """);
        }

        @Test
        void asConnectsOwn() {
            assertThat(row("connect_precise", "fx.temporals", 1)).isEqualTo("""
                            id int(32) 1
                            c_date date 19782
                            c_time time(millis) 49530123
                            c_time_0 time(millis) 49530000
                            c_time_3 time(millis) 49530123
                            c_time_6 time(millis) 49530123
                            c_timetz zonedtime 11:45:30.123456Z
                            c_timetz_3 zonedtime 17:15:30.123Z
                            c_ts instant(millis) 1709214330123
                            c_ts_0 instant(millis) 1709214330000
                            c_ts_3 instant(millis) 1709214330123
                            c_ts_6 instant(millis) 1709214330123
                            c_tstz instant(micros) 1709207130123456
                            c_tstz_0 instant(micros) 1709207130000000
                            c_tstz_3 instant(micros) 1709207130123000
                            c_tstz_6 instant(micros) 1709207130123456
                            c_interval duration(micros) 37091106789000
                            c_interval_ym duration(micros) 71004600000000
                            """);
        }

        @Test
        void asIsoText() {
            assertThat(row("isostring_string", "fx.temporals", 1)).isEqualTo("""
                            id int(32) 1
                            c_date date 19782
                            c_time time(micros) 49530123456
                            c_time_0 time(micros) 49530000000
                            c_time_3 time(micros) 49530123000
                            c_time_6 time(micros) 49530123456
                            c_timetz zonedtime 11:45:30.123456Z
                            c_timetz_3 zonedtime 17:15:30.123Z
                            c_ts localtimestamp(micros) 1709214330123456
                            c_ts_0 localtimestamp(micros) 1709214330000000
                            c_ts_3 localtimestamp(micros) 1709214330123000
                            c_ts_6 localtimestamp(micros) 1709214330123456
                            c_tstz instant(micros) 1709207130123456
                            c_tstz_0 instant(micros) 1709207130000000
                            c_tstz_3 instant(micros) 1709207130123000
                            c_tstz_6 instant(micros) 1709207130123456
                            c_interval duration(micros) 37091106789000
                            c_interval_ym duration(micros) 71004600000000
                            """);
        }

        @Test
        void theLastMomentOf9999() {
            assertThat(values("adaptive_precise", "fx.temporals", 12))
                    .contains("c_date date 2932896\n")
                    .contains("c_time time(micros) 86399999999\n")
                    .contains("c_ts localtimestamp(micros) 253402300799999999\n")
                    .contains("c_tstz instant(micros) 253402300799999999\n");
        }

        @Test
        void beforeChrist() {
            for (String set : new String[] {"adaptive_precise", "isostring_string", "avro"}) {
                assertThat(values(set, "fx.temporals", 16))
                        .as(set)
                        .contains("c_date date -2440550\n")
                        .contains("c_ts localtimestamp(micros) -63517780800000000\n")
                        .contains("c_tstz instant(micros) -63517780800000000\n");
            }
        }

        @Test
        void midnightAtTheEndOfTheDayFallsUnderItsPolicy() {
            EventSettings text = Settings.values(ValuePolicies.all(UnfitPolicy.TEXT));

            assertThat(values("adaptive_precise", "fx.temporals", 13))
                    .contains("c_time time(micros) unfit: the time is not within one day\n")
                    .contains("c_time_3 time(millis) unfit: the time is not within one day\n")
                    .contains("c_timetz zonedtime 24:00:00Z\n");
            assertThat(values(Recorded.row("adaptive_precise", "fx.temporals", 13, text)))
                    .contains("c_time text 24:00:00\n")
                    .contains("c_time_3 text 24:00:00\n");
        }
    }

    @Nested
    class InfinitiesFallUnderTheirPolicy {
        private final EventSettings text = Settings.values(ValuePolicies.all(UnfitPolicy.TEXT));
        private final EventSettings clamp =
                Settings.values(ValuePolicies.all(UnfitPolicy.CLAMP).withYears(YearRange.SQL));

        @Test
        void dates() {
            for (String set :
                    new String[] {"adaptive_precise", "connect_precise", "isostring_string", "avro", "flat"}) {
                assertThat(values(set, "fx.temporals", 30))
                        .as(set)
                        .isEqualTo("id int(32) 30\nc_date date unfit: the date is infinite\n");
                assertThat(values(Recorded.row(set, "fx.temporals", 30, text)))
                        .isEqualTo("id int(32) 30\nc_date text infinity\n");
                assertThat(values(Recorded.row(set, "fx.temporals", 31, text)))
                        .isEqualTo("id int(32) 31\nc_date text -infinity\n");
                assertThat(values(Recorded.row(set, "fx.temporals", 30, clamp)))
                        .isEqualTo("id int(32) 30\nc_date date 2932896\n");
            }
        }

        @Test
        void timestamps() {
            for (String set :
                    new String[] {"adaptive_precise", "connect_precise", "isostring_string", "avro", "flat"}) {
                assertThat(values(Recorded.row(set, "fx.temporals", 32, text)))
                        .as(set)
                        .isEqualTo("id int(32) 32\nc_ts text infinity\nc_ts_3 text infinity\n");
                assertThat(values(Recorded.row(set, "fx.temporals", 33, text)))
                        .isEqualTo("id int(32) 33\nc_ts text -infinity\nc_ts_3 text -infinity\n");
                assertThat(values(Recorded.row(set, "fx.temporals", 34, text)))
                        .isEqualTo("id int(32) 34\nc_tstz text infinity\nc_tstz_3 text infinity\n");
                assertThat(values(Recorded.row(set, "fx.temporals", 35, clamp))).isEqualTo("""
                                id int(32) 35
                                c_tstz instant(micros) -62135596800000000
                                c_tstz_3 instant(micros) -62135596800000000
                                """);
            }
        }

        @Test
        void yearsThatMicrosecondsCannotCount() {
            assertThat(values("avro", "fx.temporals", 38))
                    .contains("c_tstz instant(micros) unfit: the timestamp is beyond the years that can be held\n");
        }
    }
}
