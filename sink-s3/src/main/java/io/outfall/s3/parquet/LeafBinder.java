// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FieldRepetitionType;

/**
 * A place in the schema of one column while its writers are bound to leaves. Leaves are made on the first binding and
 * found again by path, so that columns of one Parquet type and several semantic types share them.
 */
final class LeafBinder {
    private final Map<List<String>, Leaf> leaves;
    private final List<String> path;
    private final int definition;
    private final int repetition;
    private final FileParts parts;

    /** The place above a column, with no leaves yet. */
    LeafBinder(FileParts parts) {
        this(new LinkedHashMap<>(), List.of(), 0, 0, parts);
    }

    private LeafBinder(
            Map<List<String>, Leaf> leaves, List<String> path, int definition, int repetition, FileParts parts) {
        this.leaves = leaves;
        this.path = path;
        this.definition = definition;
        this.repetition = repetition;
        this.parts = parts;
    }

    /** The definition level of a value here. */
    int definition() {
        return definition;
    }

    /** The repetition level of a further value here. */
    int repetition() {
        return repetition;
    }

    LeafBinder enter(String name, FieldRepetitionType kind) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return new LeafBinder(
                leaves,
                List.copyOf(longer),
                kind == FieldRepetitionType.REQUIRED ? definition : definition + 1,
                kind == FieldRepetitionType.REPEATED ? repetition + 1 : repetition,
                parts);
    }

    /** The leaf at this place. */
    Leaf leaf(LeafType type) {
        return leaves.computeIfAbsent(
                path,
                here -> new Leaf(
                        type,
                        here,
                        definition,
                        repetition,
                        parts.account(),
                        parts.topic().leaf(here)));
    }

    /** The leaves bound so far at and below this place. */
    Node.Below below() {
        return new Node.Below(leaves.values().stream()
                .filter(leaf -> leaf.path().size() >= path.size()
                        && leaf.path().subList(0, path.size()).equals(path))
                .toList());
    }

    /** All leaves bound so far, in file order. */
    List<Leaf> all() {
        return List.copyOf(leaves.values());
    }
}
