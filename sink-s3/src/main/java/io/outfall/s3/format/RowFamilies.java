// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.format;

import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.type.TypeUnion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the rows of each topic into families: a row joins the first whose columns it does not contradict. So versions
 * of a table share files, and where a column is text in one row and a number in the next, there are two files beside
 * each other instead of one per row. The task thread owns it.
 */
final class RowFamilies {
    // Rows that contradict each other in more ways than this are no versions of one table.
    private static final int AT_ONCE = 8;
    // Layouts come from a bounded cache themselves; this bound only keeps those that it dropped from staying here.
    private static final int REMEMBERED = 1_000;

    private final RowSchemas<?> schemas;
    private final TypeUnion union;
    private final BiFunction<String, FamilyColumns, RowFamily> maker;
    private final Map<String, Topic> topics = new HashMap<>();

    /** @param maker makes the family of a topic whose rows have, or will have, those columns */
    RowFamilies(RowSchemas<?> schemas, TypeUnion union, BiFunction<String, FamilyColumns, RowFamily> maker) {
        this.schemas = schemas;
        this.union = union;
        this.maker = maker;
    }

    /**
     * The family of rows.
     *
     * @throws UnfitRowException if no file takes such rows
     */
    RowFamily of(String topic, RowLayout layout) throws UnfitRowException {
        Topic known = topics.get(topic);
        if (known == null) {
            known = new Topic(topic);
            topics.put(topic, known);
        }
        return known.familyOf(layout);
    }

    private record Member(FamilyColumns columns, RowFamily family) {}

    private final class Topic {
        private final String name;
        private final List<Member> members = new ArrayList<>(1);
        private final Map<RowLayout, RowFamily> byLayout = new HashMap<>();
        // Rows of one layout mostly follow each other.
        private @Nullable RowLayout lastLayout;
        private @Nullable RowFamily last;

        Topic(String name) {
            this.name = name;
        }

        RowFamily familyOf(RowLayout layout) throws UnfitRowException {
            RowFamily hit = last;
            if (layout == lastLayout && hit != null) {
                return hit;
            }
            RowFamily family = byLayout.get(layout);
            if (family == null) {
                schemas.of(layout);
                if (byLayout.size() >= REMEMBERED) {
                    byLayout.clear();
                }
                family = join(layout);
                byLayout.put(layout, family);
            }
            lastLayout = layout;
            last = family;
            return family;
        }

        private RowFamily join(RowLayout layout) {
            for (Member member : members) {
                if (member.columns.add(layout.columns())) {
                    return member.family;
                }
            }
            if (members.size() == AT_ONCE) {
                members.remove(0);
                byLayout.clear();
            }
            FamilyColumns columns = new FamilyColumns(union);
            columns.add(layout.columns());
            Member added = new Member(columns, maker.apply(name, columns));
            members.add(added);
            return added.family;
        }
    }
}
