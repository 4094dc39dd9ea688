// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the metadata of a flattened row are called. Metadata are named by their place in the envelope: {@code op},
 * {@code ts_ms}, {@code source.lsn}, {@code transaction.id}; Debezium's {@code ExtractNewRecordState} makes field names
 * of them, {@code __op}, {@code __lsn} or {@code __source_lsn}, {@code __transaction_id}, and other transforms may
 * rename those.
 *
 * @param prefix {@code add.fields.prefix}
 * @param headerPrefix {@code add.headers.prefix}
 * @param deleted the field that says {@code true} for a deleted row
 * @param renamed field names by the metadata that they hold, where prefix and place do not make them
 */
public record FlattenedNames(String prefix, String headerPrefix, String deleted, Map<String, String> renamed) {
    /** What Debezium has in its envelopes and users add to rows; more would only be found by its prefix. */
    static final List<String> KNOWN = List.of(
            "op",
            "ts_ms",
            "ts_us",
            "ts_ns",
            "source.version",
            "source.connector",
            "source.name",
            "source.ts_ms",
            "source.ts_us",
            "source.ts_ns",
            "source.snapshot",
            "source.db",
            "source.sequence",
            "source.schema",
            "source.table",
            "source.txId",
            "source.lsn",
            "source.xmin",
            "source.origin",
            "source.origin_lsn",
            "source.server_id",
            "source.gtid",
            "source.file",
            "source.pos",
            "source.row",
            "source.thread",
            "source.query",
            "source.change_lsn",
            "source.commit_lsn",
            "source.event_serial_no",
            "source.scn",
            "source.commit_scn",
            "source.ssn",
            "source.txSeq",
            "source.redo_thread",
            "source.user_name",
            "source.row_id",
            "transaction.id",
            "transaction.total_order",
            "transaction.data_collection_order");

    public FlattenedNames {
        renamed = Map.copyOf(renamed);
    }

    /** What {@code ExtractNewRecordState} writes when it is not told otherwise. */
    public static FlattenedNames defaults() {
        return withPrefix("__");
    }

    /** The names that another {@code add.fields.prefix} gives. */
    public static FlattenedNames withPrefix(String prefix) {
        return new FlattenedNames(prefix, "__", "__deleted", Map.of());
    }

    /** The fields that may hold a piece of metadata, the likeliest first. */
    List<String> fields(String path) {
        String renamedTo = renamed.get(path);
        if (renamedTo != null) {
            return List.of(renamedTo);
        }
        String structured = prefix + path.replace('.', '_');
        String leaf = prefix + path.substring(path.indexOf('.') + 1);
        // A bare ts_ms is the envelope's, and a bare id belongs to many things.
        boolean ambiguous = leaf.startsWith(prefix + "ts_") || leaf.equals(prefix + "id");
        return structured.equals(leaf) || ambiguous ? List.of(structured) : List.of(leaf, structured);
    }

    /** The headers that may hold it. */
    List<String> headers(String path) {
        return new FlattenedNames(headerPrefix, headerPrefix, deleted, Map.of()).fields(path);
    }

    /** All fields that are no columns of the row. */
    Set<String> metadata() {
        Set<String> names = new HashSet<>(renamed.values());
        names.add(deleted);
        KNOWN.forEach(path -> names.addAll(fields(path)));
        return names;
    }

    /** Fields of which one at least is found in a row that carries metadata, and which no table has as a column. */
    Set<String> signs() {
        Set<String> names = new HashSet<>(renamed.values());
        names.add(deleted);
        for (String path :
                List.of("op", "ts_ms", "source.ts_ms", "source.db", "source.schema", "source.table", "source.lsn")) {
            names.addAll(fields(path));
        }
        return names;
    }
}
