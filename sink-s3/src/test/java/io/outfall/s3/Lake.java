// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.s3.object.Compatibility;
import io.outfall.s3.parquet.DuckDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a task wrote into a bucket, read by DuckDB. */
final class Lake implements AutoCloseable {
    private final TestStore store;
    private final Path folder;
    private final DuckDb duck = new DuckDb();

    /**
     * A lake over a bucket.
     *
     * @param folder for copies of the objects, since DuckDB comes without an S3 client
     */
    Lake(TestStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Settings of a sink that writes into the bucket and closes a file as soon as nothing comes. */
    static Map<String, String> settings(TestStore store, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "name", "lake",
                "connector.class", "io.outfall.s3.S3SinkConnector",
                "s3.bucket", store.bucket(),
                "s3.endpoint", store.endpoint().toString(),
                "s3.path.style", "true",
                "s3.region", store.region(),
                "s3.access.key.id", store.accessKey(),
                "s3.secret.access.key", store.secretKey(),
                "rotate.idle.ms", "1"));
        if (store.compatibility() == Compatibility.LEGACY) {
            settings.put("s3.compatibility", "legacy");
        }
        if (!store.canDeliverExactlyOnce()) {
            settings.put("delivery.guarantee", "at-least-once");
        }
        settings.putAll(more);
        return settings;
    }

    /** The rows of a query; {@code $files} stands for all files under a prefix. */
    List<String> query(String prefix, String sql) {
        return duck.query(sql.replace("$files", files(prefix)));
    }

    /** Names and types of the columns, as DuckDB calls them. */
    List<String> columns(String prefix) {
        return query(prefix, "select column_name || ' ' || column_type from (describe select * from $files)");
    }

    private String files(String prefix) {
        Path copies = folder.resolve(prefix.isEmpty() ? "all" : prefix);
        for (String key : store.keys()) {
            if (key.startsWith(prefix)) {
                copy(key, copies.resolve(key.replace('/', '_')));
            }
        }
        String reader = store.keys().stream().anyMatch(key -> key.contains(".jsonl")) ? "read_json" : "read_parquet";
        return reader + "('" + copies + "/*', union_by_name=true)";
    }

    private void copy(String key, Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder.resolve(file).getParent());
                Files.write(file, store.read(key));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        duck.close();
    }
}
