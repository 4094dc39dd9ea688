// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of {@link FlattenedNames}. */
final class FlattenedSection implements Section<FlattenedNames> {
    private static final Key<String> PREFIX = Key.text("flattened.fields.prefix")
            .doc("What the names of metadata among the fields begin with: the transform's `add.fields.prefix`.")
            .defaultsTo("__");
    private static final Key<String> HEADER_PREFIX = Key.text("flattened.headers.prefix")
            .doc("What the names of metadata among the headers begin with: the transform's `add.headers.prefix`.")
            .defaultsTo("__");
    private static final Key<String> DELETED = Key.text("flattened.deleted.field")
            .doc("The field that says `true` of a deleted row.")
            .where("text", text -> !text.isEmpty())
            .defaultsTo("__deleted");
    private static final Key<List<Renamed>> RENAMED = Key.list(
                    "flattened.fields.renamed", "metadata and its field", Renamed::parse, Renamed::toString)
            .doc(
                    "Fields of metadata whose names do not follow from the prefix, because a further transform renamed them. Each "
                            + "is the place in Debezium's envelope, a colon and the field: `source.ts_ms:__timestamp`.")
            .where("a list of metadata and their fields, each once", FlattenedSection::areDistinct)
            .defaultsTo(List.of());

    /** One pair, in the form of Kafka's own {@code ReplaceField}. */
    private record Renamed(String metadata, String field) {

        static Renamed parse(String text) {
            int colon = text.indexOf(':');
            String metadata = text.substring(0, Math.max(0, colon));
            if (!FlattenedNames.KNOWN.contains(metadata)) {
                throw new IllegalArgumentException(
                        "'" + metadata + "' is no metadata; there is " + String.join(", ", FlattenedNames.KNOWN));
            }
            String field = text.substring(colon + 1);
            if (field.isBlank()) {
                throw new IllegalArgumentException("no field for " + metadata);
            }
            return new Renamed(metadata, field);
        }

        @Override
        public String toString() {
            return metadata + ":" + field;
        }
    }

    @Override
    public String title() {
        return "Flattened rows";
    }

    @Override
    public String about() {
        return "How rows that Debezium's `ExtractNewRecordState` made of envelopes call their metadata. Such fields are no "
                + "columns of the row.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(PREFIX, HEADER_PREFIX, DELETED, RENAMED);
    }

    @Override
    public FlattenedNames read(Values values) {
        Map<String, String> renamed = new LinkedHashMap<>();
        values.get(RENAMED).forEach(one -> renamed.put(one.metadata, one.field));
        return new FlattenedNames(values.get(PREFIX), values.get(HEADER_PREFIX), values.get(DELETED), renamed);
    }

    private static boolean areDistinct(List<Renamed> renamed) {
        Set<String> metadata = new HashSet<>();
        Set<String> fields = new HashSet<>();
        return renamed.stream().allMatch(one -> metadata.add(one.metadata) && fields.add(one.field));
    }
}
