// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.List;
import java.util.Locale;

/**
 * Names of columns as BigQuery takes them: every character that it refuses becomes an underscore, and an underscore
 * goes in front of what it reserves. Two names of one row that become the same are refused by {@link RowSchemas}.
 *
 * @param style which names are taken as they are
 */
public record ColumnNames(NameStyle style) {
    private static final int MAX_LENGTH = 300;
    /** In any case; the last three are BigQuery's own columns for change data. */
    private static final List<String> RESERVED = List.of(
            "_TABLE_",
            "_FILE_",
            "_PARTITION",
            "_ROW_TIMESTAMP",
            "__ROOT__",
            "_COLIDENTIFIER",
            "_CHANGE_TYPE",
            "_CHANGE_SEQUENCE_NUMBER",
            "_CHANGE_TIMESTAMP");
    /** What flexible names must not hold (docs: "Specify a schema", "Flexible column names"). */
    private static final String REFUSED = "!\"$()*,./;?@[\\]^`{}~";

    /** The name of the column for a column of the source. */
    public String of(String source) {
        StringBuilder name = new StringBuilder(source.length() + 1);
        source.codePoints().forEach(c -> name.appendCodePoint(isAllowed(c) ? c : '_'));
        boolean begins = name.length() > 0 && (style == NameStyle.FLEXIBLE || !isDigit(name.charAt(0)));
        if (!begins || isReserved(name)) {
            name.insert(0, '_');
        }
        if (name.length() > MAX_LENGTH) {
            name.setLength(Character.isHighSurrogate(name.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH);
        }
        return name.toString();
    }

    private boolean isAllowed(int c) {
        if (c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return true;
        }
        return style == NameStyle.FLEXIBLE
                && REFUSED.indexOf(c) < 0
                && (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK || isSign(c));
    }

    private static boolean isSign(int c) {
        return c == ' ' || "&%=+:'<>#|-".indexOf(c) >= 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isReserved(CharSequence name) {
        String upper = name.toString().toUpperCase(Locale.ROOT);
        return RESERVED.stream().anyMatch(upper::startsWith);
    }
}
