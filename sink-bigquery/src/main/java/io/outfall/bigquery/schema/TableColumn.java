// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/**
 * One column of a table, or one member of a STRUCT.
 *
 * @param name as the table spells it; upper and lower case do not make two names different
 * @param type what it holds
 * @param mode how many of it
 * @param description for people; may be empty
 */
public record TableColumn(String name, ColumnType type, Mode mode, String description) {

    /** A column of at most one value. */
    public static TableColumn nullable(String name, ColumnType type, String description) {
        return new TableColumn(name, type, Mode.NULLABLE, description);
    }

    /** The same with another type. */
    public TableColumn withType(ColumnType other) {
        return new TableColumn(name, other, mode, description);
    }

    /** The same, but for one value or none where there had to be one. */
    public TableColumn relaxed() {
        return mode == Mode.REQUIRED ? new TableColumn(name, type, Mode.NULLABLE, description) : this;
    }

    /** Type and mode as SQL has them, such as {@code ARRAY<INT64>}. */
    public String sqlType() {
        return mode == Mode.REPEATED ? "ARRAY<" + type.sql() + ">" : type.sql();
    }

    String sql() {
        return "`" + name + "` " + sqlType();
    }
}
