// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;

class ReplayWorkerTest {
    private static final TopicPartition A = new TopicPartition("t", 0);
    private static final TopicPartition B = new TopicPartition("t", 1);

    private final List<String> seen = new ArrayList<>();
    private final TopicLog log = new TopicLog(
            List.of(record(A, 0), record(A, 1), record(A, 2), record(A, 5), record(B, 7), record(B, 8), record(B, 9)));

    /** Notes what it is handed, and does in {@code preCommit} as it is told. */
    private final class NotingTask extends SinkTask {
        private Map<TopicPartition, OffsetAndMetadata> durable = Map.of();
        private boolean failing;

        SinkTaskContext context() {
            return context;
        }

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public void put(Collection<SinkRecord> records) {
            records.forEach(record -> seen.add(record.kafkaPartition() + "@" + record.kafkaOffset()));
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> reached) {
            if (failing) {
                throw new IllegalStateException("not now");
            }
            return durable;
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }

    private static SinkRecord record(TopicPartition partition, long offset) {
        return new SinkRecord(partition.topic(), partition.partition(), null, null, null, "v", offset);
    }

    private ReplayWorker worker(NotingTask task, TopicPartition... partitions) {
        ReplayWorker worker = new ReplayWorker(task, Map.of(), log, 2);
        worker.assign(List.of(partitions));
        return worker;
    }

    @Test
    void aWorkerHandsInAllRecordsAndTheNextOneThoseThatWereNotCommitted() {
        NotingTask task = new NotingTask();
        ReplayWorker crashed = worker(task, A);
        crashed.poll();
        task.durable = Map.of(A, new OffsetAndMetadata(1));
        crashed.commit();
        crashed.poll();
        assertThat(seen).containsExactly("0@0", "0@1", "0@2", "0@5");

        seen.clear();
        ReplayWorker next = worker(new NotingTask(), A);
        next.poll();
        assertThat(seen).containsExactly("0@1", "0@2");
    }

    @Test
    void theConsumerGoesWhereTheTaskSeeksAndRestsWhereItPauses() {
        NotingTask task = new NotingTask();
        ReplayWorker worker = worker(task, A, B);
        task.context().offset(A, 5);
        task.context().pause(B);
        worker.poll();
        assertThat(seen).containsExactly("0@5");

        task.context().resume(B);
        worker.poll();
        assertThat(seen).containsExactly("0@5", "1@7", "1@8");
    }

    @Test
    void aCommitThatThrowsRewindsTheConsumer() {
        NotingTask task = new NotingTask();
        ReplayWorker worker = worker(task, A);
        worker.poll();
        task.failing = true;
        worker.commit();
        worker.poll();

        assertThat(seen).containsExactly("0@0", "0@1", "0@0", "0@1");
    }

    @Test
    void whatWasNotHandedInIsNotCommitted() {
        NotingTask task = new NotingTask();
        ReplayWorker worker = worker(task, A);
        worker.poll();
        task.durable = Map.of(A, new OffsetAndMetadata(6), B, new OffsetAndMetadata(10));
        worker.commit();
        assertThat(log.committed(A)).isZero();
        assertThat(log.committed(B)).isEqualTo(7);

        worker.poll();
        worker.commit();
        assertThat(log.committed(A)).isEqualTo(6);
        assertThat(log.isDone()).isFalse();
    }

    @Test
    void aPartitionThatWentIsNotReadAnyMore() {
        ReplayWorker worker = worker(new NotingTask(), A, B);
        worker.revoke(List.of(A));
        worker.poll();

        assertThat(seen).containsExactly("1@7", "1@8");
        assertThat(worker.positions()).isEqualTo(Map.of(B, 9L));
    }
}
