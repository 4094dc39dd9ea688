// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column, or a field of a record.
 *
 * @param fields those of a record, else none
 * @param maxLength of STRING in characters, of BYTES in bytes
 * @param precision of NUMERIC and BIGNUMERIC
 * @param scale of NUMERIC and BIGNUMERIC; 0 where only the precision is given
 */
public record Column(
        String name,
        ColumnType type,
        Mode mode,
        Columns fields,
        @Nullable String description,
        @Nullable Long maxLength,
        @Nullable Integer precision,
        @Nullable Integer scale) {

    /** The same column with another type and its parameters. */
    public Column typed(Column other) {
        return new Column(name, other.type, mode, fields, description, other.maxLength, other.precision, other.scale);
    }

    public boolean repeated() {
        return mode == Mode.REPEATED;
    }

    public boolean required() {
        return mode == Mode.REQUIRED;
    }

    /** The name as names are compared. */
    String folded() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The type of the column in DuckDB. */
    public String duckType() {
        String element = type == ColumnType.RECORD
                ? fields.all().stream()
                        .map(field -> quoted(field.name) + " " + field.duckType())
                        .collect(Collectors.joining(", ", "STRUCT(", ")"))
                : type.duck();
        return repeated() ? element + "[]" : element;
    }

    /** The declaration of the column in DuckDB. */
    public String duckDeclaration() {
        return quoted(name) + " " + duckType();
    }

    /** The type with its parameters, as messages name it. */
    public String typeText() {
        if (maxLength != null) {
            return type.rest() + "(" + maxLength + ")";
        }
        if (precision != null) {
            return type.rest() + "(" + precision + (scale == null ? "" : ", " + scale) + ")";
        }
        return type.rest();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
