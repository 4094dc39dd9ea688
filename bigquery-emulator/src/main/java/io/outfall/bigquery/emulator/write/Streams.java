// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.write;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import io.outfall.bigquery.emulator.schema.Columns;
import io.outfall.bigquery.emulator.storage.Catalog;
import io.outfall.bigquery.emulator.storage.Table;
import io.outfall.bigquery.emulator.storage.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds tables and streams by the names of the Storage Write interface. */
final class Streams {

    private static final Pattern TABLE = Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");
    private static final Pattern DEFAULT = Pattern.compile("(" + TABLE.pattern() + ")/(?:streams/)?_default");

    private final Catalog catalog;
    private final Duration delay;
    private final Map<String, TableStream> created = new LinkedHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** @param delay how long writers do not see what changed in a table */
    Streams(Catalog catalog, Duration delay) {
        this.catalog = catalog;
        this.delay = delay;
    }

    Catalog catalog() {
        return catalog;
    }

    boolean isDefault(String stream) {
        return DEFAULT.matcher(stream).matches();
    }

    /** The table of a stream. */
    Table tableOf(String stream) {
        Matcher match = DEFAULT.matcher(stream);
        return match.matches() ? table(match.group(1)) : find(stream).table();
    }

    /** The table of a name, if writers can see it by now. */
    Table table(String name) {
        Matcher match = TABLE.matcher(name);
        if (!match.matches()) {
            throw StorageFailure.invalid(name, "Not the name of a table");
        }
        Table table = catalog.find(new TableName(match.group(1), match.group(2), match.group(3)));
        if (table == null || table.visible(delay) == null) {
            throw StorageFailure.notFound(StorageErrorCode.TABLE_NOT_FOUND, name);
        }
        return table;
    }

    /** The columns of a table that writers can see by now. */
    Columns columns(Table table) {
        Columns columns = table.dropped() ? null : table.visible(delay);
        if (columns == null) {
            throw StorageFailure.notFound(
                    StorageErrorCode.TABLE_NOT_FOUND, table.name().resource());
        }
        return columns;
    }

    synchronized TableStream create(String parent, WriteStream.Type type) {
        Table table = table(parent);
        String name = parent + "/streams/Cic" + Long.toString(numbers.incrementAndGet(), Character.MAX_RADIX);
        TableStream stream = new TableStream(name, type, table, catalog.clock().instant());
        created.put(name, stream);
        return stream;
    }

    /** A stream that was created. */
    synchronized TableStream find(String name) {
        TableStream stream = created.get(name);
        if (stream == null || stream.table().dropped()) {
            throw StorageFailure.notFound(StorageErrorCode.STREAM_NOT_FOUND, name);
        }
        return stream;
    }

    /** Forgets the streams that were created for a table, as if nobody had used them for long. */
    synchronized void forget(String table) {
        created.values().removeIf(stream -> stream.table().name().local().equals(table));
    }

    /** The streams that were created for a table, oldest first. */
    synchronized List<TableStream> of(String table) {
        return created.values().stream()
                .filter(stream -> stream.table().name().local().equals(table)
                        && !stream.table().dropped())
                .toList();
    }
}
