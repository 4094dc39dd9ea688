// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import io.outfall.bigquery.emulator.error.Refusal;

/**
 * What tables.patch and tables.update may do to columns: add NULLABLE and REPEATED ones at the end, relax REQUIRED
 * ones, describe them otherwise. They never change a type, not even to a wider one: that takes ALTER TABLE.
 */
public final class SchemaChange {

    private SchemaChange() {}

    /**
     * Refuses a change that the interface does not make.
     *
     * @param table as {@code project:dataset.table}, for the message
     */
    public static void check(String table, Columns before, Columns after) {
        check(table, "", before, after);
    }

    private static void check(String table, String path, Columns before, Columns after) {
        for (int i = 0; i < before.size(); i++) {
            Column old = before.get(i);
            Column now = after.find(old.name());
            String name = path + old.name();
            if (now == null) {
                throw mismatch(table, "Field " + name + " is missing in new schema");
            }
            if (after.position(old.name()) != i) {
                throw mismatch(table, "Field " + name + " has changed position");
            }
            if (!now.typeText().equals(old.typeText())) {
                throw mismatch(
                        table, "Field " + name + " has changed type from " + old.typeText() + " to " + now.typeText());
            }
            if (now.mode() != old.mode() && !(old.mode() == Mode.REQUIRED && now.mode() == Mode.NULLABLE)) {
                throw mismatch(table, "Field " + name + " has changed mode from " + old.mode() + " to " + now.mode());
            }
            check(table, name + ".", old.fields(), now.fields());
        }
        for (Column added : after.all().subList(before.size(), after.size())) {
            if (added.required()) {
                throw mismatch(
                        table,
                        "Cannot add required fields to an existing schema. (field: " + path + added.name() + ")");
            }
        }
    }

    private static Refusal mismatch(String table, String what) {
        return Refusal.invalid("Provided Schema does not match Table " + table + ". " + what);
    }
}
