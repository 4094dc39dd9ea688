// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Cells.cells;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.Position;
import io.outfall.event.RowChange;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What orders the events of each source. */
class SourcePositionsTest {

    private static Position position(@Nullable Object... source) {
        EventDecoder decoder = new EventDecoder(EventSettings.defaults());
        Map<String, Object> value = Map.of("op", "c", "after", Map.of("id", 1L), "source", cells(source));
        return ((RowChange) decoder.decode(Records.ofMap(null, value))).source().position();
    }

    @Nested
    class Postgres {

        private static Position postgres(@Nullable Object lsn, @Nullable Object sequence) {
            return position("connector", "postgresql", "lsn", lsn, "sequence", sequence);
        }

        @Test
        void transactionsComeInTheOrderOfTheirCommits() {
            Position short1 = postgres(50L, "[\"5\",\"50\"]");
            Position longRunning = postgres(10L, "[\"60\",\"10\"]");

            assertThat(short1).isEqualTo(Position.of(5, 50)).isLessThan(longRunning);
        }

        @Test
        void theFirstTransactionAfterAStartLiesBehindAllThatCameBefore() {
            Position before = postgres(90L, "[\"80\",\"90\"]");
            Position first = postgres(100L, "[null,\"100\"]");
            Position after = postgres(130L, "[\"120\",\"130\"]");

            assertThat(first).isEqualTo(Position.of(100, 100)).isBetween(before, after);
        }

        @Test
        void olderConnectorsHaveNoSequence() {
            assertThat(postgres(100L, null)).isEqualTo(Position.of(100, 100));
        }

        @Test
        void rowsOfIncrementalSnapshotsLieBetweenTheTransactionsThatTheyWereReadBetween() {
            Position before = postgres(43946240L, "[\"43946200\",\"43946240\"]");
            Position read = postgres(null, "[\"43946288\",\"43946240\"]");
            Position after = postgres(43946100L, "[\"43946288\",\"43946100\"]");

            assertThat(read).isEqualTo(Position.of(43946288, 0)).isBetween(before, after);
        }

        @Test
        void rowsOfIncrementalSnapshotsBeforeAnyTransactionHaveNone() {
            assertThat(postgres(null, "[null,\"43947048\"]")).isEqualTo(Position.NONE);
            assertThat(postgres(null, null)).isEqualTo(Position.NONE);
        }
    }

    @Nested
    class MySql {

        private static Position mysql(@Nullable Object file, @Nullable Object pos, @Nullable Object row) {
            return position("connector", "mysql", "file", file, "pos", pos, "row", row);
        }

        @Test
        void filesAreOrderedByTheirNumber() {
            assertThat(mysql("mysql-bin.000123", 4L, 2L)).isEqualTo(Position.of(123, 4, 2));
            assertThat(mysql("mysql-bin.999999", 4L, 0L)).isLessThan(mysql("mysql-bin.1000000", 4L, 0L));
            assertThat(position("connector", "mariadb", "file", "mariadb-bin.000003", "pos", 4L))
                    .isEqualTo(Position.of(3, 4, 0));
        }

        @Test
        void withoutAFileThereIsNone() {
            assertThat(mysql("", 0L, 0L)).isEqualTo(Position.NONE);
            assertThat(mysql(null, null, null)).isEqualTo(Position.NONE);
        }
    }

    @Nested
    class SqlServer {

        private static Position sqlServer(@Nullable Object commit, @Nullable Object change, @Nullable Object serial) {
            return position(
                    "connector", "sqlserver", "commit_lsn", commit, "change_lsn", change, "event_serial_no", serial);
        }

        @Test
        void commitChangeAndEventFitIntoThreeSections() {
            assertThat(sqlServer("00000027:00000ac0:0002", "00000027:00000758:0003", 2L))
                    .hasToString("0000002700000ac0/0002000000270000/0758000300000002");
        }

        @Test
        void eachPartCounts() {
            Position base = sqlServer("00000027:00000ac0:0002", "00000027:00000758:0003", 1L);

            assertThat(sqlServer("00000027:00000ac0:0002", "00000027:00000758:0003", 2L))
                    .isGreaterThan(base);
            assertThat(sqlServer("00000027:00000ac0:0002", "00000027:00000758:0004", 1L))
                    .isGreaterThan(base);
            assertThat(sqlServer("00000027:00000ac0:0003", "00000000:00000000:0000", 0L))
                    .isGreaterThan(base);
        }

        @Test
        void aSnapshotHasTheCommitAloneOrNothing() {
            assertThat(sqlServer("00000027:00000ac0:0002", null, null))
                    .hasToString("0000002700000ac0/0002000000000000/0000000000000000");
            assertThat(sqlServer(null, null, null)).isEqualTo(Position.NONE);
            assertThat(sqlServer("NULL", null, null)).isEqualTo(Position.NONE);
        }
    }

    @Test
    void db2HasTwoLongNumbers() {
        assertThat(position(
                        "connector",
                        "db2",
                        "commit_lsn",
                        "00000000:0000150f:00000000:0008c4d2",
                        "change_lsn",
                        "00000000:00000000:00000000:0008c4d1"))
                .hasToString("000000000000150f/000000000008c4d2/0000000000000000/000000000008c4d1");
    }

    @Nested
    class Oracle {

        @Test
        void systemChangeNumbersAreDecimalText() {
            assertThat(position("connector", "oracle", "commit_scn", "1000", "scn", "999", "ssn", 3L))
                    .isEqualTo(Position.of(1000, 999, 3));
            assertThat(position("connector", "oracle", "commit_scn", "1000", "scn", "999", "txSeq", 8L, "ssn", 3L))
                    .isEqualTo(Position.of(1000, 999, 8));
        }

        @Test
        void aSnapshotHasNoCommit() {
            assertThat(position("connector", "oracle", "scn", "999")).isEqualTo(Position.of(999, 999, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongodb", "cassandra", "vitess", "spanner", "cockroachdb", "informix", "unheard-of"})
    void othersHaveNone(String connector) {
        assertThat(position("connector", connector, "lsn", 5L, "file", "x.1", "pos", 1L, "scn", "7"))
                .isEqualTo(Position.NONE);
    }

    /** As targets that compare text would see it. */
    @Property
    void theOrderOfPostgresIsThatOfTheirText(
            @ForAll @LongRange(min = 1) long commit,
            @ForAll @LongRange(min = 1) long event,
            @ForAll @LongRange(min = 1) long otherCommit,
            @ForAll @LongRange(min = 1) long otherEvent) {
        Position one =
                position("connector", "postgresql", "lsn", event, "sequence", "[\"" + commit + "\",\"" + event + "\"]");
        Position other = position(
                "connector",
                "postgresql",
                "lsn",
                otherEvent,
                "sequence",
                "[\"" + otherCommit + "\",\"" + otherEvent + "\"]");

        assertThat(Integer.signum(one.toString().compareTo(other.toString())))
                .isEqualTo(Integer.signum(one.compareTo(other)));
        assertThat(one).isEqualTo(Position.of(commit, event));
    }

    @Property
    void theOrderOfSqlServerIsThatOfItsHexText(
            @ForAll @LongRange(min = 0) long commit,
            @ForAll @LongRange(min = 0) long change,
            @ForAll @Positive short serial) {
        String commitLsn = lsn(commit);
        String changeLsn = lsn(change);
        Position position = position(
                "connector", "sqlserver", "commit_lsn", commitLsn, "change_lsn", changeLsn, "event_serial_no", (long)
                        serial);

        String digits = commitLsn.replace(":", "") + changeLsn.replace(":", "") + String.format("%08x", serial);
        assertThat(position.toString().replace("/", "")).isEqualTo(digits);
    }

    private static String lsn(long number) {
        String digits = String.format("%020x", number);
        return digits.substring(0, 8) + ":" + digits.substring(8, 16) + ":" + digits.substring(16);
    }
}
