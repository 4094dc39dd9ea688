// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.decode.EventSettings;
import io.outfall.delivery.DeliverySettings;
import io.outfall.error.RejectionSettings;
import io.outfall.row.MetadataColumn;
import io.outfall.row.RowContent;
import io.outfall.s3.commit.CommitSettings;
import io.outfall.s3.format.FormatSettings;
import io.outfall.s3.object.S3Settings;
import io.outfall.s3.path.PathSettings;
import io.outfall.s3.rotate.RotationPolicy;
import io.outfall.s3.spill.SpillSettings;
import java.util.List;

/**
 * Everything that a user can say of the sink.
 *
 * @param events what records mean
 * @param content what the columns of a file are
 * @param store the bucket and how to reach it
 * @param path where files go in the bucket
 * @param rotation when a file is closed
 * @param format what files are
 * @param metadata the columns beside those of the row
 * @param commits how often a record may come to the bucket
 * @param delivery memory, parallelism and retries
 * @param spill what may go to the disk when memory is short
 * @param rejections where bad records go
 */
public record S3SinkConfig(
        EventSettings events,
        RowContent content,
        S3Settings store,
        PathSettings path,
        RotationPolicy rotation,
        FormatSettings format,
        List<MetadataColumn> metadata,
        CommitSettings commits,
        DeliverySettings delivery,
        SpillSettings spill,
        RejectionSettings rejections) {}
