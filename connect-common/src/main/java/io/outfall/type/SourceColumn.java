// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What Debezium says about the column of the database, in the parameters of its schema, where it is told to
 * ({@code column.propagate.source.type}).
 *
 * @param type the type in the database's own words, in upper case; empty where nothing is said
 * @param length the declared length or precision, or null
 * @param scale the declared scale, or null
 */
record SourceColumn(
        String type, @Nullable Integer length, @Nullable Integer scale) {
    private static final String PREFIX = "__debezium.source.column.";

    static SourceColumn of(Schema schema) {
        String type = Parameters.text(schema, PREFIX + "type");
        return new SourceColumn(
                type == null ? "" : type.toUpperCase(Locale.ROOT),
                Parameters.number(schema, PREFIX + "length"),
                Parameters.number(schema, PREFIX + "scale"));
    }

    boolean hasType(String... names) {
        for (String name : names) {
            if (type.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The digits of a decimal column, where both numbers are declared. */
    Optional<SemanticType.Decimal> decimal() {
        return length == null || scale == null || length < 1
                ? Optional.empty()
                : Optional.of(new SemanticType.Decimal(length, scale));
    }
}
