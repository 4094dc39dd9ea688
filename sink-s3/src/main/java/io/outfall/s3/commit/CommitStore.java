// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.commit;

import io.outfall.s3.object.Condition;
import io.outfall.s3.object.ObjectPublisher;
import io.outfall.s3.object.ObjectReader;
import io.outfall.s3.object.ObjectSpec;
import io.outfall.s3.object.S3Failure;
import io.outfall.s3.object.WriteResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the steps of the protocol: the only place that turns one into requests. Any thread may call it; it
 * blocks.
 *
 * @param publisher makes files visible
 * @param place where the records are
 * @param manifests whether every commit is described
 */
public record CommitStore(ObjectPublisher publisher, CommitPlace place, boolean manifests) {
    private static final String TYPE = "application/octet-stream";

    /** Carries out a step, waiting for the reply. */
    Reply carryOut(Step step, TopicPartition partition) throws S3Failure {
        if (step instanceof Step.Read) {
            return new Reply.Found(read(partition));
        }
        if (step instanceof Step.Replace replace) {
            return replace(replace, partition);
        }
        if (step instanceof Step.Publish publish) {
            publisher.publish(publish.file().object());
        } else if (manifests) {
            Manifest.of(partition, ((Step.Describe) step).commit(), place).write(publisher.store());
        }
        return new Reply.Done();
    }

    /**
     * Takes a partition over.
     *
     * @param wanted asked before each step. The next assignment of the partition to the same task does not wait for a
     *     take-over that came too late, which then must not go on to take the partition from it.
     * @return the record as its new owner wrote it; null if it was not wanted any more
     */
    @Nullable
    Stored takeOver(TopicPartition partition, Takeover takeover, BooleanSupplier wanted) throws S3Failure {
        Phase phase = new Phase.Reading(takeover);
        while (!(phase instanceof Phase.Owning owning)) {
            if (!wanted.getAsBoolean()) {
                return null;
            }
            Step step = phase.steps().get(0);
            phase = phase.after(step, carryOut(step, partition));
        }
        return owning.current();
    }

    /** The record of a partition, null where there is none. */
    @Nullable
    Stored read(TopicPartition partition) throws S3Failure {
        String key = place.record(partition);
        Optional<ObjectReader> found = publisher.store().read(key);
        if (found.isEmpty()) {
            return null;
        }
        try (ObjectReader reader = found.get()) {
            return new Stored(RecordFormat.read(reader.line(), reader.rest()), reader.etag());
        } catch (IllegalArgumentException e) {
            throw S3Failure.lasting(
                    "s3://" + publisher.store().bucket() + "/" + key + " is unreadable: " + e.getMessage());
        }
    }

    private Reply replace(Step.Replace replace, TopicPartition partition) throws S3Failure {
        Condition condition =
                replace.expected() == null ? new Condition.IfAbsent() : new Condition.IfMatch(replace.expected());
        ObjectSpec spec = ObjectSpec.control(place.record(partition), TYPE, Map.of());
        WriteResult result = publisher.store().put(spec, RecordFormat.write(replace.next()), condition);
        return result instanceof WriteResult.Written written ? new Reply.Replaced(written.etag()) : new Reply.Refused();
    }
}
