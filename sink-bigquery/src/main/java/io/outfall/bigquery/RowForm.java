// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.outfall.bigquery.row.JsonRowEncoder;
import io.outfall.bigquery.row.RowEncoder;
import io.outfall.bigquery.row.WriterSchema;
import io.outfall.bigquery.schema.RowSchema;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TableColumns;
import io.outfall.bigquery.stream.WriteMethod;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What an event becomes in a table. */
sealed interface RowForm {

    /** What the rows need of their table. */
    RowSchemas schemas();

    /** An encoder for the table as it is. */
    Encoder encoder(TableColumns table);

    /** What of a row goes into the table. */
    ChangeRow image(ChangeRow row);

    /**
     * What an image needs of its table.
     *
     * @throws UnfitRowException if no table can have it
     */
    RowSchema schema(ChangeRow image) throws UnfitRowException;

    /** The columns of the primary key of a table for such rows; none where there is no such key. */
    List<String> key(ChangeRow row);

    /**
     * Looks at a row before anything is done for it.
     *
     * @throws UnfitRowException if no table could take it
     */
    void check(ChangeRow row) throws UnfitRowException;

    /** What orders the row among the others of its key; to be asked for each row as it comes. */
    String order(ChangeRow row, TopicPartition partition);

    /** Turns rows into what a table takes as it is now. */
    interface Encoder {

        /**
         * Encodes a row.
         *
         * @param order of it
         * @throws UnfitRowException if the table does not take it
         */
        ByteString encode(ChangeRow row, String order) throws UnfitRowException;

        /**
         * The table's REQUIRED columns that a row has no value for.
         *
         * @throws UnfitRowException if the table does not take the row for something else
         */
        Set<String> missing(ChangeRow row) throws UnfitRowException;
    }

    /** A log: each event is a row, with its metadata. */
    record Log(RowSchemas schemas, MetadataValues metadata, UnfitPolicy decimals, WriteMethod method)
            implements RowForm {
        @Override
        public Encoder encoder(TableColumns table) {
            if (method == WriteMethod.INSERT_ALL) {
                return new Inserted(new JsonRowEncoder(table, schemas, metadata, decimals));
            }
            return new Appended(new RowEncoder(table, WriterSchema.ofRows(table), schemas, metadata, decimals));
        }

        @Override
        public ChangeRow image(ChangeRow row) {
            return row;
        }

        @Override
        public RowSchema schema(ChangeRow image) throws UnfitRowException {
            return schemas.of(image.image().layout());
        }

        @Override
        public List<String> key(ChangeRow row) {
            return List.of();
        }

        @Override
        public void check(ChangeRow row) {}

        @Override
        public String order(ChangeRow row, TopicPartition partition) {
            return "";
        }
    }

    /** A mirror: each event upserts or deletes the row of its key, in the order of the source. */
    record Mirror(
            RowSchemas schemas,
            MetadataValues metadata,
            UnfitPolicy decimals,
            UpsertSettings settings,
            Sequence sequence)
            implements RowForm {

        /** Whether the news that all rows are gone changes nothing. */
        boolean ignoresTruncate() {
            return settings.truncate() == UpsertSettings.OnTruncate.IGNORE;
        }

        @Override
        public Encoder encoder(TableColumns table) {
            return new Changed(
                    new RowEncoder(table, WriterSchema.ofChanges(table), schemas, metadata, decimals),
                    settings.unavailable() == UpsertSettings.Unavailable.REJECT);
        }

        /** Of a row that is deleted, the key alone. */
        @Override
        public ChangeRow image(ChangeRow row) {
            Row key = row.key();
            return key == null || !row.isDelete() ? row : new ChangeRow(row.record(), key, row.op(), key, row.source());
        }

        @Override
        public RowSchema schema(ChangeRow image) throws UnfitRowException {
            RowLayout layout = image.image().layout();
            return image.isDelete() ? schemas.ofPart(layout) : schemas.of(layout);
        }

        @Override
        public List<String> key(ChangeRow row) {
            Row key = row.key();
            return key == null
                    ? List.of()
                    : key.layout().columns().stream()
                            .map(Column::name)
                            .map(schemas.types().names()::of)
                            .toList();
        }

        @Override
        public void check(ChangeRow row) throws UnfitRowException {
            if (row.key() == null) {
                throw new UnfitRowException(
                        null,
                        row.isTruncate()
                                ? "is a truncate, which no change of BigQuery says; upsert.truncate tells what to do"
                                : "has no key, by which a mirror finds its row");
            }
        }

        @Override
        public String order(ChangeRow row, TopicPartition partition) {
            return sequence.of(row, partition);
        }
    }

    /** Rows of a log for the Storage Write API. */
    record Appended(RowEncoder encoder) implements Encoder {
        @Override
        public ByteString encode(ChangeRow row, String order) throws UnfitRowException {
            return encoder.encode(row);
        }

        @Override
        public Set<String> missing(ChangeRow row) throws UnfitRowException {
            return encoder.missing(row);
        }
    }

    /** Rows of a log for streaming inserts. */
    record Inserted(JsonRowEncoder encoder) implements Encoder {
        @Override
        public ByteString encode(ChangeRow row, String order) throws UnfitRowException {
            return UnsafeByteOperations.unsafeWrap(encoder.encode(row));
        }

        @Override
        public Set<String> missing(ChangeRow row) throws UnfitRowException {
            return encoder.missing(row);
        }
    }

    /**
     * Rows of a mirror.
     *
     * @param complete whether a row is refused of which the source left something out
     */
    record Changed(RowEncoder encoder, boolean complete) implements Encoder {
        @Override
        public ByteString encode(ChangeRow row, String order) throws UnfitRowException {
            ByteString encoded = encoder.encode(row, row.isDelete() ? "DELETE" : "UPSERT", order);
            if (complete && !encoder.unavailable().isEmpty()) {
                throw new UnfitRowException(
                        encoder.unavailable().get(0),
                        "was not repeated by the source, and BigQuery replaces whole rows; upsert.unavailable tells what to do");
            }
            return encoded;
        }

        @Override
        public Set<String> missing(ChangeRow row) throws UnfitRowException {
            return encoder.missing(row);
        }
    }
}
