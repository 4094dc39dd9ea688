// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.type.TypeRules;
import io.outfall.type.ValuePolicies;
import java.util.Optional;

/** Settings that differ from the defaults in one thing. */
final class Settings {
    private static final EventSettings D = EventSettings.defaults();

    private Settings() {}

    static EventSettings format(EventSettings.Format format) {
        return with(format, D.flattened(), D.unavailablePlaceholder(), false, D.key(), D.types(), Optional.empty());
    }

    static EventSettings flattened(FlattenedNames names) {
        return with(D.format(), names, D.unavailablePlaceholder(), false, D.key(), D.types(), Optional.empty());
    }

    static EventSettings unavailable(String placeholder) {
        return with(D.format(), D.flattened(), placeholder, false, D.key(), D.types(), Optional.empty());
    }

    static EventSettings completeBefore() {
        return with(D.format(), D.flattened(), D.unavailablePlaceholder(), true, D.key(), D.types(), Optional.empty());
    }

    static EventSettings key(KeySource key) {
        return with(D.format(), D.flattened(), D.unavailablePlaceholder(), false, key, D.types(), Optional.empty());
    }

    static EventSettings types(TypeRules types) {
        return with(D.format(), D.flattened(), D.unavailablePlaceholder(), false, D.key(), types, Optional.empty());
    }

    static EventSettings signalTable(String table) {
        return with(
                D.format(), D.flattened(), D.unavailablePlaceholder(), false, D.key(), D.types(), Optional.of(table));
    }

    static EventSettings values(ValuePolicies values) {
        return new EventSettings(
                D.format(),
                D.flattened(),
                D.unavailablePlaceholder(),
                false,
                D.key(),
                D.types(),
                values,
                D.positions(),
                Optional.empty(),
                D.controlTopics());
    }

    static EventSettings positions(EventSettings.PositionOrder positions) {
        return new EventSettings(
                D.format(),
                D.flattened(),
                D.unavailablePlaceholder(),
                false,
                D.key(),
                D.types(),
                D.values(),
                positions,
                Optional.empty(),
                D.controlTopics());
    }

    private static EventSettings with(
            EventSettings.Format format,
            FlattenedNames flattened,
            String placeholder,
            boolean completeBefore,
            KeySource key,
            TypeRules types,
            Optional<String> signalTable) {
        return new EventSettings(
                format,
                flattened,
                placeholder,
                completeBefore,
                key,
                types,
                D.values(),
                D.positions(),
                signalTable,
                D.controlTopics());
    }
}
