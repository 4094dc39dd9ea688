// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.delivery.ByteBudget;
import io.outfall.delivery.Lanes;
import io.outfall.delivery.Outcome;
import io.outfall.delivery.Retries;
import io.outfall.s3.TestStore;
import io.outfall.testing.fault.FaultProxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Uploads to a store behind a proxy, by a test as a task would do it: parts from lanes, their outcomes by the thread of
 * the test. Closing it empties the bucket.
 */
final class UploadRun implements AutoCloseable {
    static final int MIB = 1 << 20;
    static final String KEY = "orders/orders+0+7.parquet";

    private static final UUID UPLOAD = new UUID(1, 2);
    private static final ObjectSpec OBJECT = new ObjectSpec(KEY, "application/vnd.apache.parquet", Map.of("rows", "3"));

    private final List<String> published = new ArrayList<>();
    private final List<S3Failure> removed = new ArrayList<>();
    private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE);
    private final Lanes lanes = new Lanes(
            "test", 4, new Retries(Duration.ofMillis(1), Duration.ofMillis(5), 0, Duration.ZERO), Clock.systemUTC());
    private final TestStore bucket;
    private final FaultProxy proxy;
    private final ObjectStore store;

    UploadRun(TestStore bucket) throws S3Failure {
        this.bucket = bucket;
        this.proxy = FaultProxy.before(bucket.endpoint());
        this.store = ObjectStore.open(bucket.settings(proxy.endpoint()));
    }

    /** So many bytes, the same each time. */
    static byte[] bytes(int n) {
        byte[] bytes = new byte[n];
        new Random(n).nextBytes(bytes);
        return bytes;
    }

    FaultProxy proxy() {
        return proxy;
    }

    ObjectStore store() {
        return store;
    }

    Lanes lanes() {
        return lanes;
    }

    ByteBudget budget() {
        return budget;
    }

    /** The keys of objects that became visible. */
    List<String> published() {
        return published;
    }

    /** Why uploads ended that somebody removed. */
    List<S3Failure> removed() {
        return removed;
    }

    ObjectUpload begin() {
        return begin(store);
    }

    ObjectUpload begin(ObjectStore to) {
        return begin(to, UPLOAD);
    }

    ObjectUpload begin(ObjectStore to, UUID id) {
        return new ObjectUploads(to, lanes, budget, new PartSizes(5 * MIB), 2, () -> id).begin(OBJECT, removed::add);
    }

    ObjectUpload written(byte[] content) {
        ObjectUpload upload = begin();
        upload.write(content, 0, content.length);
        return upload;
    }

    void publish(ObjectUpload upload) {
        publish(store, upload);
    }

    /** Ends an upload and makes it visible. */
    void publish(ObjectStore to, ObjectUpload upload) {
        ObjectPublisher publisher = new ObjectPublisher(to, new ConditionalWrites(false, false, false));
        upload.finish(
                Map.of(),
                staged -> lanes.submit(
                        lanes.open(upload.key()),
                        () -> {
                            try {
                                publisher.publish(staged);
                                return new Outcome.Delivered();
                            } catch (S3Failure e) {
                                return e.outcome();
                            }
                        },
                        () -> {
                            upload.release();
                            published.add(upload.key());
                        }));
    }

    void finish(ObjectUpload upload) {
        publish(upload);
        awaitPublished();
    }

    /** Waits for one object more. */
    void awaitPublished() {
        int before = published.size();
        await(() -> published.size() > before);
    }

    void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            lanes.settle();
            lanes.check();
            // The timeout of a test interrupts it.
            assertThat(Thread.interrupted())
                    .as("requests so far: %s", proxy.requests())
                    .isFalse();
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        lanes.close();
        store.close();
        proxy.close();
        bucket.clear();
    }
}
