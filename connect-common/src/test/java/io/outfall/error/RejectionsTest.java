// SPDX-License-Identifier: Apache-2.0
package io.outfall.error;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.testing.SteppingClock;
import io.outfall.testing.bench.RecordingTaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionsTest {

    private static final String MESSAGE =
            "topic shop.public.orders, partition 3, offset 42, column total: 12 digits do not fit numeric(10,2)";

    private final SteppingClock clock = SteppingClock.at("2024-02-29T12:00:00Z");

    /** Offset 42 of shop.public.orders-3, which a transform has renamed to orders. */
    private final SinkRecord order = new SinkRecord(
            "orders",
            0,
            null,
            null,
            null,
            "card 4111111111111111",
            7,
            null,
            TimestampType.NO_TIMESTAMP_TYPE,
            null,
            "shop.public.orders",
            3,
            42);

    private final Rejection rejection = Rejection.of(order, "total", "12 digits do not fit numeric(10,2)");

    private Rejections rejections(RejectionPolicy policy) {
        return new RejectionSettings(policy, Duration.ofSeconds(10)).open((ErrantRecordReporter) null, clock);
    }

    private Rejections reportingTo(ErrantRecordReporter reporter) {
        return new RejectionSettings(RejectionPolicy.REPORT, Duration.ofSeconds(10)).open(reporter, clock);
    }

    @Nested
    class ARejection {

        @Test
        void namesWhereTheConsumerReadTheRecordTheColumnAndTheReason() {
            assertThat(rejection.message()).isEqualTo(MESSAGE);
        }

        @Test
        void namesNoColumnWhenTheRecordIsWrongAsAWhole() {
            assertThat(Rejection.of(order, "there is no key").message())
                    .isEqualTo("topic shop.public.orders, partition 3, offset 42: there is no key");
        }

        @Test
        void neverShowsTheRecordsValues() {
            assertThat(rejection.toString()).isEqualTo(MESSAGE);
            assertThat(new RejectedRecordException(rejection))
                    .hasToString(RejectedRecordException.class.getName() + ": " + MESSAGE);
        }

        @Test
        void keepsWhatWasThrown() {
            ArithmeticException cause = new ArithmeticException("overflow");

            assertThat(new RejectedRecordException(new Rejection(order, null, "no number", cause)))
                    .hasCause(cause);
        }
    }

    @Nested
    class Reported {

        @Test
        void isSettledOnceTheReporterHasIt() {
            CompletableFuture<Void> written = new CompletableFuture<>();
            List<Object> reported = new ArrayList<>();
            Settlement settlement = reportingTo((record, reason) -> {
                        reported.add(record);
                        reported.add(reason.getMessage());
                        return written;
                    })
                    .reject(rejection);

            assertThat(reported).containsExactly(order, MESSAGE);
            assertThat(settlement.isDone()).isFalse();
            written.complete(null);
            assertThat(settlement.isDone()).isTrue();
        }

        @Test
        void failsTheTaskWhenTheDeadLetterQueueDoesNotTakeIt() {
            Settlement settlement = reportingTo((record, reason) ->
                            CompletableFuture.failedFuture(new IllegalStateException("no such topic")))
                    .reject(rejection);

            assertThatThrownBy(settlement::isDone)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("The dead letter queue did not take a rejected record: " + MESSAGE)
                    .hasRootCauseMessage("no such topic");
        }

        @Test
        void failsTheTaskInTheSameWordsWhenTheWorkerToleratesNoErrors() {
            Rejections intolerant = reportingTo((record, reason) -> {
                throw new ConnectException("Tolerance exceeded in error handler", reason);
            });

            assertThatThrownBy(() -> intolerant.reject(rejection))
                    .isInstanceOf(RejectedRecordException.class)
                    .hasMessage(MESSAGE);
        }

        @Test
        void failsTheTaskInTheSameWordsWhenThereIsNoReporter() {
            assertThatThrownBy(() -> rejections(RejectionPolicy.REPORT).reject(rejection))
                    .isInstanceOf(RejectedRecordException.class)
                    .hasMessage(MESSAGE);
        }

        @Test
        void failsTheTaskWithTheCauseWhenTheReporterItselfFails() {
            Rejections broken = reportingTo((record, reason) -> {
                throw new ConnectException("producer is closed");
            });

            assertThatThrownBy(() -> broken.reject(rejection))
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("The dead letter queue cannot take a rejected record: " + MESSAGE)
                    .hasRootCauseMessage("producer is closed");
        }
    }

    @Nested
    class Failed {

        @Test
        void failsTheTaskWithTheRejection() {
            assertThatThrownBy(() -> rejections(RejectionPolicy.FAIL).reject(rejection))
                    .isInstanceOfSatisfying(
                            RejectedRecordException.class,
                            e -> assertThat(e.rejection()).isEqualTo(rejection))
                    .hasMessage(MESSAGE);
        }
    }

    @Nested
    class Dropped {

        @Test
        void isSettledAtOnce() {
            assertThat(rejections(RejectionPolicy.DROP).reject(rejection).isDone())
                    .isTrue();
        }

        @Test
        void isLoggedOnceInAWhileWithTheNumberOfTheOthers() {
            RejectionLog log = new RejectionLog("dropped", Duration.ofSeconds(10), clock);

            assertThat(log.line(rejection)).contains("Rejected and dropped: " + MESSAGE);
            assertThat(log.line(rejection)).isEmpty();
            clock.advance(Duration.ofMillis(9_999));
            assertThat(log.line(rejection)).isEmpty();
            clock.advance(Duration.ofMillis(1));
            assertThat(log.line(rejection)).contains("Rejected and dropped (after 2 more): " + MESSAGE);
            clock.advance(Duration.ofSeconds(10));
            assertThat(log.line(rejection)).contains("Rejected and dropped: " + MESSAGE);
        }
    }

    @Test
    void anObserverSeesEachRejectionBeforeItGoesAnywhere() {
        List<Rejection> seen = new ArrayList<>();
        Rejections counted = rejections(RejectionPolicy.FAIL).observedBy(seen::add);

        assertThatThrownBy(() -> counted.reject(rejection)).isInstanceOf(RejectedRecordException.class);
        assertThat(seen).containsExactly(rejection);
    }

    @ParameterizedTest
    @CsvSource({
        "FAIL, true, all, true",
        "DROP, false, none, false",
        "REPORT, true, all, false",
        "REPORT, false, all, true",
        "REPORT, true, none, true"
    })
    void aTaskCanKnowBeforeWhetherARejectedRecordFailsIt(
            RejectionPolicy policy, boolean deadLetterQueue, String tolerance, boolean fails) {
        RecordingTaskContext context = new RecordingTaskContext(Map.of("errors.tolerance", tolerance), deadLetterQueue);

        assertThat(new RejectionSettings(policy, Duration.ZERO).failTask(context))
                .isEqualTo(fails);
    }

    @Test
    void theSettingsSayWhereRejectedRecordsGo() {
        assertThatSection(new RejectionSection())
                .hasDefaults(Map.of("rejection.policy", "report", "rejection.log.interval.ms", "10000"))
                .reads(
                        Map.of("rejection.policy", "drop", "rejection.log.interval.ms", "500"),
                        new RejectionSettings(RejectionPolicy.DROP, Duration.ofMillis(500)))
                .reads(
                        Map.of("rejection.policy", "fail"),
                        new RejectionSettings(RejectionPolicy.FAIL, Duration.ofSeconds(10)))
                .refuses(
                        Map.of("rejection.policy", "ignore", "rejection.log.interval.ms", "-1"),
                        "rejection.policy must be one of report, fail, drop, not 'ignore'",
                        "rejection.log.interval.ms must be a whole number from 0 to 86400000, not '-1'")
                .mentionsEveryKey();
    }
}
