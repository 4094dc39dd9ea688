// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.type.UnfitValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes canonical values into the leaves below one node of the schema, as the Dremel paper's record shredding does.
 * Bound to one open file. Levels count from the root; a node's null has the definition level of what is around it.
 */
sealed interface Node {

    /**
     * Writes one value or null.
     *
     * @param value the canonical value
     * @param repetition the level at which the innermost list goes on; 0 begins a row
     */
    void write(@Nullable Object value, int repetition);

    /** Writes a number the caller holds unboxed, at the root. */
    default void writeLong(long value) {
        throw new ClassCastException("a nested column takes no number");
    }

    /** Writes a boolean the caller holds unboxed, at the root. */
    default void writeBoolean(boolean value) {
        throw new ClassCastException("a nested column takes no boolean");
    }

    /** Some leaves that get nothing at the same level. */
    record Below(List<Leaf> leaves) {
        void missing(int repetition, int definition) {
            for (Leaf leaf : leaves) {
                leaf.missing(repetition, definition);
            }
        }
    }

    /** A value that stands in a leaf. */
    record One(CellForm form, Leaf leaf, int nullLevel) implements Node {
        @Override
        public void write(@Nullable Object value, int repetition) {
            if (value == null) {
                leaf.missing(repetition, nullLevel);
            } else {
                form.put(value, leaf.values());
                leaf.present(repetition);
            }
        }

        @Override
        public void writeLong(long value) {
            form.putLong(value, leaf.values());
            leaf.present(0);
        }

        @Override
        public void writeBoolean(boolean value) {
            form.putBoolean(value, leaf.values());
            leaf.present(0);
        }
    }

    /** The key of a map, which no file can hold as null. */
    record Key(Node node) implements Node {
        @Override
        public void write(@Nullable Object value, int repetition) {
            if (value == null) {
                throw new UnfitValueException("a key of the map is null");
            }
            node.write(value, repetition);
        }
    }

    /** A list in the three levels of the format: the list, its repeated entries, the element in each. */
    record Many(Node element, Below below, int nullLevel, int emptyLevel, int repeatedLevel) implements Node {
        @Override
        public void write(@Nullable Object value, int repetition) {
            if (value == null) {
                below.missing(repetition, nullLevel);
                return;
            }
            int next = repetition;
            for (Object each : (List<?>) value) {
                element.write(each, next);
                next = repeatedLevel;
            }
            if (((List<?>) value).isEmpty()) {
                below.missing(repetition, emptyLevel);
            }
        }
    }

    /** A map: the map, its repeated entries, key and value in each. */
    record Pairs(Node key, Node content, Below below, int nullLevel, int emptyLevel, int repeatedLevel)
            implements Node {
        @Override
        public void write(@Nullable Object value, int repetition) {
            if (value == null) {
                below.missing(repetition, nullLevel);
                return;
            }
            int next = repetition;
            for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
                key.write(each.getKey(), next);
                content.write(each.getValue(), next);
                next = repeatedLevel;
            }
            if (((Map<?, ?>) value).isEmpty()) {
                below.missing(repetition, emptyLevel);
            }
        }
    }

    /** Members of a group, each written whatever the others hold. */
    final class Members implements Node {
        private final Function<Object, @Nullable Object[]> unpack;
        private final int[] positions;
        private final Node[] nodes;
        private final Below below;
        private final int nullLevel;

        /**
         * @param unpack takes the canonical value apart
         * @param positions where each node finds its member in what {@code unpack} gives; below 0 for nowhere
         */
        Members(
                Function<Object, @Nullable Object[]> unpack,
                int[] positions,
                List<Node> nodes,
                Below below,
                int nullLevel) {
            this.unpack = unpack;
            this.positions = positions;
            this.nodes = nodes.toArray(new Node[0]);
            this.below = below;
            this.nullLevel = nullLevel;
        }

        @Override
        public void write(@Nullable Object value, int repetition) {
            if (value == null) {
                below.missing(repetition, nullLevel);
                return;
            }
            @Nullable Object[] members = unpack.apply(value);
            for (int i = 0; i < nodes.length; i++) {
                nodes[i].write(positions[i] < 0 ? null : members[positions[i]], repetition);
            }
        }
    }
}
