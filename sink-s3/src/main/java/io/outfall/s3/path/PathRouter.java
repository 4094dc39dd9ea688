// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.event.ChangeEvent;
import io.outfall.pipeline.UnfitRowException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells where records go. What a record says is looked up, encoded and compared with the record before; new objects are
 * made for a group that was not met before only. Not thread-safe: the task thread owns it.
 */
public final class PathRouter {
    /** The most bytes that S3 allows in a key. */
    public static final int MAX_KEY_BYTES = 1_024;

    // Groups come and go with time; those that have an open file are remembered by their owner.
    private static final int REMEMBERED = 10_000;

    private final String directory;
    private final List<ValueReader> readers = new ArrayList<>();
    private final List<KeyPart> keyParts;
    private final List<KeyPart> keyPartsOfRenamed;
    private final Clock clock;
    private final Map<FileGroup, FileGroup> groups = new HashMap<>();
    private @Nullable FileGroup last;

    /**
     * A router for one task.
     *
     * @param settings the template and what it stands on
     * @param connector the connector's name, for <code>${connector}</code>
     * @param clock for <code>${time.wall:…}</code>
     * @param uuids for <code>${uuid}</code>
     */
    public PathRouter(PathSettings settings, String connector, Clock clock, Supplier<UUID> uuids) {
        this.directory = settings.directory();
        this.clock = clock;
        SegmentEncoder encoder = new SegmentEncoder(KeyLength.ofValues(settings));
        ValueReaders making = new ValueReaders(encoder, settings.zone());
        List<Piece> slots = new ArrayList<>();
        for (Piece piece : settings.template().pieces()) {
            if (piece instanceof Piece.PerRecord perRecord && !slots.contains(piece)) {
                slots.add(piece);
                readers.add(making.reader(perRecord));
            }
        }
        KeyParts parts = new KeyParts(slots, encoder, encoder.encode(connector), uuids);
        this.keyParts = parts.of(settings.template().pieces());
        this.keyPartsOfRenamed = parts.of(settings.template().piecesOfRenamed());
    }

    /**
     * The group that a record belongs to. The same object for as long as records of one group follow each other, so
     * that a caller may compare by identity first.
     *
     * @throws UnfitRowException if the record cannot have a path: it has no time, or a column holds what no path can
     *     name
     */
    public FileGroup route(ChangeEvent event) throws UnfitRowException {
        RecordView view = new RecordView(event, clock);
        FileGroup recent = last;
        if (recent != null && isOf(recent, view)) {
            return recent;
        }
        FileGroup fresh = group(view);
        FileGroup known = groups.get(fresh);
        if (known == null) {
            if (groups.size() >= REMEMBERED) {
                groups.clear();
            }
            groups.put(fresh, fresh);
            known = fresh;
        }
        last = known;
        return known;
    }

    /**
     * The key of a file.
     *
     * @param group what its records have in common
     * @param startOffset the offset of its first record
     * @param extension what names of files end in, without a dot in front, for <code>${ext}</code>
     * @return at most {@link #MAX_KEY_BYTES} in UTF-8
     */
    public String key(FileGroup group, long startOffset, String extension) {
        StringBuilder key = new StringBuilder(directory);
        for (KeyPart part : group.isRenamed() ? keyPartsOfRenamed : keyParts) {
            key.append(part.text(group, startOffset, extension));
        }
        return key.toString();
    }

    private boolean isOf(FileGroup group, RecordView view) throws UnfitRowException {
        SinkRecord record = view.record();
        TopicPartition partition = group.partition();
        if (record.originalKafkaPartition() != partition.partition()
                || !record.originalTopic().equals(partition.topic())
                || group.isRenamed() == record.topic().equals(record.originalTopic())) {
            return false;
        }
        for (int i = 0; i < readers.size(); i++) {
            if (!readers.get(i).read(view).equals(group.values().get(i))) {
                return false;
            }
        }
        return true;
    }

    private FileGroup group(RecordView view) throws UnfitRowException {
        SinkRecord record = view.record();
        String[] values = new String[readers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers.get(i).read(view);
        }
        return new FileGroup(
                new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                !record.topic().equals(record.originalTopic()),
                List.of(values));
    }

    /** Gives one part of a key. */
    @FunctionalInterface
    private interface KeyPart {
        String text(FileGroup group, long startOffset, String extension);
    }

    private record KeyParts(List<Piece> slots, SegmentEncoder encoder, String connector, Supplier<UUID> uuids) {

        List<KeyPart> of(List<Piece> pieces) {
            return pieces.stream().map(this::of).toList();
        }

        private KeyPart of(Piece piece) {
            if (piece instanceof Piece.Literal literal) {
                return (group, offset, extension) -> literal.text();
            }
            if (piece instanceof Piece.Constant constant) {
                return (group, offset, extension) -> constant == Piece.Constant.CONNECTOR ? connector : extension;
            }
            if (piece instanceof Piece.PerRecord) {
                int slot = slots.indexOf(piece);
                return (group, offset, extension) -> group.values().get(slot);
            }
            return of((Piece.PerFile) piece);
        }

        private KeyPart of(Piece.PerFile piece) {
            if (piece instanceof Piece.OriginalTopic) {
                return (group, offset, extension) ->
                        encoder.encode(group.partition().topic());
            }
            if (piece instanceof Piece.Partition partition) {
                return (group, offset, extension) -> digits(group.partition().partition(), partition.width());
            }
            if (piece instanceof Piece.StartOffset start) {
                return (group, offset, extension) -> digits(offset, start.width());
            }
            return (group, offset, extension) -> uuids.get().toString();
        }

        private static String digits(long number, int width) {
            String digits = Long.toString(number);
            return "0".repeat(Math.max(0, width - digits.length())) + digits;
        }
    }
}
