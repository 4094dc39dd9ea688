// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes in the body of an answer, up to a number of bytes and until it is told that time is up. */
final class BoundedBody implements BodySubscriber<BoundedBody.Content> {
    private final CompletableFuture<Content> content = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final int limit;
    private volatile Flow.@Nullable Subscription subscription;

    /** What came, and whether that is all. */
    record Content(ByteBuffer bytes, boolean whole) {}

    /** @param limit of bytes that are kept; with the one after them, the rest is given up */
    BoundedBody(int limit) {
        this.limit = limit;
    }

    /** Gives the exchange up where it is not done yet. */
    void expire() {
        if (content.completeExceptionally(new HttpTimeoutException("the answer did not end in time"))) {
            cancel();
        }
    }

    @Override
    public CompletionStage<Content> getBody() {
        return content;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (content.isDone()) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), limit - received.size())];
            buffer.get(bytes);
            received.writeBytes(bytes);
            if (buffer.hasRemaining()) {
                end(false);
                cancel();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable e) {
        content.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
        end(true);
    }

    private void end(boolean whole) {
        content.complete(new Content(ByteBuffer.wrap(received.toByteArray()), whole));
    }

    private void cancel() {
        Flow.Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }
}
