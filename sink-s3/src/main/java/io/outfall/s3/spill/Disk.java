// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.spill;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The disk that a directory is on, as it is at a moment.
 *
 * @param kind what the operating system calls its file system, such as {@code ext4}
 * @param totalBytes its size
 * @param freeBytes what this process may still write
 */
record Disk(String kind, long totalBytes, long freeBytes) {
    /** One part in so many is left to the others on the disk, such as the worker's log. */
    private static final int LEFT_TO_OTHERS = 10;

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

    /** Looks at a disk. */
    @FunctionalInterface
    interface Gauge {
        Disk measure(Path directory) throws IOException;
    }

    static Disk of(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new Disk(store.type(), store.getTotalSpace(), store.getUsableSpace());
    }

    /** Whether what is written there takes the memory that it is to free. */
    boolean isMemory() {
        return IN_MEMORY.contains(kind);
    }

    /** Bytes that may be written before too little is left to others; negative if it is already. */
    long spareBytes() {
        return freeBytes - totalBytes / LEFT_TO_OTHERS;
    }
}
