// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.DataFormatOptions;
import com.google.api.services.bigquery.model.GetQueryResultsResponse;
import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.QueryParameter;
import com.google.api.services.bigquery.model.QueryParameterType;
import com.google.api.services.bigquery.model.QueryParameterValue;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.TableRow;
import io.outfall.bigquery.client.BigQueryClients;
import io.outfall.delivery.OffsetSet;
import io.outfall.delivery.Witness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks a log which records it has. The answer has the runs of their offsets, and is no longer than one page however
 * much there is: then it speaks of a shorter range, and the rest is asked for when it is reached.
 */
final class StoredRowsQuery {
    // Of some 60 bytes each; a page of an answer has at most 10 MB.
    private static final int MOST_RUNS = 50_000;
    // That one worker of BigQuery sorts with ease.
    private static final int MOST_OFFSETS = 1_000_000;
    private static final long MICROS = 1_000;

    private final Bigquery.Jobs jobs;
    private final LogTable log;
    private final LogColumns columns;
    private final Duration timeout;

    /** @param timeout how long to wait for an answer before asking for it again */
    StoredRowsQuery(BigQueryClients clients, LogTable log, LogColumns columns, Duration timeout) {
        this.jobs = clients.tables().jobs();
        this.log = log;
        this.columns = columns;
        this.timeout = timeout;
    }

    /** The rows of a topic-partition from an offset on. */
    StoredRows from(TopicPartition partition, long from) throws IOException {
        List<TableRow> runs = rows(new QueryRequest()
                .setQuery(sql())
                .setUseLegacySql(false)
                // What was true some hours ago is of no use.
                .setUseQueryCache(false)
                .setTimeoutMs(timeout.toMillis())
                .setFormatOptions(new DataFormatOptions().setUseInt64Timestamp(true))
                .setParameterMode("NAMED")
                .setQueryParameters(parameters(partition, from)));
        OffsetSet offsets = OffsetSet.EMPTY;
        long count = 0;
        Witness lowest = null;
        for (TableRow run : runs) {
            long first = Long.parseLong(String.valueOf(cell(run, 0)));
            long end = Long.parseLong(String.valueOf(cell(run, 1))) + 1;
            offsets = offsets.and(OffsetSet.range(first, end));
            count += end - first;
            String micros = cell(run, 2);
            if (lowest == null && micros != null) {
                lowest = new Witness(first, Math.floorDiv(Long.parseLong(micros), MICROS));
            }
        }
        boolean all = runs.size() < MOST_RUNS && count < MOST_OFFSETS;
        return new StoredRows(from, all ? Long.MAX_VALUE : offsets.last() + 1, offsets, lowest);
    }

    /** The runs, each by its first and last offset; the lowest also by the time of its first. */
    private String sql() {
        return """
                SELECT MIN(o) AS first_offset, MAX(o) AS last_offset, MIN(CASE WHEN n = 1 THEN t END) AS first_time
                FROM (
                  SELECT o, t, ROW_NUMBER() OVER (ORDER BY o) AS n
                  FROM (
                    SELECT `%3$s` AS o, MIN(%4$s) AS t
                    FROM %5$s
                    WHERE `%1$s` = @topic AND `%2$s` = @partition AND `%3$s` >= @from%6$s
                    GROUP BY 1 ORDER BY 1 LIMIT %7$d
                  ) AS stored
                ) AS numbered
                GROUP BY o - n
                ORDER BY first_offset
                LIMIT %8$d""".formatted(
                        columns.topic(),
                        columns.partition(),
                        columns.offset(),
                        columns.time().map(time -> "`" + time + "`").orElse("NULL"),
                        log.quoted(),
                        columns.since().isPresent() && columns.time().isPresent()
                                ? " AND `" + columns.time().get() + "` >= @since"
                                : "",
                        MOST_OFFSETS,
                        MOST_RUNS);
    }

    private List<QueryParameter> parameters(TopicPartition partition, long from) {
        List<QueryParameter> parameters = new ArrayList<>();
        parameters.add(parameter("topic", "STRING", partition.topic()));
        parameters.add(parameter("partition", "INT64", Integer.toString(partition.partition())));
        parameters.add(parameter("from", "INT64", Long.toString(from)));
        columns.since().ifPresent(since -> parameters.add(parameter("since", "TIMESTAMP", since.toString())));
        return parameters;
    }

    private List<TableRow> rows(QueryRequest query) throws IOException {
        QueryResponse response = jobs.query(log.project(), query).execute();
        @Nullable List<TableRow> rows = response.getRows();
        boolean complete = response.getJobComplete();
        JobReference job = response.getJobReference();
        while (!complete) {
            GetQueryResultsResponse more = jobs.getQueryResults(log.project(), job.getJobId())
                    .setLocation(job.getLocation())
                    .setTimeoutMs(timeout.toMillis())
                    .setFormatOptionsUseInt64Timestamp(true)
                    .execute();
            rows = more.getRows();
            complete = more.getJobComplete();
        }
        return rows == null ? List.of() : rows;
    }

    private static QueryParameter parameter(String name, String type, String value) {
        return new QueryParameter()
                .setName(name)
                .setParameterType(new QueryParameterType().setType(type))
                .setParameterValue(new QueryParameterValue().setValue(value));
    }

    private static @Nullable String cell(TableRow row, int column) {
        Object value = row.getF().get(column).getV();
        // The client says so of a null.
        return value == null || com.google.api.client.util.Data.isNull(value) ? null : value.toString();
    }
}
