// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one temporary file of a task. It comes into being with the first byte; where the operating system allows it, it
 * has no name from then on, so that nothing is left of it however the process ends. Room that is given back is used
 * again, and the file gets shorter when its end is free.
 *
 * <p>Belongs to the task thread.
 */
public final class SpillFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpillFile.class);
    /** Asking the operating system for each page that is freed would cost more than the page. */
    private static final long SHORTENED_BY = 1 << 20;
    /** So much the file grows before it is looked again what room is left for it. */
    private static final long GROWN_UNSEEN = 1 << 20;
    /** A disk that is full or gone is left alone for so long. */
    private static final long RETRY_MS = 10_000;

    private final @Nullable Path directory;
    private final boolean alsoInMemory;
    private final Disk.Gauge gauge;
    private final Clock clock;
    private final FreeSpace space = new FreeSpace();
    private @Nullable FileChannel channel;
    private long usedBytes;
    private long fileLength;
    private long mayGrowTo;
    private long refusedUntilMs = Long.MIN_VALUE;
    private boolean warned;

    SpillFile(@Nullable Path directory, boolean alsoInMemory, Disk.Gauge gauge, Clock clock) {
        this.directory = directory;
        this.alsoInMemory = alsoInMemory;
        this.gauge = gauge;
        this.clock = clock;
    }

    /** One that takes nothing. */
    public static SpillFile none() {
        return new SpillFile(null, false, Disk::of, Clock.systemUTC());
    }

    /** One in that directory, on whatever disk that is. */
    public static SpillFile in(Path directory) {
        return new SpillFile(directory, true, Disk::of, Clock.systemUTC());
    }

    /** One as the user wants it: in memory only if that directory was asked for. */
    public static SpillFile of(SpillSettings settings) {
        if (!settings.enabled()) {
            return none();
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return settings.directory()
                .map(SpillFile::in)
                .orElseGet(() -> new SpillFile(temporary, false, Disk::of, Clock.systemUTC()));
    }

    /**
     * Writes bytes.
     *
     * @return where they are; empty if the disk does not take them, of which the log tells, and they stay with the
     *     caller
     */
    public Optional<Extent> write(byte[] bytes, int offset, int length) {
        if (directory == null || length == 0 || clock.millis() < refusedUntilMs) {
            return Optional.empty();
        }
        long position = space.take(length);
        try {
            requireRoom(directory, position + length);
            ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
            FileChannel to = channel(directory);
            while (from.hasRemaining()) {
                to.write(from, position + from.position() - offset);
            }
        } catch (IOException e) {
            space.give(position, length);
            refused(directory, e);
            return Optional.empty();
        }
        usedBytes += length;
        fileLength = Math.max(fileLength, position + length);
        return Optional.of(new Extent(position, length));
    }

    /** Looks whether the disk has room for a file of that length. */
    private void requireRoom(Path folder, long length) throws IOException {
        if (length <= mayGrowTo) {
            return;
        }
        Disk disk = gauge.measure(folder);
        if (disk.isMemory() && !alsoInMemory) {
            throw new IOException("it is in memory (" + disk.kind() + ")");
        }
        if (length - fileLength > disk.spareBytes()) {
            throw new IOException("of its " + disk.totalBytes() + " bytes only " + disk.freeBytes() + " are free");
        }
        mayGrowTo = Math.max(length, fileLength + Math.min(GROWN_UNSEEN, disk.spareBytes()));
    }

    /**
     * Reads bytes back.
     *
     * @param into receives them from its first byte on
     * @throws UncheckedIOException if they cannot be read; the rows they are of have to come from Kafka again
     */
    public void read(Extent extent, byte[] into) {
        ByteBuffer to = ByteBuffer.wrap(into, 0, extent.length());
        try {
            while (to.hasRemaining()) {
                if (opened().read(to, extent.position() + to.position()) < 0) {
                    throw new EOFException("it is shorter than what was written");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The spill file in " + directory + " cannot be read back", e);
        }
    }

    /** Gives the room of bytes back that are not needed any more. */
    public void free(Extent extent) {
        usedBytes -= extent.length();
        space.give(extent.position(), extent.length());
        if (space.end() == 0 || fileLength - space.end() >= SHORTENED_BY) {
            shorten(space.end());
        }
    }

    private void shorten(long to) {
        try {
            opened().truncate(to);
            fileLength = to;
            mayGrowTo = to;
        } catch (IOException e) {
            LOG.debug("The spill file in {} stays longer than it has to be", directory, e);
        }
    }

    /** Bytes in use. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Bytes that the file takes on the disk. */
    public long length() {
        return fileLength;
    }

    /** Deletes the file. */
    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("The spill file in {} could not be closed", directory, e);
            }
        }
    }

    private FileChannel channel(Path folder) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            // Killed between these two, it leaves an empty file.
            Path file = Files.createTempFile(folder, "outfall-", ".spill");
            open = FileChannel.open(
                    file,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    // Takes the name away at once on Unix, and the file when it is closed elsewhere.
                    StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new IOException("it is closed");
        }
        return open;
    }

    private void refused(Path folder, IOException cause) {
        refusedUntilMs = clock.millis() + RETRY_MS;
        if (warned) {
            LOG.debug("{} takes no more than {} spilled bytes: {}", folder, usedBytes, cause.toString());
            return;
        }
        warned = true;
        LOG.warn(
                "{} takes no more than {} spilled bytes: {}. Nothing is lost: large files are closed early when"
                        + " memory.budget.bytes is used up. Give the directory more room, or set memory.spill.directory"
                        + " to another",
                folder,
                usedBytes,
                cause.toString());
    }
}
