// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.bigquery.table.NamedTable;
import io.outfall.bigquery.table.TableMode;
import io.outfall.bigquery.table.TableNaming;
import io.outfall.bigquery.table.TableRef;
import io.outfall.delivery.OffsetLedger;
import io.outfall.delivery.ResumePoint;
import io.outfall.event.ChangeEvent;
import io.outfall.event.Truncate;
import io.outfall.pipeline.Collector;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Rows into tables: each goes to the writer of its table. */
final class BigQueryCollector implements Collector {
    private final TableNaming naming;
    private final Function<String, TableMode> modes;
    private final RowForm.Log log;
    private final RowForm.Mirror mirror;
    private final WriterTools tools;
    private final Map<TableRef, TableWriter> writers = new HashMap<>();

    /** @param modes what the table of a topic is to it */
    BigQueryCollector(
            TableNaming naming,
            Function<String, TableMode> modes,
            RowForm.Log log,
            RowForm.Mirror mirror,
            WriterTools tools) {
        this.naming = naming;
        this.modes = modes;
        this.log = log;
        this.mirror = mirror;
        this.tools = tools;
    }

    @Override
    public void assign(Collection<OffsetLedger.Partition> partitions) {
        partitions.forEach(partition -> partition.begin(ResumePoint.NOWHERE));
    }

    @Override
    public void add(ChangeEvent event, OffsetLedger.Partition partition) throws UnfitRowException {
        ChangeRow row = ChangeRow.of(event);
        boolean mirrored = modes.apply(row.record().topic()) == TableMode.UPSERT;
        if (mirrored && event instanceof Truncate && mirror.ignoresTruncate()) {
            return;
        }
        if (mirrored) {
            OptionalLong from = mirror.sequence().lookBack(row, partition.name());
            if (from.isPresent()) {
                partition.lookBack(from.getAsLong());
                return;
            }
        }
        NamedTable table = naming.of(row);
        writers.computeIfAbsent(table.ref(), ref -> new TableWriter(table, mirrored ? mirror : log, tools))
                .add(row, partition);
    }

    /** What came before orders what comes in a mirror. */
    @Override
    public void recall(ChangeEvent event, TopicPartition partition) {
        ChangeRow row = ChangeRow.of(event);
        if (modes.apply(row.record().topic()) == TableMode.UPSERT) {
            mirror.sequence().of(row, partition);
        }
    }

    @Override
    public void tick(long nowMs) {
        writers.values().forEach(writer -> writer.tick(nowMs));
        tools.metrics()
                .show(writers.values().stream().filter(TableWriter::isWaiting).count());
    }

    @Override
    public OptionalLong nextDueMs() {
        return writers.values().stream()
                .map(TableWriter::nextDueMs)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    @Override
    public Set<TopicPartition> waiting() {
        Set<TopicPartition> waiting = new HashSet<>();
        writers.values().forEach(writer -> writer.collectWaiting(waiting));
        return waiting;
    }

    @Override
    public void relieve() {
        writers.values().forEach(TableWriter::flush);
    }

    @Override
    public void revoke(Collection<TopicPartition> partitions) {
        writers.values().forEach(writer -> writer.revoke(partitions));
        mirror.sequence().revoke(partitions);
    }

    /** Ends the connections. */
    void close() {
        writers.values().forEach(TableWriter::close);
    }
}
