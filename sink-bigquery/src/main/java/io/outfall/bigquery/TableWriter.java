// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import com.google.protobuf.ByteString;
import io.outfall.bigquery.schema.RowSchema;
import io.outfall.bigquery.stream.Inlet;
import io.outfall.bigquery.stream.RowBatch;
import io.outfall.bigquery.stream.Visibility;
import io.outfall.bigquery.table.NamedTable;
import io.outfall.bigquery.table.PrepareTable;
import io.outfall.bigquery.table.TableNeeds;
import io.outfall.bigquery.table.UpdateRate;
import io.outfall.delivery.Delivery;
import io.outfall.delivery.Lane;
import io.outfall.delivery.OffsetLedger;
import io.outfall.error.Rejection;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one task for one table. While the table is being made, or changed for rows that it does not take yet,
 * rows wait as records, and their partitions with them; the table's other rows are on their way already.
 */
final class TableWriter {
    // Peers and users report two to five minutes, and up to thirty where a table was deleted before.
    private static final Duration VISIBLE_AFTER = Duration.ofMinutes(30);

    private final NamedTable named;
    private final RowForm form;
    private final WriterTools tools;
    private final Lane lane;
    private final Inlet inlet;
    private final Map<TopicPartition, RowLane> rows = new HashMap<>();
    private final UpdateRate updates = new UpdateRate();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable OpenTable open;
    private boolean preparing;

    private record Waiting(
            ChangeRow row,
            String order,
            RowSchema schema,
            TopicPartition partition,
            OffsetLedger.Claim claim,
            long heldBytes) {}

    /** The table as it is now. */
    private record OpenTable(RowForm.Encoder encoder, TableFit fit) {}

    TableWriter(NamedTable named, RowForm form, WriterTools tools) {
        this.named = named;
        this.form = form;
        this.tools = tools;
        this.lane = tools.lanes().open(named.ref().toString());
        this.inlet = tools.inlets().open(named.ref(), form);
    }

    /**
     * Takes a row in.
     *
     * @throws UnfitRowException if the table can neither take it nor be made to
     */
    void add(ChangeRow event, OffsetLedger.Partition partition) throws UnfitRowException {
        long now = tools.clock().millis();
        long offset = event.record().originalKafkaOffset();
        form.check(event);
        ChangeRow row = form.image(event);
        String order = form.order(row, partition.name());
        OpenTable table = open;
        if (table == null || preparing || !waiting.isEmpty() || table.fit().needsChange(row)) {
            RowSchema schema = form.schema(row);
            long held = RecordSize.of(row.record());
            waiting.add(new Waiting(row, order, schema, partition.name(), partition.claim(offset, now), held));
            tools.budget().take(held);
            return;
        }
        ByteString encoded = encode(row, order, table);
        append(encoded, row, partition.name(), partition.claim(offset, now));
    }

    /** Sends what is due, and begins to make the table ready for rows that wait. */
    void tick(long nowMs) {
        for (RowLane partition : rows.values()) {
            OptionalLong due = partition.dueMs();
            if (due.isPresent() && due.getAsLong() <= nowMs) {
                partition.send(inlet::append);
            }
        }
        if (!waiting.isEmpty() && !preparing && updates.nextMs() <= nowMs) {
            prepare();
        }
    }

    OptionalLong nextDueMs() {
        LongStream batches = rows.values().stream()
                .map(RowLane::dueMs)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong);
        LongStream updating = waiting.isEmpty() || preparing ? LongStream.empty() : LongStream.of(updates.nextMs());
        return LongStream.concat(batches, updating).min();
    }

    /** Sends all that there is. */
    void flush() {
        rows.values().forEach(partition -> partition.send(inlet::append));
    }

    /** Adds the partitions whose rows wait. */
    void collectWaiting(Set<TopicPartition> partitions) {
        waiting.forEach(row -> partitions.add(row.partition()));
    }

    /** Whether rows wait for the table. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    void revoke(Collection<TopicPartition> partitions) {
        waiting.removeIf(row -> {
            boolean gone = partitions.contains(row.partition());
            tools.budget().take(gone ? -row.heldBytes() : 0);
            return gone;
        });
        for (TopicPartition partition : partitions) {
            RowLane lost = rows.remove(partition);
            if (lost != null) {
                lost.close();
            }
        }
        inBackground(inlet.revoke(partitions));
    }

    void close() {
        inlet.close();
    }

    private ByteString encode(ChangeRow row, String order, OpenTable table) throws UnfitRowException {
        ByteString encoded = table.encoder().encode(row, order);
        if (!inlet.limit().takes(encoded)) {
            throw new UnfitRowException(
                    null,
                    "the row has " + encoded.size() + " bytes, and BigQuery takes requests of "
                            + inlet.limit().bytes());
        }
        return encoded;
    }

    private void append(ByteString encoded, ChangeRow row, TopicPartition partition, OffsetLedger.Claim claim) {
        RowLane into = rows.computeIfAbsent(partition, this::lane);
        if (!into.hasRoom(encoded, inlet.limit())) {
            into.send(inlet::append);
        }
        if (into.add(encoded, row, claim, tools.clock().millis())) {
            into.send(inlet::append);
        }
    }

    private RowLane lane(TopicPartition partition) {
        return new RowLane(
                tools.lanes(), partition + " to " + named.ref(), tools.batches(), tools.budget(), this::appended);
    }

    private void appended(RowBatch batch) {
        tools.metrics().delivered(batch);
        int[] left = {batch.refused().size()};
        if (left[0] == 0) {
            batch.claim().release();
        }
        for (Rejection refused : batch.refused()) {
            tools.rejected().reject(refused, () -> {
                if (--left[0] == 0) {
                    batch.claim().release();
                }
            });
        }
    }

    private void prepare() {
        // What is encoded for the table as it is goes first.
        flush();
        preparing = true;
        PrepareTable delivery = new PrepareTable(tools.store(), tools.tables(), named, needs());
        tools.lanes().submit(lane, delivery, () -> ready(delivery.prepared()));
    }

    private TableNeeds needs() {
        Set<RowSchema> schemas = new LinkedHashSet<>();
        Set<String> nulls = new HashSet<>();
        for (Waiting next : waiting) {
            schemas.add(next.schema());
            nulls.addAll(nulls(next.row()));
        }
        return new TableNeeds(
                List.copyOf(schemas), nulls, form.key(waiting.getFirst().row()));
    }

    private Set<String> nulls(ChangeRow row) {
        try {
            return open == null ? Set.of() : open.fit().nulls(row);
        } catch (UnfitRowException lacksColumns) {
            // They come first; then it is asked again.
            return Set.of();
        }
    }

    private void ready(PrepareTable.Prepared prepared) {
        preparing = false;
        RowForm.Encoder encoder = form.encoder(prepared.state().columns());
        long now = tools.clock().millis();
        OpenTable table = new OpenTable(
                encoder,
                new TableFit(prepared.state(), form, encoder, tools.tables().evolves()));
        updates.count(prepared.updates(), now);
        tools.metrics().updated(prepared.updates());
        open = table;
        Visibility visibility = new Visibility(
                prepared.changed() ? now + VISIBLE_AFTER.toMillis() : now,
                () -> tools.store().find(named.ref()).isPresent(),
                tools.clock());
        inBackground(inlet.reshape(prepared.state().columns(), visibility));
        drain(table);
    }

    private void inBackground(Delivery delivery) {
        tools.lanes().submit(lane, delivery, () -> {});
    }

    private void drain(OpenTable table) {
        for (int left = waiting.size(); left > 0; left--) {
            Waiting next = waiting.removeFirst();
            tools.budget().take(-next.heldBytes());
            try {
                if (table.fit().needsChange(next.row())) {
                    waiting.addFirst(next);
                    tools.budget().take(next.heldBytes());
                    return;
                }
                append(encode(next.row(), next.order(), table), next.row(), next.partition(), next.claim());
            } catch (UnfitRowException e) {
                tools.rejected()
                        .reject(Rejection.of(next.row().record(), e.column(), e.reason()), next.claim()::release);
            }
        }
    }
}
