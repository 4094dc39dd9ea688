// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.FieldRepetitionType;

/**
 * A place in the schema of one column while a writer is bound to its leaves. Leaves are made by the first binding and
 * found again by path, so that semantic types that share a Parquet type share the leaves.
 */
final class LeafBinder {
    private final FileParts parts;
    private final List<Leaf> leaves;
    private final List<String> path;
    private final int definition;
    private final int repetition;

    /**
     * The place above a column.
     *
     * @param leaves of the column as far as there are any; new ones are added in file order
     */
    LeafBinder(FileParts parts, List<Leaf> leaves) {
        this(parts, leaves, List.of(), 0, 0);
    }

    private LeafBinder(FileParts parts, List<Leaf> leaves, List<String> path, int definition, int repetition) {
        this.parts = parts;
        this.leaves = leaves;
        this.path = path;
        this.definition = definition;
        this.repetition = repetition;
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
                parts,
                leaves,
                List.copyOf(longer),
                kind == FieldRepetitionType.REQUIRED ? definition : definition + 1,
                kind == FieldRepetitionType.REPEATED ? repetition + 1 : repetition);
    }

    /** The leaf at this place. */
    Leaf leaf(LeafType type) {
        return leaves.stream()
                .filter(leaf -> leaf.path().equals(path))
                .findFirst()
                .orElseGet(() -> added(type));
    }

    private Leaf added(LeafType type) {
        Leaf leaf = new Leaf(
                type,
                path,
                definition,
                repetition,
                parts.account(),
                parts.topic().leaf(path));
        leaves.add(leaf);
        return leaf;
    }

    /** The leaves bound so far at and below this place. */
    Node.Below below() {
        return new Node.Below(leaves.stream()
                .filter(leaf -> leaf.path().size() >= path.size()
                        && leaf.path().subList(0, path.size()).equals(path))
                .toList());
    }
}
