// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import static io.outfall.bigquery.schema.Tables.nullable;
import static io.outfall.bigquery.schema.Tables.required;
import static io.outfall.bigquery.schema.Tables.struct;
import static io.outfall.bigquery.schema.Tables.structs;
import static io.outfall.bigquery.schema.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestModelTest {
    private static TableSchema parsed(String json) throws IOException {
        return GsonFactory.getDefaultInstance().createJsonParser(json).parse(TableSchema.class);
    }

    @Test
    void aSchemaIsTheSameAfterItWasThereAndBack() {
        List<TableColumn> columns = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.OTHER && kind != Kind.STRUCT) {
                columns.add(nullable("c_" + kind, kind));
            }
        }
        columns.add(required("needed", Kind.INT64));
        columns.add(struct("s", nullable("a", Kind.DATE), structs("list", nullable("b", Kind.JSON))));
        columns.add(TableColumn.nullable("digits", ColumnType.ofDigits(Kind.NUMERIC, 10, 2), "said of it"));
        columns.add(TableColumn.nullable("whole", ColumnType.ofDigits(Kind.BIGNUMERIC, 40, 0), ""));
        columns.add(TableColumn.nullable("short", ColumnType.ofLength(Kind.STRING, 7), ""));
        TableColumns table = new TableColumns(columns);

        assertThat(RestModel.columns(RestModel.schema(table))).isEqualTo(table);
    }

    @Test
    void theNamesOfTheApiOfSqlAndOfLongAgoAreUnderstood() throws IOException {
        TableSchema schema = parsed("""
                {"fields": [
                  {"name": "a", "type": "INTEGER", "mode": "REQUIRED"},
                  {"name": "b", "type": "INT64"},
                  {"name": "c", "type": "BIGDECIMAL", "precision": "50", "scale": "20"},
                  {"name": "d", "type": "RECORD", "mode": "REPEATED", "fields": [{"name": "e", "type": "BOOLEAN"}]},
                  {"name": "f", "type": "RANGE", "rangeElementType": {"type": "DATE"}}]}""");

        assertThat(Tables.shown(RestModel.columns(schema)))
                .containsExactly(
                        "a INT64 NOT NULL", "b INT64", "c BIGNUMERIC(50, 20)", "d ARRAY<STRUCT<`e` BOOL>>", "f OTHER");
    }

    @Test
    void aTableWithoutASchemaHasNoColumns() {
        assertThat(RestModel.columns(null)).isEqualTo(table());
    }

    @Test
    void anUpdateKeepsWhatNobodyHereKnowsOf() throws IOException {
        TableSchema current = parsed("""
                {"fields": [
                  {"name": "Secret", "type": "STRING", "mode": "REQUIRED", "description": "kept",
                   "policyTags": {"names": ["p"]}, "defaultValueExpression": "'x'", "collation": "und:ci"},
                  {"name": "r", "type": "RANGE", "rangeElementType": {"type": "DATE"}},
                  {"name": "s", "type": "RECORD", "fields": [
                    {"name": "a", "type": "NUMERIC", "roundingMode": "ROUND_HALF_EVEN"}]}]}""");
        List<TableColumn> columns = new ArrayList<>(RestModel.columns(current).list());
        columns.set(0, columns.get(0).relaxed());
        columns.add(nullable("added", Kind.INT64));

        TableSchema updated = RestModel.schema(new TableColumns(columns), current);

        assertThat(updated).isEqualTo(parsed("""
                {"fields": [
                  {"name": "Secret", "type": "STRING", "mode": "NULLABLE", "description": "kept",
                   "policyTags": {"names": ["p"]}, "defaultValueExpression": "'x'", "collation": "und:ci"},
                  {"name": "r", "type": "RANGE", "mode": "NULLABLE", "rangeElementType": {"type": "DATE"}},
                  {"name": "s", "type": "RECORD", "mode": "NULLABLE", "fields": [
                    {"name": "a", "type": "NUMERIC", "mode": "NULLABLE", "roundingMode": "ROUND_HALF_EVEN"}]},
                  {"name": "added", "type": "INTEGER", "mode": "NULLABLE"}]}"""));
        assertThat(current.getFields()).extracting(TableFieldSchema::getName).hasSize(3);
    }
}
