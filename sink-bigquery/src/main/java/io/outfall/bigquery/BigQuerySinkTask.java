// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Forwards to its pipeline and decides nothing. */
public final class BigQuerySinkTask extends SinkTask {
    private final Clock clock;
    private @Nullable BigQuerySink sink;

    public BigQuerySinkTask() {
        this(Clock.systemUTC());
    }

    /** @param clock tells when something is due */
    BigQuerySinkTask(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void start(Map<String, String> props) {
        sink = BigQuerySink.start(context, props, clock);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        started().pipeline().open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        started().pipeline().put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        return started().pipeline().preCommit(current);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        started().pipeline().close(partitions);
    }

    /** Connect stops a task also when it could not be started. */
    @Override
    public void stop() {
        if (sink != null) {
            sink.close();
            sink = null;
        }
    }

    @Override
    public String version() {
        return Version.current();
    }

    private BigQuerySink started() {
        if (sink == null) {
            throw new IllegalStateException("the task is not started");
        }
        return sink;
    }
}
