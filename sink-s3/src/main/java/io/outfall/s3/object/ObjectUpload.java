// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.delivery.Lane;
import io.outfall.delivery.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object on its way: takes its bytes and sends what fills a part, until all are there. Nobody sees anything of it
 * then either; what makes it visible is {@link ObjectPublisher}. An object of one part asks nothing of the store
 * before.
 *
 * <p>Every request may be repeated after its reply was lost: a part replaces itself, and what a repeated creation
 * leaves behind is removed.
 *
 * <p>Owned by the task thread, as all callbacks are. Deliveries see the store, a buffer that nobody writes to any more,
 * and whether the upload was abandoned.
 */
public final class ObjectUpload {
    /** The entry of an object's metadata that names the upload it comes from. */
    static final String ID = "outfall-upload";

    private static final Logger LOG = LoggerFactory.getLogger(ObjectUpload.class);
    private static final Outcome DONE = new Outcome.Delivered();

    private final ObjectUploads task;
    private final ObjectSpec object;
    private final Consumer<S3Failure> whenRemoved;
    private final List<Lane> lanes = new ArrayList<>();
    private final Deque<Part> unsent = new ArrayDeque<>();
    private final List<UploadedPart> sent = new ArrayList<>();
    private PartBuffer buffer;
    private int parts;
    private int onTheirWay;
    private long length;
    private @Nullable String uploadId;
    private @Nullable Consumer<StagedObject> whenStaged;
    private @Nullable PartBuffer whole;
    private volatile boolean abandoned;

    private record Part(int number, PartBuffer bytes) {}

    ObjectUpload(ObjectUploads task, ObjectSpec object, String id, Consumer<S3Failure> whenRemoved) {
        this.task = task;
        this.whenRemoved = whenRemoved;
        this.object = object.with(ID, id);
        this.buffer = new PartBuffer(task.sizes().of(1));
    }

    /** The key of the object to be. */
    public String key() {
        return object.key();
    }

    /** Bytes written so far. */
    public long length() {
        return length;
    }

    /** Takes the next bytes of the object; they are copied. */
    public void write(byte[] bytes, int offset, int count) {
        requireOpen();
        int done = 0;
        while (done < count) {
            if (buffer.isFull()) {
                sendBuffer();
                buffer = new PartBuffer(task.sizes().of(parts + 1));
            }
            long before = buffer.capacity();
            done += buffer.write(bytes, offset + done, count - done);
            task.budget().take(buffer.capacity() - before);
        }
        length += count;
    }

    /**
     * Ends the object.
     *
     * @param facts metadata that is known only now. An object of many parts goes without: S3 takes it before the first
     * @param whenAllThere gets the object on the task thread, at once or when the last part has arrived; its bytes stay
     *     in the budget until {@link #release()}
     */
    public void finish(Map<String, String> facts, Consumer<StagedObject> whenAllThere) {
        requireOpen();
        whenStaged = whenAllThere;
        if (parts > 0) {
            sendBuffer();
            return;
        }
        whole = buffer;
        whenAllThere.accept(new StagedObject.Whole(object.with(facts), buffer));
    }

    /** The object is visible, or somebody else will make it so: whatever is held for it is given back. */
    public void release() {
        uploadId = null;
        if (whole != null) {
            task.budget().take(-whole.capacity());
            whole = null;
        }
    }

    /**
     * Gives the object up: sends nothing more and, as soon as nothing is on its way, removes what the store has of it,
     * as well as it goes. Bytes that are on their way stay in the budget until they are not.
     */
    public void abandon() {
        if (abandoned) {
            return;
        }
        abandoned = true;
        unsent.forEach(part -> task.budget().take(-part.bytes().capacity()));
        unsent.clear();
        if (whenStaged == null) {
            task.budget().take(-buffer.capacity());
        } else if (whole != null) {
            release();
        }
        abortWhenIdle();
    }

    private void requireOpen() {
        if (whenStaged != null || abandoned) {
            throw new IllegalStateException(key() + (abandoned ? " was given up" : " is finished"));
        }
    }

    private void sendBuffer() {
        Part part = new Part(++parts, buffer);
        if (uploadId != null) {
            send(part, uploadId);
            return;
        }
        unsent.add(part);
        if (parts == 1) {
            create();
        }
    }

    private void create() {
        AtomicReference<@Nullable String> created = new AtomicReference<>();
        AtomicBoolean attempted = new AtomicBoolean();
        submit(
                lane(0),
                () -> {
                    boolean again = attempted.getAndSet(true);
                    created.set(task.store().createUpload(object));
                    if (again) {
                        removeOthers(created.get());
                    }
                },
                () -> {
                    uploadId = created.get();
                    advance();
                });
    }

    /** A creation whose reply was lost may have been carried out all the same. */
    private void removeOthers(@Nullable String ours) throws S3Failure {
        for (OpenUpload upload : task.store().openUploads(key())) {
            if (upload.key().equals(key()) && !upload.id().equals(ours)) {
                task.store().abortUpload(key(), upload.id());
            }
        }
    }

    private void send(Part part, String upload) {
        AtomicReference<@Nullable UploadedPart> uploaded = new AtomicReference<>();
        submit(
                lane(part.number() % task.parallelParts()),
                () -> uploaded.set(task.store().uploadPart(key(), upload, part.number(), part.bytes())),
                () -> {
                    task.budget().take(-part.bytes().capacity());
                    UploadedPart done = uploaded.get();
                    if (done != null) {
                        sent.add(done);
                    }
                    advance();
                });
    }

    /** Takes the next step, if what it waits for is done. */
    private void advance() {
        if (abandoned) {
            abortWhenIdle();
        } else if (uploadId != null && !unsent.isEmpty()) {
            for (Part part = unsent.poll(); part != null; part = unsent.poll()) {
                send(part, uploadId);
            }
        } else if (uploadId != null && whenStaged != null && onTheirWay == 0) {
            sent.sort(Comparator.comparingInt(UploadedPart::number));
            whenStaged.accept(new StagedObject.Parts(object, uploadId, sent, length));
        }
    }

    private void abortWhenIdle() {
        String upload = uploadId;
        if (upload == null || onTheirWay > 0) {
            return;
        }
        uploadId = null;
        task.lanes().submit(lane(0), () -> abort(upload), () -> {});
    }

    private Outcome abort(String upload) {
        try {
            task.store().abortUpload(key(), upload);
        } catch (S3Failure e) {
            LOG.warn("An abandoned upload stays in the store", e);
        }
        return DONE;
    }

    private Lane lane(int number) {
        while (lanes.size() <= number) {
            lanes.add(task.lanes().open(key()));
        }
        return lanes.get(number);
    }

    private void submit(Lane lane, StoreCall call, Runnable done) {
        onTheirWay++;
        AtomicReference<@Nullable S3Failure> removed = new AtomicReference<>();
        task.lanes().submit(lane, () -> attempt(call, removed), () -> {
            onTheirWay--;
            S3Failure failure = removed.get();
            if (failure != null && uploadId != null && !abandoned) {
                uploadId = null;
                whenRemoved.accept(failure);
            }
            done.run();
        });
    }

    /** Runs on a worker thread. What is abandoned counts as done, whatever becomes of it. */
    private Outcome attempt(StoreCall call, AtomicReference<@Nullable S3Failure> removed) {
        if (abandoned) {
            return DONE;
        }
        try {
            call.run();
            return DONE;
        } catch (S3Failure e) {
            if (e.isCode("NoSuchUpload")) {
                removed.set(e);
            }
            return abandoned || removed.get() != null ? DONE : e.outcome();
        }
    }

    @FunctionalInterface
    private interface StoreCall {
        void run() throws S3Failure;
    }
}
