// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.delivery.Lane;
import io.outfall.delivery.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object on its way: takes its bytes, sends what fills a part, and publishes the whole. Nobody sees anything of it
 * before; an object of one part costs one request.
 *
 * <p>Every request may be repeated after its reply was lost: a part replaces itself, a put replaces the same bytes, and
 * a completion that finds its upload gone looks whether the object is there under this upload's id. A creation that is
 * repeated leaves an upload behind, which costs no correctness but must be swept one day.
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
    private final String id;
    private final List<Lane> lanes = new ArrayList<>();
    private final Deque<Part> unsent = new ArrayDeque<>();
    private final List<UploadedPart> sent = new ArrayList<>();
    private PartBuffer buffer;
    private int parts;
    private int onTheirWay;
    private long length;
    private @Nullable String uploadId;
    private @Nullable Runnable published;
    private volatile boolean abandoned;

    private record Part(int number, PartBuffer bytes) {}

    ObjectUpload(ObjectUploads task, ObjectSpec object, String id) {
        this.task = task;
        this.object = object.with(ID, id);
        this.id = id;
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
     * Publishes the object.
     *
     * @param whenPublished runs on the task thread when the object is durable and visible
     */
    public void finish(Runnable whenPublished) {
        requireOpen();
        published = whenPublished;
        if (parts > 0) {
            sendBuffer();
            return;
        }
        PartBuffer whole = buffer;
        submit(lane(0), () -> task.store().put(object, whole), () -> {
            task.budget().take(-whole.capacity());
            succeed();
        });
    }

    /**
     * Gives the object up: sends nothing more and, as soon as nothing is on its way, removes what the store has of it,
     * as well as it goes. Bytes that are on their way stay in the budget until they are not. An object that is being
     * published at this moment may still become visible; the callback of {@link #finish} does not run.
     */
    public void abandon() {
        if (abandoned) {
            return;
        }
        abandoned = true;
        unsent.forEach(part -> task.budget().take(-part.bytes().capacity()));
        unsent.clear();
        if (published == null) {
            task.budget().take(-buffer.capacity());
        }
        abortWhenIdle();
    }

    private void requireOpen() {
        if (published != null || abandoned) {
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
        submit(lane(0), () -> created.set(task.store().createUpload(object)), () -> {
            uploadId = created.get();
            advance();
        });
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
        } else if (uploadId != null && published != null && onTheirWay == 0) {
            complete(uploadId);
        }
    }

    private void complete(String upload) {
        sent.sort(Comparator.comparingInt(UploadedPart::number));
        List<UploadedPart> all = List.copyOf(sent);
        AtomicBoolean completed = new AtomicBoolean();
        submit(
                lane(0),
                () -> {
                    completeOrFind(upload, all);
                    completed.set(true);
                },
                () -> {
                    if (completed.get()) {
                        uploadId = null;
                    }
                    succeed();
                });
    }

    private void completeOrFind(String upload, List<UploadedPart> all) throws S3Failure {
        try {
            task.store().completeUpload(key(), upload, all, length);
        } catch (S3Failure e) {
            // A completion whose reply got lost leaves no upload either, but the object.
            if (!e.isCode("NoSuchUpload") || !isPublished()) {
                throw e;
            }
        }
    }

    private boolean isPublished() throws S3Failure {
        Optional<StoredObject> found = task.store().head(key());
        return found.isPresent()
                && found.get().length() == length
                && id.equals(found.get().metadata().get(ID));
    }

    private void succeed() {
        if (abandoned) {
            abortWhenIdle();
        } else if (published != null) {
            published.run();
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
        task.lanes().submit(lane, () -> attempt(call), () -> {
            onTheirWay--;
            done.run();
        });
    }

    /** Runs on a worker thread. What is abandoned counts as done, whatever becomes of it. */
    private Outcome attempt(StoreCall call) {
        if (abandoned) {
            return DONE;
        }
        try {
            call.run();
            return DONE;
        } catch (S3Failure e) {
            return abandoned ? DONE : e.outcome();
        }
    }

    @FunctionalInterface
    private interface StoreCall {
        void run() throws S3Failure;
    }
}
