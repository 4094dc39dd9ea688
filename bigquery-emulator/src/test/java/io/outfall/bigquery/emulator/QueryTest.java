// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.refusal;
import static io.outfall.bigquery.emulator.Clients.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.model.DataFormatOptions;
import com.google.api.services.bigquery.model.GetQueryResultsResponse;
import com.google.api.services.bigquery.model.QueryParameter;
import com.google.api.services.bigquery.model.QueryParameterType;
import com.google.api.services.bigquery.model.QueryParameterValue;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.TableFieldSchema;
import io.outfall.bigquery.emulator.fault.Fault;
import io.outfall.bigquery.emulator.fault.Operation;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryTest {

    private final Clients bigquery = Clients.start();

    @BeforeEach
    void table() throws Exception {
        bigquery.create(
                "log",
                field("topic", "STRING"),
                field("part", "INTEGER"),
                field("pos", "INTEGER"),
                field("seen", "TIMESTAMP"));
        append(
                "log",
                Rows.of("topic string", "part int64", "pos int64", "seen int64")
                        .row("a", 0L, 5L, 1_500_000L)
                        .row("a", 0L, 7L, 2_000_000L)
                        .row("a", 1L, 3L, 3_000_000L)
                        .row("b", 0L, 9L, 4_000_000L));
    }

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void aQueryThatTakesLongHasToBeAskedForItsResults() throws Exception {
        bigquery.emulator().faults().next(Operation.QUERY, Fault.unfinished());
        bigquery.emulator().faults().next(Operation.QUERY_RESULTS, Fault.unfinished());

        QueryResponse first = query(request("SELECT count(*) AS n FROM `test.shop.log`"));
        GetQueryResultsResponse second = results(first.getJobReference().getJobId());
        GetQueryResultsResponse third = results(first.getJobReference().getJobId());

        assertThat(first.getJobComplete()).isFalse();
        assertThat(first.getRows()).isNull();
        assertThat(second.getJobComplete()).isFalse();
        assertThat(third.getJobComplete()).isTrue();
        assertThat(third.getRows().get(0).getF().get(0).getV()).isEqualTo("4");
        assertThat(refusal(() -> results("job_of_nobody"))).startsWith("404 notFound: Not found: Job test:US.job_of");
    }

    private GetQueryResultsResponse results(String job) throws IOException {
        return bigquery.rest()
                .jobs()
                .getQueryResults(Clients.PROJECT, job)
                .setLocation("US")
                .setTimeoutMs(1_000L)
                .execute();
    }

    @Test
    void namedParametersAndNamesInBackTicksAreUnderstood() throws Exception {
        QueryResponse answer = query(request("SELECT `part`, MAX(pos) AS last FROM `test.shop.log`"
                        + " WHERE topic = @topic AND part IN UNNEST(@parts) GROUP BY part ORDER BY part # by partition")
                .setParameterMode("NAMED")
                .setQueryParameters(List.of(
                        scalar("STRING", "a").setName("topic"),
                        new QueryParameter()
                                .setName("parts")
                                .setParameterType(new QueryParameterType()
                                        .setType("ARRAY")
                                        .setArrayType(new QueryParameterType().setType("INT64")))
                                .setParameterValue(new QueryParameterValue()
                                        .setArrayValues(List.of(
                                                new QueryParameterValue().setValue("0"),
                                                new QueryParameterValue().setValue("1")))))));

        assertThat(answer.getJobComplete()).isTrue();
        assertThat(answer.getTotalRows()).isEqualTo(2);
        assertThat(answer.getSchema().getFields())
                .extracting(TableFieldSchema::getName, TableFieldSchema::getType)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("part", "INTEGER"),
                        org.assertj.core.groups.Tuple.tuple("last", "INTEGER"));
        assertThat(cells(answer)).containsExactly("0 7", "1 3");
    }

    @Test
    void parametersMayGoByPosition() throws Exception {
        QueryResponse answer =
                query(request("SELECT count(*) AS n FROM shop.log WHERE topic = ? AND pos > ? AND topic <> 'it?'")
                        .setParameterMode("POSITIONAL")
                        .setQueryParameters(List.of(scalar("STRING", "a"), scalar("INT64", "4"))));

        assertThat(cells(answer)).containsExactly("2");
    }

    @Test
    void timestampsComeAsSecondsOrAsMicroseconds() throws Exception {
        QueryRequest request = request("SELECT min(seen) AS earliest FROM shop.log");

        assertThat(cells(query(request))).containsExactly("1.5");
        assertThat(cells(query(request.setFormatOptions(new DataFormatOptions().setUseInt64Timestamp(true)))))
                .containsExactly("1500000");
    }

    @Test
    void whatIsNoQueryIsRefused() {
        assertThat(refusal(() -> query(request("SELECT nothing FROM shop.log"))))
                .startsWith("400 invalidQuery: ");
        assertThat(refusal(() -> query(request("SELECT 1 FROM `else.shop.log`"))))
                .startsWith("404 notFound: Not found: else.shop.log");
        assertThat(refusal(() -> query(request("DELETE FROM shop.log WHERE true"))))
                .startsWith("501 notImplemented");
        assertThat(refusal(() -> query(request("SELECT @x"))))
                .isEqualTo("400 invalidQuery: Query parameter @x not found");
        assertThat(refusal(() -> query(new QueryRequest().setQuery("SELECT 1"))))
                .contains("legacy SQL");
    }

    @Test
    void aTypeIsWidenedByAlterTableAndItsRowsWithIt() throws Exception {
        bigquery.create("t", field("n", "INTEGER"), field("b", "NUMERIC"));
        append("t", Rows.of("n int64", "b string").row(7L, "1.50"));

        query(request("ALTER TABLE `test.shop.t` ALTER COLUMN n SET DATA TYPE NUMERIC"));
        query(request("ALTER TABLE shop.t ALTER COLUMN b SET DATA TYPE BIGNUMERIC(40, 10)"));
        append("t", Rows.of("n string", "b string").row("0.5", "2.25"));

        assertThat(bigquery.get("t").getSchema().getFields())
                .extracting(TableFieldSchema::getType)
                .containsExactly("NUMERIC", "BIGNUMERIC");
        assertThat(bigquery.query("SELECT n, b FROM shop.t ORDER BY n"))
                .containsExactly(
                        Map.of("n", new BigDecimal("0.500000000"), "b", "2.25"),
                        Map.of("n", new BigDecimal("7.000000000"), "b", "1.5"));
    }

    @Test
    void aTypeIsNotNarrowed() throws Exception {
        bigquery.create(
                "t",
                field("n", "NUMERIC").setPrecision(10L).setScale(2L),
                field("s", "STRING").setMaxLength(5L));

        query(request("ALTER TABLE shop.t ALTER COLUMN n SET DATA TYPE NUMERIC(12, 4)"));
        query(request("ALTER TABLE shop.t ALTER COLUMN s SET DATA TYPE STRING"));

        assertThat(refusal(() -> query(request("ALTER TABLE shop.t ALTER COLUMN n SET DATA TYPE NUMERIC(12, 5)"))))
                .isEqualTo(
                        "400 invalidQuery: ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type"
                                + " (NUMERIC(12, 4)) is assignable to the new type (NUMERIC(12, 5))");
        assertThat(refusal(() -> query(request("ALTER TABLE shop.t ALTER COLUMN s SET DATA TYPE STRING(9)"))))
                .contains("(STRING) is assignable");
        assertThat(refusal(() -> query(request("ALTER TABLE shop.t ALTER COLUMN s SET DATA TYPE INT64"))))
                .contains("(STRING) is assignable");
    }

    private void append(String table, Rows rows) {
        assertThat(Connection.once(bigquery, Connection.request(stream(table) + "/_default", rows))
                        .getError()
                        .getMessage())
                .isEmpty();
    }

    private QueryResponse query(QueryRequest request) throws Exception {
        return bigquery.rest().jobs().query("test", request).execute();
    }

    private static QueryRequest request(String sql) {
        return new QueryRequest().setUseLegacySql(false).setQuery(sql);
    }

    private static QueryParameter scalar(String type, String value) {
        return new QueryParameter()
                .setParameterType(new QueryParameterType().setType(type))
                .setParameterValue(new QueryParameterValue().setValue(value));
    }

    private static List<String> cells(QueryResponse answer) {
        List<String> rows = new ArrayList<>();
        answer.getRows()
                .forEach(row -> rows.add(row.getF().stream()
                        .map(cell -> String.valueOf(cell.getV()))
                        .collect(java.util.stream.Collectors.joining(" "))));
        return rows;
    }
}
