// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.config.Spec;
import io.outfall.config.TaskId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Posts change events to an HTTP API. */
public final class HttpSinkConnector extends SinkConnector {
    static final Spec<HttpSinkConfig> SPEC = new Spec<>(new HttpSinkSection());

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        SPEC.parse(HttpSinkSection.fill(props));
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return HttpSinkTask.class;
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
        return SPEC.validate(HttpSinkSection.fill(props));
    }

    @Override
    public String version() {
        return Version.current();
    }
}
