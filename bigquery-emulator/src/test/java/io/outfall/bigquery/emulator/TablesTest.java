// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.record;
import static io.outfall.bigquery.emulator.Clients.refusal;
import static io.outfall.bigquery.emulator.Clients.repeated;
import static io.outfall.bigquery.emulator.Clients.required;
import static io.outfall.bigquery.emulator.Clients.schema;
import static io.outfall.bigquery.emulator.Clients.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableList;
import io.outfall.bigquery.emulator.fault.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {

    private final Clients bigquery = Clients.start();

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void aTableIsGivenBackAsItWasCreated() throws Exception {
        bigquery.create(table(
                        "orders",
                        required("id", "INT64"),
                        field("price", "NUMERIC").setPrecision(10L).setScale(2L),
                        record("buyer", field("name", "STRING").setMaxLength(40L), repeated("mails", "STRING")))
                .setDescription("All orders")
                .setLabels(Map.of("team", "shop"))
                .setMaxStaleness("0-0 0 0:10:0")
                .setTableConstraints(Clients.primaryKey("id")));

        Table orders = bigquery.get("orders");

        assertThat(orders.getSchema().getFields())
                .containsExactly(
                        field("id", "INTEGER").setMode("REQUIRED"),
                        field("price", "NUMERIC")
                                .setMode("NULLABLE")
                                .setPrecision(10L)
                                .setScale(2L),
                        record(
                                        "buyer",
                                        field("name", "STRING")
                                                .setMode("NULLABLE")
                                                .setMaxLength(40L),
                                        repeated("mails", "STRING"))
                                .setMode("NULLABLE"));
        assertThat(orders.getDescription()).isEqualTo("All orders");
        assertThat(orders.getLabels()).isEqualTo(Map.of("team", "shop"));
        assertThat(orders.getMaxStaleness()).isEqualTo("0-0 0 0:10:0");
        assertThat(orders.getTableConstraints().getPrimaryKey().getColumns()).containsExactly("id");
        assertThat(orders.getId()).isEqualTo("test:shop.orders");
        assertThat(orders.getType()).isEqualTo("TABLE");
    }

    @Test
    void whatIsMissingIsNotFound() {
        assertThat(refusal(() -> bigquery.get("orders"))).isEqualTo("404 notFound: Not found: Table test:shop.orders");
        assertThat(refusal(
                        () -> bigquery.rest().tables().get("test", "other", "t").execute()))
                .isEqualTo("404 notFound: Not found: Dataset test:other");
        assertThat(refusal(
                        () -> bigquery.rest().tables().get("else", "shop", "t").execute()))
                .isEqualTo("404 notFound: Not found: Project else");
        assertThat(refusal(() -> bigquery.rest().datasets().get("test", "other").execute()))
                .isEqualTo("404 notFound: Not found: Dataset test:other");
    }

    @Test
    void whatExistsIsNotCreatedAgain() throws Exception {
        bigquery.create("orders", field("id", "INTEGER"));
        bigquery.createDataset("more");

        assertThat(refusal(() -> bigquery.create("orders", field("id", "INTEGER"))))
                .isEqualTo("409 duplicate: Already Exists: Table test:shop.orders");
        assertThat(refusal(() -> bigquery.createDataset("more")))
                .isEqualTo("409 duplicate: Already Exists: Dataset test:more");
    }

    @Test
    void tablesAreListedAndDeleted() throws Exception {
        bigquery.create("a", field("id", "INTEGER"));
        bigquery.create("b", field("id", "INTEGER"));
        bigquery.rest().tables().delete("test", "shop", "a").execute();

        TableList list = bigquery.rest().tables().list("test", "shop").execute();

        assertThat(list.getTables())
                .extracting(table -> table.getTableReference().getTableId())
                .containsExactly("b");
        assertThat(list.getTotalItems()).isEqualTo(1);
    }

    @Test
    void columnsAreAddedAndRelaxedAndRowsKept() throws Exception {
        bigquery.create("orders", required("id", "INTEGER"), record("buyer", field("name", "STRING")));
        bigquery.patch(
                "orders",
                new Table()
                        .setSchema(schema(
                                field("id", "INTEGER").setDescription("the number"),
                                record("buyer", field("name", "STRING"), repeated("mails", "STRING")),
                                field("price", "NUMERIC"),
                                repeated("lines", "STRING"))));

        List<TableFieldSchema> fields = bigquery.get("orders").getSchema().getFields();

        assertThat(fields).extracting(TableFieldSchema::getName).containsExactly("id", "buyer", "price", "lines");
        assertThat(fields.get(0).getMode()).isEqualTo("NULLABLE");
        assertThat(fields.get(0).getDescription()).isEqualTo("the number");
        assertThat(fields.get(1).getFields())
                .extracting(TableFieldSchema::getName)
                .containsExactly("name", "mails");
    }

    @Test
    void otherChangesOfColumnsAreRefused() throws Exception {
        bigquery.create("t", field("a", "INTEGER"), field("b", "STRING").setMaxLength(5L));

        assertThat(refused(field("a", "INTEGER"))).isEqualTo("Field b is missing in new schema");
        assertThat(refused(field("a", "NUMERIC"), b())).isEqualTo("Field a has changed type from INTEGER to NUMERIC");
        assertThat(refused(required("a", "INTEGER"), b()))
                .isEqualTo("Field a has changed mode from NULLABLE to REQUIRED");
        assertThat(refused(field("a", "INTEGER"), field("b", "STRING")))
                .isEqualTo("Field b has changed type from STRING(5) to STRING");
        assertThat(refused(b(), field("a", "INTEGER"))).isEqualTo("Field a has changed position");
        assertThat(refused(field("a", "INTEGER"), b(), required("c", "STRING")))
                .isEqualTo("Cannot add required fields to an existing schema. (field: c)");
    }

    @Test
    void aPatchLeavesWhatItDoesNotNameAndRemovesWhatItNullifies() throws Exception {
        bigquery.create(
                table("t", field("a", "INTEGER")).setDescription("old").setLabels(Map.of("one", "1", "two", "2")));

        bigquery.patch(
                "t",
                new Table()
                        .setLabels(Map.of(
                                "two", com.google.api.client.util.Data.<String>nullOf(String.class), "three", "3")));

        assertThat(bigquery.get("t").getDescription()).isEqualTo("old");
        assertThat(bigquery.get("t").getLabels()).isEqualTo(Map.of("one", "1", "three", "3"));
    }

    @Test
    void anUpdateReplacesEverything() throws Exception {
        bigquery.create(table("t", field("a", "INTEGER")).setDescription("old"));

        bigquery.rest()
                .tables()
                .update("test", "shop", "t", table("t", field("a", "INTEGER"), field("b", "DATE")))
                .execute();

        assertThat(bigquery.get("t").getDescription()).isNull();
        assertThat(bigquery.get("t").getSchema().getFields()).hasSize(2);
    }

    @Test
    void aPatchWithAnEtagSucceedsOnlyOnWhatWasRead() throws Exception {
        String etag = bigquery.create("t", field("a", "INTEGER")).getEtag();

        guarded(etag).execute();

        assertThat(refusal(() -> guarded(etag).execute())).isEqualTo("412 conditionNotMet: Precondition check failed.");
        guarded(bigquery.get("t").getEtag()).execute();
        assertThat(bigquery.emulator().calls().count(Operation.TABLES_PATCH, "shop.t"))
                .isEqualTo(3);
    }

    @Test
    void fieldsThatTheInterfaceDoesNotKnowAreRefused() throws Exception {
        assertThat(refusal(
                        () -> bigquery.create(table("t", field("a", "INTEGER")).set("colour", "red"))))
                .isEqualTo(
                        "400 badRequest: Invalid JSON payload received. Unknown name \"colour\" at 'table': Cannot find field.");
        assertThat(refusal(() -> bigquery.create("t", field("a", "INTEGER").set("size", 3))))
                .isEqualTo(
                        "400 badRequest: Invalid JSON payload received. Unknown name \"size\" at 'table.schema.fields': Cannot find field.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "1st",
                "dash-ed",
                "é",
                "_TABLE_x",
                "_file_",
                "_PARTITIONTIME",
                "_CHANGE_TYPE",
                "__root__x",
                ""
            })
    void columnsCannotBeCalled(String name) {
        assertThat(refusal(() -> bigquery.create("t", field(name, "STRING"))))
                .startsWith("400 invalid: Invalid field name \"" + name + "\"");
    }

    @Test
    void aColumnNameHasAtMostThreeHundredCharacters() throws Exception {
        bigquery.create("t", field("x".repeat(300), "STRING"));

        assertThat(refusal(() -> bigquery.create("u", field("x".repeat(301), "STRING"))))
                .contains("at most 300 characters");
    }

    @Test
    void columnsDifferByMoreThanCase() {
        assertThat(refusal(() -> bigquery.create("t", field("id", "STRING"), field("ID", "STRING"))))
                .isEqualTo("400 invalid: Field ID already exists in schema");
    }

    @Test
    void tableAndDatasetNamesHaveTheirCharacters() throws Exception {
        bigquery.create("Grüße 2026-01_x", field("id", "INTEGER"));

        assertThat(refusal(() -> bigquery.create("a.b", field("id", "INTEGER"))))
                .startsWith("400 invalid: Invalid table ID \"a.b\"");
        assertThat(refusal(() -> bigquery.createDataset("a-b"))).startsWith("400 invalid: Invalid dataset ID \"a-b\"");
    }

    @Test
    void parametersOfTypesHaveTheirBounds() throws Exception {
        bigquery.create("t", field("n", "NUMERIC").setPrecision(38L).setScale(9L));

        assertThat(refusal(() -> bigquery.create(
                        "u", field("n", "NUMERIC").setPrecision(38L).setScale(10L))))
                .contains("scale of field n must be from 0 to 9");
        assertThat(refusal(() -> bigquery.create("u", field("n", "NUMERIC").setPrecision(30L))))
                .contains("precision of field n must be from 1 to 29 for scale 0");
        assertThat(refusal(() -> bigquery.create("u", field("n", "INTEGER").setMaxLength(3L))))
                .contains("maxLength can only be set on");
        assertThat(refusal(() -> bigquery.create("u", field("n", "MONEY")))).contains("MONEY is not a valid value");
    }

    private TableFieldSchema b() {
        return field("b", "STRING").setMaxLength(5L);
    }

    private String refused(TableFieldSchema... fields) {
        return refusal(() -> bigquery.patch("t", new Table().setSchema(schema(fields))))
                .replace("400 invalid: Provided Schema does not match Table test:shop.t. ", "");
    }

    private Bigquery.Tables.Patch guarded(String etag) throws Exception {
        Bigquery.Tables.Patch patch =
                bigquery.rest().tables().patch("test", "shop", "t", new Table().setDescription("x"));
        patch.getRequestHeaders().setIfMatch(etag);
        return patch;
    }
}
