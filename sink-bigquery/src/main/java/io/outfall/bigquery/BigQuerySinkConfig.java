// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.client.ClientSettings;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.bigquery.stream.BatchSettings;
import io.outfall.bigquery.stream.WriteSettings;
import io.outfall.bigquery.table.TableSettings;
import io.outfall.decode.EventSettings;
import io.outfall.delivery.DeliverySettings;
import io.outfall.error.RejectionSettings;
import io.outfall.row.MetadataColumn;
import java.util.List;

/**
 * Everything that a user can say of the sink.
 *
 * @param client the project and how to reach it
 * @param tables which tables there are and what new ones are made like
 * @param upserts how mirrors follow their source
 * @param events what records mean
 * @param types what columns become
 * @param metadata the columns of logs beside those of the row
 * @param writes how rows come into tables
 * @param batches when rows are sent
 * @param delivery memory, parallelism and retries
 * @param rejections where bad records go
 */
public record BigQuerySinkConfig(
        ClientSettings client,
        TableSettings tables,
        UpsertSettings upserts,
        EventSettings events,
        TypeOptions types,
        List<MetadataColumn> metadata,
        WriteSettings writes,
        BatchSettings batches,
        DeliverySettings delivery,
        RejectionSettings rejections) {}
