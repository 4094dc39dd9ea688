// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.bigquery.client.Failure;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Outcome;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Appends a batch. Rows that BigQuery refuses are taken out and noted in the batch, the others go on. A table or a
 * column that was made just now may be unknown for some minutes to those who append; that is waited out.
 */
public final class Append implements Delivery {
    private final RowBatch batch;
    private final DefaultStream stream;
    private final String table;
    private final Visibility visibility;

    /**
     * @param table its name, for people
     * @param visibility of the table as the rows need it
     */
    public Append(RowBatch batch, DefaultStream stream, String table, Visibility visibility) {
        this.batch = batch;
        this.stream = stream;
        this.table = table;
        this.visibility = visibility;
    }

    @Override
    public Outcome attempt() throws InterruptedException {
        while (!batch.rows().isEmpty()) {
            try {
                stream.append(batch.rows());
                return new Outcome.Delivered();
            } catch (ExecutionException e) {
                return outcome(e.getCause() == null ? e : e.getCause());
            } catch (RefusedRowsException e) {
                batch.refuse(e.reasons());
            } catch (TimeoutException e) {
                return new Outcome.TryLater(new ConnectException(table + ": no answer to an append of rows", e));
            } catch (IOException | RuntimeException e) {
                return outcome(e);
            }
        }
        return new Outcome.Delivered();
    }

    private Outcome outcome(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (visibility.explains(failure)) {
            return new Outcome.TryLater(failure.told(table + ": BigQuery does not know of it yet"));
        }
        return failure.outcome(table + ": rows cannot be appended");
    }
}
