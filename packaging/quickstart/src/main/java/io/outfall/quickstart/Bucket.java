// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import io.outfall.testing.stack.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bucket that the sink writes to, read from the folder in which the S3 server keeps it. */
final class Bucket implements AutoCloseable {
    private final S3Server server;
    private final String name;
    private final Path folder;
    private final Set<String> known = new HashSet<>();
    private final Lake lake = new Lake();

    /** Creates the bucket. */
    Bucket(S3Server server, String name) throws SQLException {
        this.server = server;
        this.name = name;
        this.folder = server.createBucket(name);
    }

    /** The keys of the files that came since the last call. The lake has them from now on. */
    List<String> newFiles() throws SQLException {
        List<String> files = server.keys(name).stream()
                .filter(key -> key.endsWith(".parquet"))
                .toList();
        List<String> fresh = new ArrayList<>(files);
        fresh.removeAll(known);
        if (!fresh.isEmpty()) {
            known.addAll(fresh);
            lake.show(folder, files);
        }
        return fresh;
    }

    /** Size of an object in bytes. */
    long size(String key) throws IOException {
        return Files.size(folder.resolve(key));
    }

    /** The files as tables. */
    Lake lake() {
        return lake;
    }

    @Override
    public void close() throws SQLException {
        lake.close();
    }
}
