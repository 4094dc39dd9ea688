// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What ALTER TABLE … ALTER COLUMN … SET DATA TYPE may turn a type into: one that holds all values of the former. */
public final class Widening {

    private Widening() {}

    /** Whether a column may take the type of another. */
    public static boolean allowed(Column from, Column to) {
        if (from.type() == to.type()) {
            return switch (from.type()) {
                case STRING, BYTES -> longer(from.maxLength(), to.maxLength());
                case NUMERIC, BIGNUMERIC -> holds(from, to);
                default -> true;
            };
        }
        return wider(from.type()).contains(to.type()) && holds(from, to);
    }

    private static Set<ColumnType> wider(ColumnType type) {
        return switch (type) {
            case INTEGER -> Set.of(ColumnType.NUMERIC, ColumnType.BIGNUMERIC, ColumnType.FLOAT);
            case NUMERIC -> Set.of(ColumnType.BIGNUMERIC, ColumnType.FLOAT);
            case BIGNUMERIC -> Set.of(ColumnType.FLOAT);
            default -> Set.of();
        };
    }

    private static boolean longer(@Nullable Long from, @Nullable Long to) {
        return to == null || (from != null && to >= from);
    }

    private static boolean holds(Column from, Column to) {
        return to.precision() == null || (whole(to) >= whole(from) && fraction(to) >= fraction(from));
    }

    private static int whole(Column column) {
        if (column.precision() != null) {
            return column.precision() - fraction(column);
        }
        return switch (column.type()) {
            case INTEGER -> 19;
            case NUMERIC -> 29;
            default -> 38;
        };
    }

    private static int fraction(Column column) {
        if (column.precision() != null) {
            return column.scale() == null ? 0 : column.scale();
        }
        return switch (column.type()) {
            case INTEGER -> 0;
            case NUMERIC -> 9;
            default -> 38;
        };
    }
}
