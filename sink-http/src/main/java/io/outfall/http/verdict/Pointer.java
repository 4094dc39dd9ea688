// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document (RFC 6901), such as {@code /result/errors/0}.
 *
 * @param text as it was written
 * @param steps from the document's root
 */
public record Pointer(String text, List<String> steps) {

    /** @throws IllegalArgumentException if it does not begin with a slash */
    public static Pointer parse(String text) {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new IllegalArgumentException("it begins with a slash");
        }
        return new Pointer(
                text,
                Arrays.stream(text.split("/", -1))
                        .skip(1)
                        .map(step -> step.replace("~1", "/").replace("~0", "~"))
                        .toList());
    }

    /** What is there; null where there is nothing, or null. */
    @Nullable
    Object in(@Nullable Object tree) {
        Object found = tree;
        for (String step : steps) {
            if (found instanceof Map<?, ?> object) {
                found = object.get(step);
            } else if (found instanceof List<?> list && step.matches("[0-9]{1,9}")) {
                int index = Integer.parseInt(step);
                found = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return text;
    }
}
