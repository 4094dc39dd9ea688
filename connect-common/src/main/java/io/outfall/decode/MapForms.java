// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.type.Loose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was compiled for maps that are alike: the same keys, and values of the same kinds. A null is of any kind
 * that the same column had before, so that a column which is NULL now and then does not change its type with it.
 *
 * @param <F> what is compiled
 */
final class MapForms<F> {
    /** Kinds of values that one set of keys may alternate between before the oldest are forgotten. */
    private static final int MAX_KINDS = 16;

    private final Columns columns;
    private final Function<List<ColumnSpec>, F> compile;
    private final Map<Set<String>, List<Known<F>>> known;
    private @Nullable Known<F> last;

    MapForms(Columns columns, Function<List<ColumnSpec>, F> compile) {
        this.columns = columns;
        this.compile = compile;
        this.known = new Bounded<>();
    }

    F of(Map<?, ?> map) {
        Known<F> recent = last;
        if (recent == null || !recent.fits(map)) {
            recent = find(map);
            last = recent;
        }
        return recent.form();
    }

    private Known<F> find(Map<?, ?> map) {
        Set<String> names = names(map);
        List<Known<F>> kinds = known.computeIfAbsent(names, n -> new ArrayList<>());
        for (Known<F> candidate : kinds) {
            if (candidate.fits(map)) {
                return candidate;
            }
        }
        Known<F> created = create(map, names, kinds.isEmpty() ? null : kinds.get(0));
        kinds.add(0, created);
        if (kinds.size() > MAX_KINDS) {
            kinds.remove(MAX_KINDS);
        }
        return created;
    }

    private Known<F> create(Map<?, ?> map, Set<String> names, @Nullable Known<F> before) {
        Map<String, Loose> observed = new LinkedHashMap<>();
        List<ColumnSpec> specs = new ArrayList<>();
        for (String name : names) {
            Object value = map.get(name);
            Loose earlier = before == null ? null : before.observed().get(name);
            Loose kind = value == null && earlier != null ? earlier : columns.observe(name, value);
            observed.put(name, kind);
            specs.add(columns.ofEntry(name, kind));
        }
        return new Known<>(observed, compile.apply(specs));
    }

    private static Set<String> names(Map<?, ?> map) {
        Map<String, Boolean> names = new LinkedHashMap<>();
        map.keySet().forEach(key -> names.put(String.valueOf(key), true));
        return names.keySet();
    }

    /** Maps of one kind, and what was compiled for them. */
    private record Known<F>(Map<String, Loose> observed, F form) {

        boolean fits(Map<?, ?> map) {
            if (map.size() != observed.size()) {
                return false;
            }
            for (Map.Entry<String, Loose> column : observed.entrySet()) {
                Object value = map.get(column.getKey());
                boolean fits =
                        value != null ? column.getValue().accepts().test(value) : map.containsKey(column.getKey());
                if (!fits) {
                    return false;
                }
            }
            return true;
        }
    }
}
