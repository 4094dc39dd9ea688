// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import com.google.protobuf.ByteString;
import io.outfall.bigquery.history.Item;
import io.outfall.bigquery.history.Topic;
import io.outfall.bigquery.row.WriterSchema;
import io.outfall.bigquery.schema.ColumnType;
import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSettings;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task that encodes, and a way to the table on which everything goes wrong that can: rows arrive in any order, the
 * task is killed and another one begins where the last commit was, partitions come and go.
 */
final class Courier {
    private static final TableColumns ITEMS = new TableColumns(List.of(
            TableColumn.nullable("id", ColumnType.of(Kind.INT64), ""),
            TableColumn.nullable("name", ColumnType.of(Kind.STRING), ""),
            TableColumn.nullable("note", ColumnType.of(Kind.STRING), "")));

    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());
    private final Random random;
    private final RowForm.Encoder encoder;
    private final Replica table;
    private final List<List<ByteString>> underWay = new ArrayList<>();
    private final long[] position = new long[Topic.PARTITIONS];
    private final long[] committed = new long[Topic.PARTITIONS];
    private RowForm.Mirror task = task();

    Courier(Random random) {
        this.random = random;
        this.encoder = task.encoder(ITEMS);
        this.table = new Replica(WriterSchema.ofChanges(ITEMS));
        for (int i = 0; i < Topic.PARTITIONS; i++) {
            underWay.add(new ArrayList<>());
        }
    }

    /** Delivers everything, and is there no more if the topic comes anew. */
    void deliver(Topic topic) throws UnfitRowException {
        Arrays.fill(position, 0);
        Arrays.fill(committed, 0);
        for (int step = 0; step < 40; step++) {
            step(topic);
        }
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            take(topic, partition, Integer.MAX_VALUE);
            arrive(partition, Integer.MAX_VALUE);
        }
        restart();
    }

    Map<Integer, Item> table() {
        return table.rows();
    }

    private void step(Topic topic) throws UnfitRowException {
        int partition = random.nextInt(Topic.PARTITIONS);
        switch (random.nextInt(12)) {
            case 0 -> restart();
            case 1 -> rebalance(partition);
            case 2, 3 -> commit(partition);
            case 4, 5, 6, 7 -> arrive(partition, random.nextInt(10));
            default -> take(topic, partition, random.nextInt(10));
        }
    }

    private void take(Topic topic, int partition, int limit) throws UnfitRowException {
        int taken = 0;
        for (SinkRecord record : topic.records(partition)) {
            if (record.kafkaOffset() >= position[partition] && taken < limit) {
                taken++;
                position[partition] = record.kafkaOffset() + 1;
                ChangeRow row = ChangeRow.of(decoder.decode(record));
                OptionalLong from = task.sequence().lookBack(row, name(partition));
                while (from.isPresent()) {
                    lookBack(topic, partition, from.getAsLong(), record.kafkaOffset());
                    from = task.sequence().lookBack(row, name(partition));
                }
                underWay.get(partition).add(encoder.encode(row, task.order(row, name(partition))));
            }
        }
    }

    private void lookBack(Topic topic, int partition, long from, long to) {
        for (SinkRecord record : topic.records(partition)) {
            if (record.kafkaOffset() >= from && record.kafkaOffset() < to) {
                task.order(ChangeRow.of(decoder.decode(record)), name(partition));
            }
        }
    }

    private void arrive(int partition, int limit) {
        List<ByteString> rows = underWay.get(partition);
        for (int arrived = 0; arrived < limit && !rows.isEmpty(); arrived++) {
            table.apply(rows.remove(random.nextInt(rows.size())));
        }
    }

    private void commit(int partition) {
        if (underWay.get(partition).isEmpty()) {
            committed[partition] = position[partition];
        }
    }

    private void restart() {
        for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
            rebalance(partition);
        }
        task = task();
    }

    private void rebalance(int partition) {
        task.sequence().revoke(List.of(name(partition)));
        underWay.get(partition).clear();
        position[partition] = committed[partition];
    }

    private static TopicPartition name(int partition) {
        return new TopicPartition(Topic.NAME, partition);
    }

    private static RowForm.Mirror task() {
        return new RowForm.Mirror(
                new RowSchemas(List.of(), new ColumnTypes(TypeOptions.defaults())),
                new MetadataValues(List.of()),
                UnfitPolicy.FAIL,
                new UpsertSettings(UpsertSettings.Unavailable.NULL, UpsertSettings.OnTruncate.REJECT),
                // So few that transactions are longer.
                new Sequence(2));
    }
}
