// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Connect worker is started with. Immutable: each method gives a new one.
 *
 * @param version which Connect it runs
 * @param group the group it joins; workers of one group share their connectors
 * @param plugins plugin folders, each with the jars of one plugin
 * @param jvmOptions options of the JVM, such as {@code -Xmx256m}
 * @param properties worker properties, which take precedence over those of this class
 * @param environment variables, which connectors may read as <code>${env:NAME}</code>
 * @param tmpMebibytes the size of a {@code /tmp} of its own, in memory; 0 for the one of everybody
 */
public record WorkerSettings(
        WorkerVersion version,
        String group,
        List<Path> plugins,
        List<String> jvmOptions,
        Map<String, String> properties,
        Map<String, String> environment,
        int tmpMebibytes) {

    public WorkerSettings {
        plugins = List.copyOf(plugins);
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
        environment = Map.copyOf(environment);
    }

    /** The current version with the plugins given, in the group {@code connect}, with a heap of at most 512 MiB. */
    public static WorkerSettings withPlugins(Path... plugins) {
        return new WorkerSettings(
                WorkerVersion.CURRENT, "connect", List.of(plugins), List.of("-Xmx512m"), Map.of(), Map.of(), 0);
    }

    public WorkerSettings version(WorkerVersion other) {
        return new WorkerSettings(other, group, plugins, jvmOptions, properties, environment, tmpMebibytes);
    }

    public WorkerSettings group(String other) {
        return new WorkerSettings(version, other, plugins, jvmOptions, properties, environment, tmpMebibytes);
    }

    /** Adds a plugin folder. */
    public WorkerSettings plugin(Path folder) {
        return new WorkerSettings(
                version, group, added(plugins, folder), jvmOptions, properties, environment, tmpMebibytes);
    }

    /** Adds an option of the JVM, which takes precedence over those before. */
    public WorkerSettings jvmOption(String option) {
        return new WorkerSettings(
                version, group, plugins, added(jvmOptions, option), properties, environment, tmpMebibytes);
    }

    /** Sets a worker property. */
    public WorkerSettings property(String name, String value) {
        return new WorkerSettings(
                version, group, plugins, jvmOptions, set(properties, name, value), environment, tmpMebibytes);
    }

    /** Sets an environment variable. */
    public WorkerSettings variable(String name, String value) {
        return new WorkerSettings(
                version, group, plugins, jvmOptions, properties, set(environment, name, value), tmpMebibytes);
    }

    /** Gives it a {@code /tmp} of its own, in memory, where {@link MemoryDisk#available()}. */
    public WorkerSettings tmpMebibytes(int size) {
        return new WorkerSettings(version, group, plugins, jvmOptions, properties, environment, size);
    }

    private static <T> List<T> added(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    private static Map<String, String> set(Map<String, String> map, String name, String value) {
        Map<String, String> more = new HashMap<>(map);
        more.put(name, value);
        return more;
    }
}
