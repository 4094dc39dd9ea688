// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import com.google.api.client.http.HttpRequest;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.ErrorProto;
import com.google.api.services.bigquery.model.TableDataInsertAllRequest;
import com.google.api.services.bigquery.model.TableDataInsertAllResponse;
import io.outfall.bigquery.client.Failure;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Outcome;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Inserts a batch. BigQuery takes all rows of a request or, beside a bad one, none: what is bad is taken out and noted
 * in the batch, and the others are sent again.
 */
final class InsertRows implements Delivery {
    /** The reason for rows that are not bad themselves. https://cloud.google.com/bigquery/docs/error-messages */
    private static final String STOPPED = "stopped";

    private final RowBatch batch;
    private final Bigquery client;
    private final InsertTarget target;
    private final boolean identified;
    private final Visibility visibility;

    /**
     * @param identified whether rows have an id
     * @param visibility of the table as the rows need it
     */
    InsertRows(RowBatch batch, Bigquery client, InsertTarget target, boolean identified, Visibility visibility) {
        this.batch = batch;
        this.client = client;
        this.target = target;
        this.identified = identified;
        this.visibility = visibility;
    }

    @Override
    public Outcome attempt() {
        while (!batch.rows().isEmpty()) {
            try {
                List<TableDataInsertAllResponse.InsertErrors> errors = insert().getInsertErrors();
                if (errors == null || errors.isEmpty()) {
                    return new Outcome.Delivered();
                }
                ErrorProto passing = sort(errors);
                if (passing != null) {
                    return new Outcome.TryLater(
                            new ConnectException(target + ": rows cannot be inserted yet: " + passing.getMessage()));
                }
            } catch (IOException e) {
                return outcome(Failure.of(e));
            }
        }
        return new Outcome.Delivered();
    }

    private TableDataInsertAllResponse insert() throws IOException {
        HttpRequest request = client.tabledata()
                .insertAll(target.project(), target.dataset(), target.table(), new TableDataInsertAllRequest())
                .buildHttpRequest()
                .setContent(new InsertBody(batch, identified));
        return request.execute().parseAs(TableDataInsertAllResponse.class);
    }

    /**
     * Takes out the rows that are bad.
     *
     * @return an error that may pass, if there is one
     */
    private @Nullable ErrorProto sort(List<TableDataInsertAllResponse.InsertErrors> errors) throws IOException {
        Map<Integer, ErrorProto> bad = new TreeMap<>(Comparator.<Integer>reverseOrder());
        ErrorProto passing = null;
        for (TableDataInsertAllResponse.InsertErrors row : errors) {
            for (ErrorProto error : row.getErrors()) {
                if (Failure.isPassing(error.getReason()) || isUnknownYet(error)) {
                    passing = error;
                } else if (!STOPPED.equals(error.getReason())) {
                    bad.putIfAbsent(Math.toIntExact(row.getIndex()), error);
                }
            }
        }
        if (bad.isEmpty() && passing == null) {
            // Every row was stopped by none: the next answer may tell more.
            throw new IOException("BigQuery refused the rows and named none of them");
        }
        bad.forEach(
                (index, error) -> batch.refuse(index, column(error), error.getReason() + ": " + error.getMessage()));
        return passing;
    }

    /** The words are all by which a column that cannot be seen yet differs from a bad value. */
    private boolean isUnknownYet(ErrorProto error) {
        String message = error.getMessage();
        return visibility.isYetToCome()
                && message != null
                && (message.startsWith("no such field") || message.startsWith("Missing required field"));
    }

    private static @Nullable String column(ErrorProto error) {
        String location = error.getLocation();
        return location == null || location.isEmpty() ? null : location;
    }

    private Outcome outcome(Failure failure) {
        if (failure.kind() == Failure.Kind.NOT_FOUND && visibility.explains(failure)) {
            return new Outcome.TryLater(failure.told(target + ": BigQuery does not know of it yet"));
        }
        return failure.outcome(target + ": rows cannot be inserted");
    }
}
