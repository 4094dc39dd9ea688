// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.http.Intake.Answer;
import io.outfall.testing.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of requests when their partition goes to another task. */
@Timeout(120)
class HandOverTest {
    private static final TopicPartition PARTITION = new TopicPartition(Orders.TOPIC, 0);

    private final Orders orders = new Orders();

    @AutoClose
    private final Intake intake = new Intake();

    @Test
    void nothingIsSentOfAPartitionThatWentToAnotherTask() {
        AtomicInteger answered = new AtomicInteger();
        intake.answer(request -> new Answer(answered.incrementAndGet() <= 3 ? 200 : 503));
        try (TaskRun run = intake.run(Map.of())) {
            run.put(inserts(50));
            run.pollUntil(() -> run.committable(PARTITION) == 3);
            run.revoke(PARTITION);
            int sent = intake.requests().size();

            intake.answer(request -> new Answer(200));
            List<SinkRecord> other = List.of(new SinkRecord("other", 0, null, null, null, Map.of("id", 1), 0));
            run.put(other);
            run.awaitDurable();

            assertThat(intake.requests().stream().skip(sent))
                    .filteredOn(request -> !request.body().equals("{\"id\":1}"))
                    .isEmpty();
        }
    }

    @Test
    void aPartitionIsGivenAwayWhenTheRequestThatIsOnItsWayIsAnswered() {
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        intake.answer(request -> {
            await(never, 500);
            answered.incrementAndGet();
            return new Answer(200);
        });
        try (TaskRun run = intake.run(Map.of())) {
            run.put(inserts(5));
            run.pollUntil(() -> !intake.requests().isEmpty());
            run.revoke(PARTITION);

            assertThat(intake.requests()).hasSizeLessThanOrEqualTo(2);
            assertThat(answered).hasValue(intake.requests().size());
        }
    }

    @Test
    void aServerThatDoesNotAnswerDoesNotHoldUpAPartitionThatIsGivenAway() {
        CountDownLatch end = new CountDownLatch(1);
        intake.answer(request -> new Answer(await(end, 30_000) ? 200 : 500));
        try (TaskRun run = intake.run(Map.of())) {
            run.put(inserts(5));
            run.pollUntil(() -> !intake.requests().isEmpty());
            long start = System.nanoTime();
            run.revoke(PARTITION);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            end.countDown();
        }
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<SinkRecord> inserts(int count) {
        return Stream.generate(orders::next).limit(count).toList();
    }
}
