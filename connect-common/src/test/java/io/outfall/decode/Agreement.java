// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two cells say the same, although one set of records keeps less of it: milliseconds, digits as text, numbers
 * without a name.
 */
final class Agreement {
    private Agreement() {}

    static boolean of(TableState.Cell full, TableState.Cell less) {
        if (full.value() == null || less.value() == null) {
            return full.value() == null && less.value() == null;
        }
        if (full.type() instanceof SemanticType.ListOf list && less.type() instanceof SemanticType.ListOf other) {
            return lists(list, (List<?>) full.value(), other, (List<?>) less.value());
        }
        return text(full, less).equals(text(less, full));
    }

    private static boolean lists(SemanticType.ListOf list, List<?> full, SemanticType.ListOf other, List<?> less) {
        if (full.size() != less.size()) {
            return false;
        }
        for (int i = 0; i < full.size(); i++) {
            TableState.Cell one = new TableState.Cell(list.element(), full.get(i));
            if (!of(one, new TableState.Cell(other.element(), less.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String text(TableState.Cell cell, TableState.Cell other) {
        Object value = Objects.requireNonNull(cell.value());
        if (cell.type().equals(other.type())) {
            return value instanceof BigDecimal decimal
                    ? decimal.stripTrailingZeros().toPlainString()
                    : Shown.value(value);
        }
        if (value instanceof BigDecimal || other.value() instanceof BigDecimal) {
            return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
        }
        TimeUnit unit = unit(cell.type());
        if (unit != null && unit(other.type()) != null) {
            return String.valueOf(Math.floorDiv(((Number) value).longValue(), unit.perSecond() / 1_000));
        }
        if (value instanceof Double || value instanceof Float) {
            return String.valueOf(((Number) value).floatValue());
        }
        return Shown.value(value);
    }

    private static @Nullable TimeUnit unit(SemanticType type) {
        if (type instanceof SemanticType.Time time) {
            return time.unit();
        }
        if (type instanceof SemanticType.LocalTimestamp timestamp) {
            return timestamp.unit();
        }
        return type instanceof SemanticType.Instant instant ? instant.unit() : null;
    }
}
