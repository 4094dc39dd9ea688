// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import io.outfall.bigquery.emulator.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What datasets, tables and columns may be called. Flexible column names are refused, as a writer needs more for them.
 */
public final class Names {

    private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9_]{1,1024}");
    private static final Pattern TABLE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]+");
    private static final int TABLE_BYTES = 1024;
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
    private static final List<String> RESERVED = List.of(
            "_TABLE_",
            "_FILE_",
            "_PARTITION",
            "_ROW_TIMESTAMP",
            "__ROOT__",
            "_COLIDENTIFIER",
            "_CHANGE_SEQUENCE_NUMBER",
            "_CHANGE_TYPE",
            "_CHANGE_TIMESTAMP");

    private Names() {}

    /** Refuses a name that no dataset can have. */
    public static void checkDataset(String name) {
        if (!DATASET.matcher(name).matches()) {
            throw Refusal.invalid(
                    "Invalid dataset ID \"" + name
                            + "\". Dataset IDs must be alphanumeric (plus underscores) and must be at most 1024 characters long.");
        }
    }

    /** Refuses a name that no table can have. */
    public static void checkTable(String name) {
        if (!TABLE.matcher(name).matches() || name.getBytes(StandardCharsets.UTF_8).length > TABLE_BYTES) {
            throw Refusal.invalid("Invalid table ID \"" + name
                    + "\". Table IDs must be letters, marks, numbers, connectors, dashes and spaces, and at most 1024"
                    + " bytes long.");
        }
    }

    /** Refuses a name that no column can have. */
    public static void checkColumn(String name) {
        if (!COLUMN.matcher(name).matches()) {
            throw Refusal.invalid("Invalid field name \"" + name
                    + "\". Fields must contain only letters, numbers, and underscores, start with a letter or"
                    + " underscore, and be at most 300 characters long.");
        }
        String upper = name.toUpperCase(Locale.ROOT);
        for (String prefix : RESERVED) {
            if (upper.startsWith(prefix)) {
                throw Refusal.invalid(
                        "Invalid field name \"" + name + "\". Field name prefix " + prefix + " is not allowed.");
            }
        }
    }
}
