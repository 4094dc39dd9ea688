// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.decode.EventSettings;
import io.outfall.delivery.DeliverySettings;
import io.outfall.error.RejectionSettings;
import io.outfall.http.auth.AuthSettings;
import io.outfall.http.client.ClientSettings;
import io.outfall.http.lane.Ordering;
import io.outfall.http.pace.PaceSettings;
import io.outfall.http.preset.Preset;
import io.outfall.http.report.ReportSettings;
import io.outfall.http.request.BatchSettings;
import io.outfall.http.request.RequestSettings;
import io.outfall.http.verdict.VerdictSettings;
import io.outfall.row.RowContent;

/**
 * Everything that a user can say of the sink.
 *
 * @param preset which known API is posted to
 * @param requests which requests changes become
 * @param batches which changes share one
 * @param ordering which are sent in their order
 * @param verdicts what answers mean
 * @param pace how much is asked of the server
 * @param client how requests are carried
 * @param auth what shows servers who sends
 * @param content what the columns of a row are
 * @param events what records mean
 * @param delivery memory, parallelism and retries
 * @param rejections where bad records go
 * @param reports where to tell what became of changes
 */
public record HttpSinkConfig(
        Preset preset,
        RequestSettings requests,
        BatchSettings batches,
        Ordering ordering,
        VerdictSettings verdicts,
        PaceSettings pace,
        ClientSettings client,
        AuthSettings auth,
        RowContent content,
        EventSettings events,
        DeliverySettings delivery,
        RejectionSettings rejections,
        ReportSettings reports) {}
