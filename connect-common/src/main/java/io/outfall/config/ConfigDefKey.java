// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** A key in the words of Kafka's configuration classes, which Connect's REST API answers in. */
record ConfigDefKey(Key<?> key) {

    ConfigDef.ConfigKey describe(String group, int order) {
        return new ConfigDef.ConfigKey(
                key.name(),
                key.type(),
                key.isRequired() ? ConfigDef.NO_DEFAULT_VALUE : key.defaultText(),
                new Validator(key),
                key.importance(),
                key.doc(),
                group,
                order,
                ConfigDef.Width.MEDIUM,
                key.displayName(),
                List.of(),
                new Options(key.options()),
                false);
    }

    /** What the settings say of the key, as far as it is sound. */
    ConfigValue value(Map<String, String> settings, List<String> problems) {
        return new ConfigValue(key.name(), parsed(settings), List.copyOf(key.options()), new ArrayList<>(problems));
    }

    private @Nullable Object parsed(Map<String, String> settings) {
        String text = settings.getOrDefault(key.name(), key.defaultText());
        try {
            return ConfigDef.parseType(key.name(), text, key.type());
        } catch (ConfigException alreadyAProblem) {
            return null;
        }
    }

    /** For tools that work with the ConfigDef alone; its text is the "valid values" of Kafka's own references. */
    private record Validator(Key<?> key) implements ConfigDef.Validator {

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value == null || key.isSecret()) {
                return;
            }
            try {
                key.read(ConfigDef.convertToString(value, key.type()));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name + " " + e.getMessage());
            }
        }

        @Override
        public String toString() {
            return key.expected();
        }
    }

    private record Options(List<String> options) implements ConfigDef.Recommender {

        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return List.copyOf(options);
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }
}
