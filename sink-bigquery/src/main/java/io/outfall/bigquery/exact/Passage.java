// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.exact;

import com.google.api.gax.rpc.ApiException;
import io.outfall.bigquery.client.Failure;
import io.outfall.bigquery.row.WriterSchema;
import io.outfall.bigquery.stream.Connection;
import io.outfall.bigquery.stream.RowBatch;
import io.outfall.bigquery.stream.Visibility;
import io.outfall.delivery.Outcome;
import io.outfall.delivery.Witness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one topic-partition's rows into a log, for one owner: has the steps of its {@link Phase} carried out. One
 * thread at a time brings batches in; any may close it.
 */
final class Passage {
    private static final Logger LOG = LoggerFactory.getLogger(Passage.class);

    /** A connection to a stream, for rows of one form. */
    private record Connected(String stream, WriterSchema schema, Connection connection) {
        boolean serves(String otherStream, WriterSchema otherSchema) {
            return stream.equals(otherStream) && schema == otherSchema && !connection.isOver();
        }
    }

    private final TopicPartition partition;
    private final LogTable log;
    private final StreamRegister register;
    private final StreamRequests streams;
    private final StoredRowsQuery query;
    private Phase phase = Phase.first();
    private boolean topicIsKnown;
    private @Nullable Connected connected;
    private boolean closed;

    Passage(
            TopicPartition partition,
            LogTable log,
            StreamRegister register,
            StreamRequests streams,
            StoredRowsQuery query) {
        this.partition = partition;
        this.log = log;
        this.register = register;
        this.streams = streams;
        this.query = query;
    }

    /**
     * Brings the rows of a batch in, but for those that the table has already.
     *
     * @param schema the message that they are
     * @param visibility of the table as the rows need it
     */
    Outcome bringIn(RowBatch batch, WriterSchema schema, Visibility visibility) throws InterruptedException {
        try {
            while (!batch.rows().isEmpty()) {
                phase = phase instanceof Phase.Ready ready ? take(ready, batch) : phase.after(reply(batch, schema));
            }
            return new Outcome.Delivered();
        } catch (TimeoutException e) {
            lost();
            return new Outcome.TryLater(new ConnectException(log + ": no answer to an append of rows", e));
        } catch (ExecutionException e) {
            lost();
            return outcome(Failure.of(e.getCause() == null ? e : e.getCause()), visibility);
        } catch (IOException e) {
            lost();
            return outcome(Failure.of(e), visibility);
        } catch (ApiException e) {
            lost();
            return outcome(Failure.of((Throwable) e), visibility);
        }
    }

    /** Ends the connection; nothing comes in any more. */
    synchronized void close() {
        closed = true;
        disconnect();
    }

    /** What becomes of the first rows of a batch; at least one of them, or a look at the table, which tells. */
    private Phase take(Phase.Ready ready, RowBatch batch) {
        StoredRows stored = ready.stored();
        SinkRecord first = batch.records().get(0);
        if (!stored.covers(first.originalKafkaOffset())) {
            return ready.look();
        }
        if (stored.has(first.originalKafkaOffset())) {
            if (!topicIsKnown && !isKnownAgain(first, stored.lowest())) {
                return ready.look();
            }
            batch.drop(stored::has);
            return ready;
        }
        List<Long> missing = new ArrayList<>();
        for (SinkRecord record : batch.records()) {
            long offset = record.originalKafkaOffset();
            if (!stored.covers(offset) || stored.has(offset)) {
                break;
            }
            missing.add(offset);
        }
        return ready.append(missing);
    }

    /**
     * Whether the table's row of this offset is known to be of this record.
     *
     * @return false if the table has to be asked about it
     */
    private boolean isKnownAgain(SinkRecord record, @Nullable Witness lowest) {
        Long timestampMs = record.timestamp();
        if (lowest != null && timestampMs != null) {
            if (lowest.offset() != record.originalKafkaOffset()) {
                return false;
            }
            if (lowest.timestampMs() != timestampMs) {
                throw anotherTopic(record, lowest);
            }
        }
        topicIsKnown = true;
        LOG.info(
                "{} has rows of {} from offset {} on already; they are left out",
                log,
                partition,
                record.originalKafkaOffset());
        return true;
    }

    private ConnectException anotherTopic(SinkRecord record, Witness lowest) {
        return new ConnectException(
                "The table %s has a row of %s@%d already, and it is of another record: one with the timestamp %d, not %d. "
                                .formatted(log, partition, lowest.offset(), lowest.timestampMs(), record.timestamp())
                        + "The topic was deleted and made anew, or a topic of another cluster has the same name. Give it "
                        + "another table (table.name), or set delivery.topic.since to a time before which rows do not count.");
    }

    private Reply reply(RowBatch batch, WriterSchema schema)
            throws IOException, TimeoutException, ExecutionException, InterruptedException {
        Step step = phase.step();
        if (step instanceof Step.Ask) {
            return new Reply.Agreed(register.agreed(partition));
        }
        if (step instanceof Step.Open) {
            return streams.open();
        }
        if (step instanceof Step.Agree agree) {
            Optional<AgreedStream> agreed = register.agree(partition, agree.found(), agree.stream());
            return agreed.isPresent() ? new Reply.Agreed(agreed.get()) : new Reply.Refused();
        }
        if (step instanceof Step.Count count) {
            return streams.count(connection(count.stream(), schema), batch);
        }
        if (step instanceof Step.End end) {
            return streams.end(end.stream());
        }
        if (step instanceof Step.Look) {
            return new Reply.Seen(query.from(partition, batch.records().get(0).originalKafkaOffset()));
        }
        if (step instanceof Step.Append append) {
            return streams.append(
                    connection(append.stream(), schema), batch, append.offsets().size(), append.at());
        }
        throw new IllegalStateException(phase + " wants nothing to be done");
    }

    private synchronized Connection connection(String stream, WriterSchema schema) throws IOException {
        if (closed) {
            throw new IOException(partition + " went to another task");
        }
        Connected current = connected;
        if (current == null || !current.serves(stream, schema)) {
            disconnect();
            current = new Connected(stream, schema, streams.connect(stream, schema));
            connected = current;
        }
        return current.connection();
    }

    private void disconnect() {
        if (connected != null) {
            connected.connection().close();
            connected = null;
        }
    }

    private void lost() {
        phase = phase.after(new Reply.Lost());
    }

    private Outcome outcome(Failure failure, Visibility visibility) {
        if (visibility.explains(failure)) {
            return new Outcome.TryLater(failure.told(log + ": BigQuery does not know of it yet"));
        }
        return failure.outcome(log + ": rows of " + partition + " cannot be appended");
    }
}
