// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.config.Key;
import io.outfall.config.KeyBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One element of a setting that is a list of names and values. */
record NamedValue(String name, String value) {

    /**
     * A setting of the form {@code name=value,name=value}.
     *
     * @param expected what it must be, such as {@code a list of tags, each name=value}
     * @param fits what must hold of each element
     */
    static KeyBuilder<List<NamedValue>> list(String key, String expected, Predicate<NamedValue> fits) {
        return Key.list(key, "name=value", NamedValue::parse, NamedValue::toString)
                .where(
                        expected,
                        list -> list.stream().allMatch(fits) && map(list).size() == list.size());
    }

    /** The values by their names, in order. */
    static Map<String, String> map(List<NamedValue> list) {
        Map<String, String> map = new LinkedHashMap<>();
        list.forEach(element -> map.put(element.name, element.value));
        return map;
    }

    private static NamedValue parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text + "' is not name=value");
        }
        return new NamedValue(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
