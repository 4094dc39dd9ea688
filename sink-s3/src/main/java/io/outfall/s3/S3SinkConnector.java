// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.config.Spec;
import io.outfall.config.TaskId;
import io.outfall.s3.commit.CommitPlace;
import io.outfall.s3.commit.Guarantee;
import io.outfall.s3.commit.OffsetChange;
import io.outfall.s3.object.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes change events as files into an S3-compatible store. */
public final class S3SinkConnector extends SinkConnector {
    static final Spec<S3SinkConfig> SPEC = new Spec<>(new S3SinkSection());

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        SPEC.parse(props);
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return S3SinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return TaskId.taskConfigs(settings, maxTasks);
    }

    @Override
    public void stop() {
        settings = Map.of();
    }

    @Override
    public ConfigDef config() {
        return SPEC.configDef();
    }

    /** Gives every problem at once, each at its key. */
    @Override
    public Config validate(Map<String, String> props) {
        return SPEC.validate(props);
    }

    /**
     * Lets offsets that were set back be read again: what is in the bucket of them already is forgotten. Connect calls
     * it for a stopped connector.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException if the store does not take it
     */
    @Override
    public boolean alterOffsets(Map<String, String> props, Map<TopicPartition, Long> offsets) {
        S3SinkConfig config = SPEC.parse(props);
        if (config.commits().guarantee() != Guarantee.AT_LEAST_ONCE) {
            try (ObjectStore store = S3Sink.open(config.store())) {
                CommitPlace place = S3Sink.place(config, String.valueOf(props.get("name")));
                new OffsetChange(store, place, config.commits().manifests(), Clock.systemUTC()).apply(offsets);
            }
        }
        return true;
    }

    @Override
    public String version() {
        return Version.current();
    }
}
