// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.stream.BatchSettings;
import io.outfall.bigquery.stream.Inlet;
import io.outfall.bigquery.table.TableRef;
import io.outfall.bigquery.table.TableSettings;
import io.outfall.bigquery.table.TableStore;
import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import io.outfall.pipeline.RejectedRecords;
import java.time.Clock;

/**
 * What the tables of one task have in common.
 *
 * @param store makes and changes them
 * @param tables how they are made
 * @param inlets open the way into one
 * @param lanes carry the requests
 * @param batches when rows are sent
 * @param budget what rows may take of memory
 * @param rejected where rows go that BigQuery refuses
 * @param metrics of the task
 * @param clock tells what is due
 */
record WriterTools(
        TableStore store,
        TableSettings tables,
        Inlets inlets,
        Lanes lanes,
        BatchSettings batches,
        ByteBudget budget,
        RejectedRecords rejected,
        TableMetrics metrics,
        Clock clock) {

    /** Opens the way into a table for rows of that form; connects when the first come. */
    @FunctionalInterface
    interface Inlets {
        Inlet open(TableRef table, RowForm form);
    }
}
