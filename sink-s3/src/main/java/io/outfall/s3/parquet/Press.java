// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.parquet;

import io.outfall.s3.codec.BlockCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Compresses one page at a time, which a worker may do while the task thread goes on with the next in another press.
 * The task thread fills a press, sends the page away and takes it back; in between nobody but the worker touches it.
 */
final class Press implements AutoCloseable {
    private final BlockCodec codec;
    private final CRC32 crc = new CRC32();
    private final Bytes raw;
    private final Bytes compressed;
    private final Bytes header;
    private @Nullable Away away;

    /** @param codec its own, since a codec has state */
    Press(BlockCodec codec, Account account) {
        this.codec = codec;
        this.raw = new Bytes(account);
        this.compressed = new Bytes(account);
        this.header = new Bytes(account);
    }

    /** Room for the next page; the press is free. */
    Bytes fill() {
        raw.clear();
        return raw;
    }

    /** Bytes before compression of the page that was taken back last, header included. */
    int rawBytes() {
        return header.size() + raw.size();
    }

    /** Bytes of the page that was taken back last, header included. */
    int bytes() {
        return header.size() + compressed.size();
    }

    /**
     * Sends away what it was {@linkplain #fill filled} with.
     *
     * @param page its header, but for what compression tells
     * @param store where the page goes when it is back
     * @param whenBack runs on the task thread when it is there
     * @param workers may run what they are given at any time, and need not
     */
    void send(PageHeader page, PageStore store, Runnable whenBack, Executor workers) {
        compressed.clear();
        compressed.room(codec.bound(raw.size()));
        Away sent = new Away(page, store, whenBack);
        away = sent;
        workers.execute(sent);
    }

    /** The most that a store may come to hold by what is away. */
    long awayBytes() {
        return away == null ? 0 : compressed.array().length + PageStore.LARGEST_BLOCK;
    }

    /**
     * Takes back what was sent, if anything was. Compresses it if nobody has begun to, and waits if somebody has.
     *
     * @throws java.util.concurrent.CompletionException if compression failed; each time again, for the file is broken
     */
    void takeBack() {
        Away sent = away;
        if (sent == null) {
            return;
        }
        sent.run();
        if (sent.forgotten) {
            sent.length.exceptionally(failure -> 0).join();
        } else {
            compressed.size(sent.length.join());
            writeHeader(sent.page.setCompressed_page_size(compressed.size()).setCrc((int) crc.getValue()));
            sent.store.append(header);
            sent.store.append(compressed);
            sent.whenBack.run();
        }
        away = null;
    }

    /** Has nothing become of a page that was to go there. */
    void forget(PageStore store) {
        if (away != null && away.store == store) {
            away.forgotten = true;
        }
    }

    /** Lets go of what an uncommonly large page needed; the press is free. */
    void trim(int ordinaryBytes) {
        raw.trim(ordinaryBytes);
        compressed.trim(ordinaryBytes);
    }

    private void writeHeader(PageHeader page) {
        header.clear();
        try {
            Util.writePageHeader(page, header.stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the worker, since a codec that is in use must not be closed; the page is lost. */
    @Override
    public void close() {
        if (away != null) {
            away.forgotten = true;
            takeBack();
        }
        codec.close();
        raw.release();
        compressed.release();
        header.release();
    }

    /** The page that is away. */
    private final class Away implements Runnable {
        private final PageHeader page;
        private final PageStore store;
        private final Runnable whenBack;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<Integer> length = new CompletableFuture<>();
        private boolean forgotten;

        Away(PageHeader page, PageStore store, Runnable whenBack) {
            this.page = page;
            this.store = store;
            this.whenBack = whenBack;
        }

        /**
         * Compresses, once, on the thread that comes first. One that comes late may meet the press with another page.
         */
        @Override
        public void run() {
            if (begun.compareAndSet(false, true)) {
                try {
                    int bytes = codec.compress(raw.array(), raw.size(), compressed.array(), 0);
                    crc.reset();
                    crc.update(compressed.array(), 0, bytes);
                    length.complete(bytes);
                } catch (Throwable e) {
                    length.completeExceptionally(e);
                }
            }
        }
    }
}
