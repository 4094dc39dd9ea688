// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.error.Refusal;
import io.outfall.bigquery.emulator.schema.Column;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.schema.ColumnsJson;
import io.outfall.bigquery.emulator.schema.Widening;
import io.outfall.bigquery.emulator.storage.Catalog;
import io.outfall.bigquery.emulator.storage.TableDefinition;
import io.outfall.bigquery.emulator.storage.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ALTER TABLE … ALTER COLUMN … SET DATA TYPE: the only way to widen the type of a column. */
final class Ddl {

    private static final Pattern ALTER = Pattern.compile("(?is)\\s*ALTER\\s+TABLE\\s+(?<table>`[^`]+`|[\\w.-]+)"
            + "\\s+ALTER\\s+COLUMN\\s+(?<column>`[^`]+`|\\w+)\\s+SET\\s+DATA\\s+TYPE\\s+(?<type>\\w+)"
            + "(?:\\s*\\(\\s*(?<first>\\d+)\\s*(?:,\\s*(?<second>\\d+)\\s*)?\\))?\\s*;?\\s*");

    private final Catalog catalog;

    Ddl(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Runs a statement, if it is one of those known here. */
    boolean ran(String statement) {
        Matcher alter = ALTER.matcher(statement);
        if (!alter.matches()) {
            return false;
        }
        List<String> parts = GoogleSql.parts(bare(alter.group("table")), catalog.project());
        if (parts.size() != 2) {
            throw Refusal.notEmulated("tables without their dataset: " + alter.group("table"));
        }
        TableName table = new TableName(catalog.project(), parts.get(0), parts.get(1));
        Column wanted = wanted(bare(alter.group("column")), alter);
        catalog.redefine(table, null, before -> widened(table, before, wanted));
        return true;
    }

    private static TableDefinition widened(TableName table, TableDefinition before, Column wanted) {
        Column old = before.columns().find(wanted.name());
        if (old == null) {
            throw new Refusal(
                    Refusal.Reason.INVALID_QUERY, "Column not found in table " + table + ": " + wanted.name());
        }
        if (old.repeated() || !Widening.allowed(old, wanted)) {
            throw new Refusal(
                    Refusal.Reason.INVALID_QUERY,
                    "ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type (" + old.typeText()
                            + ") is assignable to the new type (" + wanted.typeText() + ")");
        }
        List<Column> columns = new ArrayList<>(before.columns().all());
        columns.set(before.columns().position(old.name()), old.typed(wanted));
        return TableRules.checked(new Columns(columns), before.settings());
    }

    private static Column wanted(String name, Matcher alter) {
        JsonObject field = new JsonObject();
        field.addProperty("name", name);
        field.addProperty("type", alter.group("type"));
        String first = alter.group("first");
        if (first != null) {
            boolean decimal =
                    alter.group("type").toUpperCase(java.util.Locale.ROOT).endsWith("NUMERIC");
            field.addProperty(decimal ? "precision" : "maxLength", first);
        }
        if (alter.group("second") != null) {
            field.addProperty("scale", alter.group("second"));
        }
        JsonArray fields = new JsonArray();
        fields.add(field);
        JsonObject schema = new JsonObject();
        schema.add("fields", fields);
        return ColumnsJson.read(schema).get(0);
    }

    private static String bare(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1) : name;
    }
}
