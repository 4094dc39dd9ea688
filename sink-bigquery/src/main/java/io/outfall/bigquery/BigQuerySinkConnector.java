// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.config.Spec;
import io.outfall.config.TaskId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes change events into BigQuery tables, as a log or as a mirror. */
public final class BigQuerySinkConnector extends SinkConnector {
    static final Spec<BigQuerySinkConfig> SPEC = new Spec<>(new BigQuerySinkSection());

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        SPEC.parse(props);
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return BigQuerySinkTask.class;
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

    @Override
    public String version() {
        return Version.current();
    }
}
