// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Forwards to its pipeline and decides nothing. */
public final class HttpSinkTask extends SinkTask {
    private @Nullable HttpSink sink;

    @Override
    public void start(Map<String, String> props) {
        sink = HttpSink.start(context, props);
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

    private HttpSink started() {
        if (sink == null) {
            throw new IllegalStateException("the task is not started");
        }
        return sink;
    }
}
