// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;

/**
 * What a semantic type becomes in a file: the schema elements, and how canonical values reach the leaves. Made by
 * {@link ParquetTypes}, which alone knows both sides.
 */
sealed interface Shape {

    /**
     * Appends the schema elements of this shape, depth first, as the footer lists them.
     *
     * @param name of the topmost element
     * @param repetition OPTIONAL, or REQUIRED for the key of a map
     */
    void describe(String name, FieldRepetitionType repetition, List<SchemaElement> elements);

    /** The schema elements of an optional column of that name. */
    default List<SchemaElement> elements(String name) {
        List<SchemaElement> elements = new ArrayList<>();
        describe(name, FieldRepetitionType.OPTIONAL, elements);
        return elements;
    }

    /** Makes the writer of a file's leaves. */
    Node bind(LeafBinder leaves, String name, FieldRepetitionType repetition);

    /** A value in one leaf. */
    record One(LeafType type, CellForm form) implements Shape {
        @Override
        public void describe(String name, FieldRepetitionType repetition, List<SchemaElement> elements) {
            elements.add(type.element(name, repetition));
        }

        @Override
        public Node bind(LeafBinder leaves, String name, FieldRepetitionType repetition) {
            LeafBinder here = leaves.enter(name, repetition);
            return new Node.One(form, here.leaf(type), leaves.definition());
        }
    }

    /** A list: {@code optional group name (LIST) { repeated group list { optional ... element; } }}. */
    record Many(Shape element) implements Shape {
        @Override
        public void describe(String name, FieldRepetitionType repetition, List<SchemaElement> elements) {
            elements.add(group(name, repetition, 1)
                    .setLogicalType(LogicalType.LIST(new ListType()))
                    .setConverted_type(ConvertedType.LIST));
            elements.add(group("list", FieldRepetitionType.REPEATED, 1));
            element.describe("element", FieldRepetitionType.OPTIONAL, elements);
        }

        @Override
        public Node bind(LeafBinder leaves, String name, FieldRepetitionType repetition) {
            LeafBinder here = leaves.enter(name, repetition);
            LeafBinder entries = here.enter("list", FieldRepetitionType.REPEATED);
            Node each = element.bind(entries, "element", FieldRepetitionType.OPTIONAL);
            return new Node.Many(each, entries.below(), leaves.definition(), here.definition(), entries.repetition());
        }
    }

    /**
     * A map: {@code optional group name (MAP) { repeated group key_value { required ... key; optional ... value; } }}.
     */
    record Pairs(Shape key, Shape value) implements Shape {
        @Override
        public void describe(String name, FieldRepetitionType repetition, List<SchemaElement> elements) {
            elements.add(group(name, repetition, 1)
                    .setLogicalType(LogicalType.MAP(new MapType()))
                    .setConverted_type(ConvertedType.MAP));
            elements.add(group("key_value", FieldRepetitionType.REPEATED, 2));
            key.describe("key", FieldRepetitionType.REQUIRED, elements);
            value.describe("value", FieldRepetitionType.OPTIONAL, elements);
        }

        @Override
        public Node bind(LeafBinder leaves, String name, FieldRepetitionType repetition) {
            LeafBinder here = leaves.enter(name, repetition);
            LeafBinder entries = here.enter("key_value", FieldRepetitionType.REPEATED);
            Node keys = new Node.Key(key.bind(entries, "key", FieldRepetitionType.REQUIRED));
            Node values = value.bind(entries, "value", FieldRepetitionType.OPTIONAL);
            return new Node.Pairs(
                    keys, values, entries.below(), leaves.definition(), here.definition(), entries.repetition());
        }
    }

    /**
     * A group of members.
     *
     * @param members in file order
     * @param unpack takes the canonical value apart
     */
    record Members(List<Part> members, Function<Object, @Nullable Object[]> unpack) implements Shape {
        @Override
        public void describe(String name, FieldRepetitionType repetition, List<SchemaElement> elements) {
            elements.add(group(name, repetition, members.size()));
            for (Part member : members) {
                member.shape.describe(member.name, FieldRepetitionType.OPTIONAL, elements);
            }
        }

        @Override
        public Node bind(LeafBinder leaves, String name, FieldRepetitionType repetition) {
            LeafBinder here = leaves.enter(name, repetition);
            List<Node> nodes = members.stream()
                    .map(member -> member.shape.bind(here, member.name, FieldRepetitionType.OPTIONAL))
                    .toList();
            int[] positions = members.stream().mapToInt(Part::position).toArray();
            return new Node.Members(unpack, positions, nodes, here.below(), leaves.definition());
        }
    }

    /**
     * One member of a group.
     *
     * @param position in what the group's {@code unpack} gives, or below 0 if that has no such member
     */
    record Part(String name, int position, Shape shape) {}

    private static SchemaElement group(String name, FieldRepetitionType repetition, int children) {
        return new SchemaElement(name).setRepetition_type(repetition).setNum_children(children);
    }
}
