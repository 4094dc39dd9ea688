// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * The whole configuration of a connector: one section, which consists of others.
 *
 * <pre>{@code
 * config()        -> SPEC.configDef()
 * validate(props) -> SPEC.validate(props)
 * start(props)    -> SPEC.warnings(props).forEach(log::warn); settings = SPEC.parse(props)
 * }</pre>
 *
 * @param <T> what the sections make
 */
public final class Spec<T> {
    private final Section<T> root;
    private final List<Section<?>> sections;
    private final Map<String, Key<?>> keys = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two keys have one name */
    public Spec(Section<T> root) {
        this.root = root;
        this.sections = flatten(root).toList();
        for (Section<?> section : sections) {
            for (Key<?> key : section.keys()) {
                if (keys.put(key.name(), key) != null) {
                    throw new IllegalArgumentException("two keys are named " + key.name());
                }
            }
        }
    }

    /** The sections in order, the whole before its parts. */
    public List<Section<?>> sections() {
        return sections;
    }

    /** The keys as Connect and its tools want them described, each in the group of its section. */
    public ConfigDef configDef() {
        ConfigDef def = new ConfigDef();
        for (Section<?> section : sections) {
            int order = 0;
            for (Key<?> key : section.keys()) {
                def.define(new ConfigDefKey(key).describe(section.title(), ++order));
            }
        }
        return def;
    }

    /** Every problem of a configuration, at the value where it is to be mended, as Connect's REST API shows it. */
    public Config validate(Map<String, String> settings) {
        Checked checked = check(settings);
        List<ConfigValue> values = new ArrayList<>();
        for (Key<?> key : keys.values()) {
            values.add(new ConfigDefKey(key)
                    .value(checked.settings(), checked.problems().at(key.name())));
        }
        for (String name : checked.problems().names()) {
            if (!keys.containsKey(name)) {
                values.add(new ConfigValue(
                        name,
                        null,
                        List.of(),
                        new ArrayList<>(checked.problems().at(name))));
            }
        }
        return new Config(values);
    }

    /**
     * Reads a configuration.
     *
     * @throws ConfigException if it has problems, naming every one
     */
    public T parse(Map<String, String> settings) {
        Checked checked = check(settings);
        List<String> problems = checked.problems().all();
        if (!problems.isEmpty()) {
            throw new ConfigException(
                    problems.size() == 1
                            ? "The configuration has a problem: " + problems.get(0)
                            : "The configuration has " + problems.size() + " problems:\n- "
                                    + String.join("\n- ", problems));
        }
        return root.read(checked.values());
    }

    /** What is no problem but probably not meant: settings that nobody reads, and former names. */
    public List<String> warnings(Map<String, String> settings) {
        return Stream.concat(
                        new FormerNames(keys.values()).warnings(settings).stream(),
                        unknownNames().strangers(settings).stream()
                                .map(name -> name + " is a setting that neither Outfall nor Kafka Connect knows"))
                .toList();
    }

    private Checked check(Map<String, String> given) {
        Problems problems = new Problems();
        Map<String, String> settings = new FormerNames(keys.values()).replace(given, problems);
        unknownNames().report(settings.keySet(), problems);
        Values values = new Values(keys.values(), settings, problems);
        for (Section<?> section : sections) {
            for (Section.Check check : section.checks()) {
                try {
                    check.run(values, problems);
                } catch (Values.Unsound expected) {
                    // That value is a problem already.
                }
            }
        }
        return new Checked(settings, values, problems);
    }

    private UnknownNames unknownNames() {
        List<String> pluggedIn = sections.stream()
                .flatMap(section -> section.prefixes().stream())
                .toList();
        return new UnknownNames(keys.values(), pluggedIn);
    }

    private static Stream<Section<?>> flatten(Section<?> section) {
        return Stream.concat(Stream.of(section), section.parts().stream().flatMap(Spec::flatten));
    }

    private record Checked(Map<String, String> settings, Values values, Problems problems) {}
}
