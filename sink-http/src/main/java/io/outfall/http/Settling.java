// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.http.lane.Leg;
import io.outfall.http.lane.Refusal;
import io.outfall.http.report.Reports;
import io.outfall.http.request.Batch;
import io.outfall.http.request.Item;
import io.outfall.metrics.SinkMetrics;
import io.outfall.metrics.TopicMetrics;
import io.outfall.pipeline.RejectedRecords;

/** What becomes of changes that the server has answered for. */
record Settling(SinkMetrics metrics, RejectedRecords rejected, Reports reports) {

    /**
     * Counts what is done, and takes what never will be where the user wants it; both free their offsets, when told.
     */
    void settle(Leg leg) {
        Batch batch = leg.batch();
        TopicMetrics topic = metrics.topic(batch.partition().topic());
        for (Item item : leg.accepted()) {
            topic.bytes().add(item.size());
            metrics.delivered(item.sourceMs());
            reports.accepted(item.record(), () -> batch.settled(1));
        }
        topic.rows().add(leg.accepted().size());
        for (Refusal refusal : leg.refused()) {
            rejected.reject(
                    refusal.rejection(),
                    () -> reports.rejected(refusal.item().record(), refusal.why(), () -> batch.settled(1)));
        }
    }
}
