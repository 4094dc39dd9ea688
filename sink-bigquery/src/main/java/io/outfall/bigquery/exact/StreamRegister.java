// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import io.outfall.bigquery.client.BigQueryClients;
import io.outfall.bigquery.client.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the streams of a table that were agreed on stand: in the schema of a table beside it that never has a row. Each
 * topic-partition has a column there, whose description names the stream, and the ETag of the table is what lets only
 * those change it who know how it is. (Labels are too short for names of streams, a description too short for those of
 * many partitions, and queries cannot compare and set.)
 */
final class StreamRegister {
    private static final String PREFIX = "_outfall_";
    private static final String SEPARATOR = ": ";
    private static final int HASH_BYTES = 8;
    private static final int NAME_BYTES = 1024;

    private final Bigquery.Tables tables;
    private final LogTable log;
    private final String register;

    /** @param log the table whose rows the streams take */
    StreamRegister(BigQueryClients clients, LogTable log) {
        this.tables = clients.tables().tables();
        this.log = log;
        String name = PREFIX + log.table();
        this.register = name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES ? name : PREFIX + hash(log.table());
    }

    /** The stream agreed on for a topic-partition. */
    AgreedStream agreed(TopicPartition partition) throws IOException {
        Table found;
        try {
            found = tables.get(log.project(), log.dataset(), register).execute();
        } catch (IOException e) {
            if (Failure.of(e).kind() == Failure.Kind.NOT_FOUND) {
                return new AgreedStream(null, null);
            }
            throw e;
        }
        String stream = column(found, partition)
                .map(column ->
                        column.getDescription().substring(prefix(partition).length()))
                .map(log::stream)
                .orElse(null);
        return new AgreedStream(stream, found);
    }

    /**
     * Has another stream agreed on.
     *
     * @param found what it takes the place of
     * @return empty if another one was agreed on since
     */
    Optional<AgreedStream> agree(TopicPartition partition, AgreedStream found, String stream) throws IOException {
        try {
            Table known = (Table) found.version();
            return Optional.of(new AgreedStream(
                    stream, known == null ? insert(partition, stream) : patch(known, partition, stream)));
        } catch (IOException e) {
            Failure.Kind kind = Failure.of(e).kind();
            if (kind == Failure.Kind.ALREADY_EXISTS || kind == Failure.Kind.CHANGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Table insert(TopicPartition partition, String stream) throws IOException {
        Table table = new Table()
                .setTableReference(new TableReference()
                        .setProjectId(log.project())
                        .setDatasetId(log.dataset())
                        .setTableId(register))
                .setDescription("Which write stream the rows of each topic-partition come into " + log.table()
                        + " by. Kept by the Outfall sink; it has no rows, and must not be removed while the sink runs.")
                .setLabels(Map.of("outfall", "streams"))
                // Which may be changed 50 times in 10 seconds, others only 5 times.
                .setTimePartitioning(new TimePartitioning().setType("DAY"))
                .setSchema(new TableSchema().setFields(List.of(described(partition, stream))));
        return tables.insert(log.project(), log.dataset(), table).execute();
    }

    private Table patch(Table known, TopicPartition partition, String stream) throws IOException {
        List<TableFieldSchema> columns = new ArrayList<>(known.getSchema().getFields());
        TableFieldSchema described = described(partition, stream);
        int at = columns.indexOf(column(known, partition).orElse(null));
        if (at < 0) {
            columns.add(described);
        } else {
            columns.set(at, described);
        }
        Bigquery.Tables.Patch patch = tables.patch(
                log.project(), log.dataset(), register, new Table().setSchema(new TableSchema().setFields(columns)));
        patch.getRequestHeaders().setIfMatch(known.getEtag());
        return patch.execute();
    }

    private static Optional<TableFieldSchema> column(Table table, TopicPartition partition) {
        @Nullable TableSchema schema = table.getSchema();
        return schema == null
                ? Optional.empty()
                : schema.getFields().stream()
                        .filter(column -> column.getDescription() != null
                                && column.getDescription().startsWith(prefix(partition)))
                        .findFirst();
    }

    private TableFieldSchema described(TopicPartition partition, String stream) {
        return new TableFieldSchema()
                .setName("p" + partition.partition() + "_" + hash(partition.topic()))
                .setType("STRING")
                .setMode("NULLABLE")
                .setDescription(prefix(partition) + log.id(stream));
    }

    private static String prefix(TopicPartition partition) {
        return partition + SEPARATOR;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
