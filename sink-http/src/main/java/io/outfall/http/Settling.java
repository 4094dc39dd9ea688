// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.http.lane.Leg;
import io.outfall.http.lane.Refusal;
import io.outfall.http.request.Batch;
import io.outfall.http.request.Item;
import io.outfall.metrics.SinkMetrics;
import io.outfall.metrics.TopicMetrics;
import io.outfall.pipeline.RejectedRecords;

/** What becomes of changes that the server has answered for. */
record Settling(SinkMetrics metrics, RejectedRecords rejected) {

    /** Counts what is done, and takes what never will be where the user wants it; both free their offsets. */
    void settle(Leg leg) {
        Batch batch = leg.batch();
        TopicMetrics topic = metrics.topic(batch.partition().topic());
        for (Item item : leg.accepted()) {
            topic.bytes().add(item.size());
            metrics.delivered(item.sourceMs());
        }
        topic.rows().add(leg.accepted().size());
        batch.settled(leg.accepted().size());
        for (Refusal refusal : leg.refused()) {
            rejected.reject(refusal.rejection(), () -> batch.settled(1));
        }
    }
}
