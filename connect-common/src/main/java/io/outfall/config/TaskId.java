// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which task of which connector. Connect does not tell a task its number, so the connector writes it into the
 * configuration that it hands to each.
 *
 * @param connector the connector's name, unique in its Connect cluster
 * @param task from 0
 */
public record TaskId(String connector, int task) {

    /** What {@code Connector.taskConfigs} answers: the connector's own configuration and the number of each task. */
    public static List<Map<String, String>> taskConfigs(Map<String, String> settings, int tasks) {
        List<Map<String, String>> configs = new ArrayList<>(tasks);
        for (int task = 0; task < tasks; task++) {
            Map<String, String> config = new HashMap<>(settings);
            config.put(UnknownNames.TASK, Integer.toString(task));
            configs.add(config);
        }
        return configs;
    }

    /** The task that was given this configuration. */
    public static TaskId of(Map<String, String> settings) {
        return new TaskId(
                settings.getOrDefault("name", "unnamed"),
                Integer.parseInt(settings.getOrDefault(UnknownNames.TASK, "0")));
    }

    @Override
    public String toString() {
        return connector + "-" + task;
    }
}
