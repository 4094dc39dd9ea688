// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.delivery.OffsetLedger;
import io.outfall.delivery.OffsetSet;
import io.outfall.s3.object.ObjectUpload;
import org.apache.kafka.common.TopicPartition;

/**
 * A file that takes no more rows.
 *
 * @param claim holds the offsets back until the file is visible
 * @param offsets of its rows
 * @param facts what is in it
 * @param upload has all of its bytes
 * @param whenVisible runs on the task thread once it is visible and its claim is released
 */
public record FinishedFile(
        OffsetLedger.Claim claim, OffsetSet offsets, FileFacts facts, ObjectUpload upload, Runnable whenVisible) {

    /** Where its rows come from. */
    TopicPartition partition() {
        return claim.partition().name();
    }

    /** Gives back what was held for it. */
    void visible() {
        upload.release();
        claim.release();
        whenVisible.run();
    }
}
