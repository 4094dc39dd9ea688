// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a column holds, leaving aside how many of it.
 *
 * @param kind of the type
 * @param maxLength the most characters of a STRING or bytes of BYTES; 0 where there is no limit but BigQuery's own
 * @param precision the digits of a NUMERIC or BIGNUMERIC; 0 for as many as the type has
 * @param scale how many of them are after the point
 * @param members of a STRUCT; of other kinds none
 */
public record ColumnType(Kind kind, long maxLength, int precision, int scale, List<TableColumn> members) {
    /** Digits before the point, and after it. */
    private static final int NUMERIC_WHOLE = 29;

    private static final int NUMERIC_SCALE = 9;
    private static final int BIGNUMERIC_SCALE = 38;
    /** BIGNUMERIC has some of a 39th digit too. */
    private static final int BIGNUMERIC_WHOLE = 38;

    public ColumnType {
        members = List.copyOf(members);
    }

    /** A type without limits of its own. */
    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0, 0, List.of());
    }

    /** A STRING or BYTES of at most so many characters or bytes. */
    public static ColumnType ofLength(Kind kind, long maxLength) {
        return new ColumnType(kind, maxLength, 0, 0, List.of());
    }

    /** A NUMERIC or BIGNUMERIC of so many digits. */
    public static ColumnType ofDigits(Kind kind, int precision, int scale) {
        return new ColumnType(kind, 0, precision, scale, List.of());
    }

    /** A STRUCT. */
    public static ColumnType ofMembers(List<TableColumn> members) {
        return new ColumnType(Kind.STRUCT, 0, 0, 0, members);
    }

    /** The digits after the point that a NUMERIC or BIGNUMERIC holds. */
    public int maxScale() {
        if (precision > 0) {
            return scale;
        }
        return kind == Kind.NUMERIC ? NUMERIC_SCALE : BIGNUMERIC_SCALE;
    }

    /** The digits before the point that a NUMERIC or BIGNUMERIC holds whatever they are. */
    public int maxWhole() {
        if (precision > 0) {
            return precision - scale;
        }
        return kind == Kind.NUMERIC ? NUMERIC_WHOLE : BIGNUMERIC_WHOLE;
    }

    /** The type as SQL has it, such as {@code STRUCT<`a` INT64>}. */
    public String sql() {
        if (kind == Kind.STRUCT) {
            return members.stream().map(TableColumn::sql).collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
        if (precision > 0) {
            return kind + "(" + precision + (scale > 0 ? ", " + scale : "") + ")";
        }
        return maxLength > 0 ? kind + "(" + maxLength + ")" : kind.name();
    }

    @Override
    public String toString() {
        return sql();
    }
}
