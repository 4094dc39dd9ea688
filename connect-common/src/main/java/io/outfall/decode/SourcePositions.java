// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import io.outfall.event.Position;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What orders the events of one source, by its connector. A record that lacks the log position has none. To add a
 * connector, write its method and name it in {@link #of}.
 */
final class SourcePositions {
    private final CellReader lsn;
    private final CellReader sequence;
    private final CellReader file;
    private final CellReader pos;
    private final CellReader row;
    private final CellReader commitLsn;
    private final CellReader changeLsn;
    private final CellReader eventSerial;
    private final CellReader scn;
    private final CellReader commitScn;
    private final CellReader txSeq;
    private final CellReader ssn;

    SourcePositions(Metadata metadata) {
        this.lsn = metadata.reader("source.lsn");
        this.sequence = metadata.reader("source.sequence");
        this.file = metadata.reader("source.file");
        this.pos = metadata.reader("source.pos");
        this.row = metadata.reader("source.row");
        this.commitLsn = metadata.reader("source.commit_lsn");
        this.changeLsn = metadata.reader("source.change_lsn");
        this.eventSerial = metadata.reader("source.event_serial_no");
        this.scn = metadata.reader("source.scn");
        this.commitScn = metadata.reader("source.commit_scn");
        this.txSeq = metadata.reader("source.txSeq");
        this.ssn = metadata.reader("source.ssn");
    }

    /**
     * The position of a record.
     *
     * @param connector the connector, or null where the row does not name it: then the fields that are there decide
     */
    Position of(@Nullable String connector, SinkRecord record) {
        if (connector == null) {
            return guessed(record);
        }
        return switch (connector) {
            case "postgresql" -> postgres(record);
            case "mysql", "mariadb" -> binlog(record);
            case "sqlserver" -> sqlServer(record);
            case "db2" -> db2(record);
            case "oracle" -> oracle(record);
            default -> Position.NONE;
        };
    }

    private Position guessed(SinkRecord record) {
        if (lsn.read(record) != null) {
            return postgres(record);
        }
        if (commitLsn.read(record) != null) {
            return sqlServer(record);
        }
        if (scn.read(record) != null) {
            return oracle(record);
        }
        return binlog(record);
    }

    /**
     * The last commit before the event and the event itself: transactions come in the order of their commits, which
     * their own positions do not show. The first transaction after a start of the connector lacks the former; it lies
     * after every commit before its own position, which therefore stands in. A row of an incremental snapshot has the
     * former alone, and was read after that commit and before all that comes later.
     */
    private Position postgres(SinkRecord record) {
        Long event = Scalars.number(lsn.read(record));
        String both = Scalars.text(sequence.read(record));
        if (event == null) {
            long commit = LogNumbers.firstOf(both, 0);
            return commit == 0 ? Position.NONE : Position.of(commit, 0);
        }
        return Position.of(LogNumbers.firstOf(both, event), event);
    }

    /** The number at the end of the file's name, the position within it, and the row within the event there. */
    private Position binlog(SinkRecord record) {
        Long number = LogNumbers.trailing(Scalars.text(file.read(record)));
        Long offset = Scalars.number(pos.read(record));
        if (number == null || offset == null) {
            return Position.NONE;
        }
        return Position.of(number, offset, orZero(Scalars.number(row.read(record))));
    }

    /**
     * Commit and change of 80 bits each, and the event within the change, since an update is two; 192 bits in all. A
     * snapshot has only the first, or none.
     */
    private Position sqlServer(SinkRecord record) {
        LogNumbers.Hex commit = LogNumbers.hex(Scalars.text(commitLsn.read(record)), 80);
        if (commit == null) {
            return Position.NONE;
        }
        LogNumbers.Hex change = LogNumbers.hex(Scalars.text(changeLsn.read(record)), 80);
        long changeHigh = change == null ? 0 : change.high();
        long changeLow = change == null ? 0 : change.low();
        long serial = orZero(Scalars.number(eventSerial.read(record))) & 0xffffffffL;
        // An 80-bit number is 16 bits in the high half and 64 in the low one.
        return Position.of(
                commit.high() << 48 | commit.low() >>> 16,
                commit.low() << 48 | changeHigh << 32 | changeLow >>> 32,
                changeLow << 32 | serial);
    }

    /** Commit and change of up to 128 bits each. */
    private Position db2(SinkRecord record) {
        LogNumbers.Hex commit = LogNumbers.hex(Scalars.text(commitLsn.read(record)), 128);
        if (commit == null) {
            return Position.NONE;
        }
        LogNumbers.Hex change = LogNumbers.hex(Scalars.text(changeLsn.read(record)), 128);
        return Position.of(
                commit.high(), commit.low(), change == null ? 0 : change.high(), change == null ? 0 : change.low());
    }

    /** Commit, change, and the place within the transaction or the statement; a snapshot has the second alone. */
    private Position oracle(SinkRecord record) {
        Long change = LogNumbers.decimal(scn.read(record));
        if (change == null) {
            return Position.NONE;
        }
        Long commit = LogNumbers.decimal(commitScn.read(record));
        Long place = Scalars.number(txSeq.read(record));
        if (place == null) {
            place = Scalars.number(ssn.read(record));
        }
        return Position.of(commit == null ? change : commit, change, orZero(place));
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
