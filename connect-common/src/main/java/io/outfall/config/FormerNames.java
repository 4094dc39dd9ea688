// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings under the names that they had before. */
record FormerNames(Collection<Key<?>> keys) {

    /** The settings under today's names. A setting under both names is a problem. */
    Map<String, String> replace(Map<String, String> given, Problems problems) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        for (Key<?> key : keys) {
            for (String former : key.formerNames()) {
                String value = settings.remove(former);
                if (value != null && settings.putIfAbsent(key.name(), value) != null) {
                    problems.add(former, "is the former name of " + key.name() + ", which is set too");
                }
            }
        }
        return settings;
    }

    List<String> warnings(Map<String, String> given) {
        List<String> warnings = new ArrayList<>();
        for (Key<?> key : keys) {
            for (String former : key.formerNames()) {
                if (given.containsKey(former)) {
                    warnings.add(former + " is now called " + key.name());
                }
            }
        }
        return warnings;
    }
}
