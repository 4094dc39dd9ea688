// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link KeySource}. */
final class KeySection implements Section<KeySource> {
    static final Key<Source> SOURCE = Key.oneOf("key.source", Source.class)
            .doc(
                    "Where the key columns of a row come from: `record`, the key of the record; `fields`, columns of the row "
                            + "itself, so that tombstones delete nothing; `header`, a header of the record; `none`, nowhere, so that "
                            + "rows can only be appended.")
            .importance(Importance.HIGH)
            .defaultsTo(Source.RECORD);
    private static final Key<List<String>> FIELDS = Key.list("key.fields")
            .doc("The key columns, in key order, where `key.source` is `fields`.")
            .where("a list of columns, each once", columns -> new HashSet<>(columns).size() == columns.size())
            .defaultsTo(List.of());
    private static final Key<Optional<String>> HEADER = Key.text("key.header")
            .doc("The header that holds the key, where `key.source` is `header`; the last of that name counts.")
            .optional();
    private static final Key<Optional<String>> NAME = Key.text("key.name")
            .doc(
                    "The name of the one key column where the key or the header is a bare value and no struct. Without it, a "
                            + "bare record key is no key column.")
            .optional();

    enum Source {
        RECORD,
        FIELDS,
        HEADER,
        NONE
    }

    @Override
    public String title() {
        return "Keys";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(SOURCE, FIELDS, HEADER, NAME);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                KeySection::fieldsGoWithTheirSource, KeySection::headerGoesWithItsSource, KeySection::nameHasAUse);
    }

    @Override
    public KeySource read(Values values) {
        return switch (values.get(SOURCE)) {
            case RECORD -> new KeySource.RecordKey(values.get(NAME));
            case FIELDS -> new KeySource.RowColumns(values.get(FIELDS));
            case HEADER ->
                new KeySource.Header(
                        values.get(HEADER).orElseThrow(), values.get(NAME).orElseThrow());
            case NONE -> new KeySource.None();
        };
    }

    private static void fieldsGoWithTheirSource(Values values, Problems problems) {
        goesWith(Source.FIELDS, !values.get(FIELDS).isEmpty(), FIELDS, values, problems);
    }

    private static void headerGoesWithItsSource(Values values, Problems problems) {
        goesWith(Source.HEADER, values.get(HEADER).isPresent(), HEADER, values, problems);
    }

    private static void goesWith(Source source, boolean isSet, Key<?> key, Values values, Problems problems) {
        boolean isUsed = values.get(SOURCE) == source;
        String option = source.name().toLowerCase(Locale.ROOT);
        if (isUsed && !isSet) {
            problems.add(key, "must be set where " + SOURCE + " is " + option);
        } else if (isSet && !isUsed) {
            problems.add(key, "has no effect unless " + SOURCE + " is " + option);
        }
    }

    private static void nameHasAUse(Values values, Problems problems) {
        Source source = values.get(SOURCE);
        boolean isSet = values.get(NAME).isPresent();
        if (source == Source.HEADER && !isSet) {
            problems.add(NAME, "must be set where " + SOURCE + " is header");
        } else if (isSet && source != Source.HEADER && source != Source.RECORD) {
            problems.add(NAME, "has no effect unless " + SOURCE + " is record or header");
        }
    }
}
