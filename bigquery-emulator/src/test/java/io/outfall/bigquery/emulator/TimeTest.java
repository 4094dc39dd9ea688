// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.refusal;
import static io.outfall.bigquery.emulator.Clients.schema;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.NotFoundException;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableDataInsertAllRequest;
import com.google.api.services.bigquery.model.TableDataInsertAllResponse;
import com.google.api.services.bigquery.model.TimePartitioning;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What depends on the time: when writers see a change, and how often a table may change. */
class TimeTest {

    private static final String ORDERS = stream("orders") + "/_default";

    private final StepClock clock = new StepClock();
    private final Clients bigquery = new Clients(BigQueryEmulator.builder()
            .dataset("shop")
            .clock(clock)
            .insertVisibilityDelay(Duration.ofSeconds(60))
            .writeVisibilityDelay(Duration.ofSeconds(20))
            .start());

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void eachWritePathSeesANewTableAfterADelayOfItsOwn() throws Exception {
        bigquery.create("orders", field("id", "INTEGER"));

        assertThat(bigquery.get("orders").getId()).isEqualTo("test:shop.orders");
        assertThatThrownBy(() -> append(Rows.of("id int64").row(1L))).isInstanceOf(NotFoundException.class);
        clock.advance(Duration.ofSeconds(20));
        assertThat(append(Rows.of("id int64").row(1L)).hasAppendResult()).isTrue();
        assertThat(refusal(() -> insert(Map.of("id", 2)))).isEqualTo("404 notFound: Not found: Table test:shop.orders");
        clock.advance(Duration.ofSeconds(40));
        assertThat(insert(Map.of("id", 2)).getInsertErrors()).isNull();
    }

    @Test
    void eachWritePathSeesANewColumnAfterADelayOfItsOwn() throws Exception {
        bigquery.create("orders", field("id", "INTEGER"));
        clock.advance(Duration.ofMinutes(5));
        bigquery.patch("orders", new Table().setSchema(schema(field("id", "INTEGER"), field("note", "STRING"))));

        assertThat(append(Rows.of("note string").row("x")).getError().getMessage())
                .contains("extra fields: 'note'");
        clock.advance(Duration.ofSeconds(20));
        assertThat(append(Rows.of("note string").row("x")).hasAppendResult()).isTrue();
        assertThat(insert(Map.of("note", "y"))
                        .getInsertErrors()
                        .get(0)
                        .getErrors()
                        .get(0)
                        .getMessage())
                .isEqualTo("no such field: note.");
        clock.advance(Duration.ofSeconds(40));
        assertThat(insert(Map.of("note", "y")).getInsertErrors()).isNull();
    }

    @Test
    void theUpdatedSchemaIsToldWhenTheWritePathSeesIt() throws Exception {
        bigquery.create("orders", field("id", "INTEGER"));
        clock.advance(Duration.ofMinutes(5));
        Rows rows = Rows.of("id int64").row(1L);
        try (Connection connection = new Connection(bigquery)) {
            connection.append(ORDERS, rows);
            bigquery.patch("orders", new Table().setSchema(schema(field("id", "INTEGER"), field("note", "STRING"))));

            assertThat(connection.append(ORDERS, rows).hasUpdatedSchema()).isFalse();
            clock.advance(Duration.ofSeconds(20));
            assertThat(connection.append(ORDERS, rows).hasUpdatedSchema()).isTrue();
        }
    }

    @Test
    void aTableTakesFiveUpdatesWithinTenSeconds() throws Exception {
        bigquery.create("orders", field("id", "INTEGER"));
        clock.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            describe(i);
        }

        assertThat(refusal(() -> describe(5)))
                .isEqualTo("403 rateLimitExceeded: Exceeded rate limits: too many table update operations for this"
                        + " table: test:shop.orders");
        clock.advance(Duration.ofSeconds(10));
        describe(6);
        assertThat(bigquery.get("orders").getDescription()).isEqualTo("6");
    }

    @Test
    void aPartitionedTableTakesFifty() throws Exception {
        bigquery.create(Clients.table("orders", field("id", "INTEGER"))
                .setTimePartitioning(new TimePartitioning().setType("DAY")));
        clock.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 50; i++) {
            describe(i);
        }

        assertThat(refusal(() -> describe(50))).startsWith("403 rateLimitExceeded");
    }

    private void describe(int text) throws Exception {
        bigquery.patch("orders", new Table().setDescription(Integer.toString(text)));
    }

    private AppendRowsResponse append(Rows rows) {
        return Connection.once(bigquery, Connection.request(ORDERS, rows));
    }

    private TableDataInsertAllResponse insert(Map<String, Object> row) throws Exception {
        return bigquery.rest()
                .tabledata()
                .insertAll(
                        "test",
                        "shop",
                        "orders",
                        new TableDataInsertAllRequest()
                                .setRows(List.of(new TableDataInsertAllRequest.Rows().setJson(row))))
                .execute();
    }
}
