// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.type.Loose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
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
    private final Map<Set<Object>, List<Known<F>>> known = new Bounded<>();
    private @Nullable Known<F> last;

    MapForms(Columns columns, Function<List<ColumnSpec>, F> compile) {
        this.columns = columns;
        this.compile = compile;
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
        List<Known<F>> kinds = known.computeIfAbsent(new HashSet<>(map.keySet()), keys -> new ArrayList<>());
        for (Known<F> candidate : kinds) {
            if (candidate.fits(map)) {
                return candidate;
            }
        }
        Known<F> created = create(map, kinds.isEmpty() ? Map.of() : kinds.get(0).observed());
        kinds.add(0, created);
        if (kinds.size() > MAX_KINDS) {
            kinds.remove(MAX_KINDS);
        }
        return created;
    }

    private Known<F> create(Map<?, ?> map, Map<Object, Loose> before) {
        Map<Object, Loose> observed = new LinkedHashMap<>();
        List<ColumnSpec> specs = new ArrayList<>();
        for (Object key : ordered(map)) {
            Object value = map.get(key);
            Loose earlier = before.get(key);
            Loose kind = value == null && earlier != null ? earlier : columns.observe(String.valueOf(key), value);
            observed.put(key, kind);
            specs.add(columns.ofEntry(key, kind));
        }
        return new Known<>(observed, List.copyOf(observed.entrySet()), compile.apply(specs));
    }

    /** Maps without an order of their own, as Connect's JSON converter makes them, are read in that of the alphabet. */
    private static List<Object> ordered(Map<?, ?> map) {
        List<Object> keys = new ArrayList<>(map.keySet());
        if (!(map instanceof LinkedHashMap || map instanceof SortedMap)) {
            keys.sort(Comparator.comparing(String::valueOf));
        }
        return keys;
    }

    /**
     * Maps of one kind, and what was compiled for them.
     *
     * @param observed the kinds of values by their keys
     * @param entries the same to walk through for every record
     */
    private record Known<F>(Map<Object, Loose> observed, List<Map.Entry<Object, Loose>> entries, F form) {

        boolean fits(Map<?, ?> map) {
            if (map.size() != entries.size()) {
                return false;
            }
            for (int i = 0; i < entries.size(); i++) {
                Map.Entry<Object, Loose> column = entries.get(i);
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
