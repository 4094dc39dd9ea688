// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.CellState;
import io.outfall.event.ChangeEvent;
import io.outfall.event.Column;
import io.outfall.event.Control;
import io.outfall.event.Key;
import io.outfall.event.LogicalMessage;
import io.outfall.event.Malformed;
import io.outfall.event.Op;
import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.Snapshot;
import io.outfall.testing.fixture.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened in the recorded tables, event by event, as the SQL beside the recordings had it. */
class RecordedEventsTest {

    static Stream<String> sets() {
        return Fixtures.sets().stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void nothingRecordedIsMalformed(String set) {
        for (String topic : Fixtures.topics(set)) {
            assertThat(Recorded.events(set, topic)).as(topic).noneMatch(Malformed.class::isInstance);
        }
    }

    @Test
    void insertUpdateDeleteAndInsertAgain() {
        assertThat(Recorded.log("adaptive_precise", "fx.identity_default")).isEqualTo("""
                        READ id=1 a=a1 b=b1
                        READ id=2 a=a2 b=NULL
                        CREATE id=10 a=a10 b=b10
                        UPDATE id=10 a=a10 changed b=b10
                        UPDATE id=10 a=a10 changed b=b10
                        DELETE id=10 a=ABSENT b=ABSENT
                        TOMBSTONE id=10
                        CREATE id=10 a=a10 again b=NULL
                        DELETE id=2 a=ABSENT b=ABSENT
                        TOMBSTONE id=2
                        DELETE id=1 a=ABSENT b=ABSENT
                        TOMBSTONE id=1
                        CREATE id=20 a=a1 b=b1
                        """);
    }

    @Test
    void flattenedWithoutMetadataDeletesAreTombstones() {
        assertThat(Recorded.log("flat_default", "fx.identity_default")).isEqualTo("""
                        PLAIN id=1 a=a1 b=b1
                        PLAIN id=2 a=a2 b=NULL
                        PLAIN id=10 a=a10 b=b10
                        PLAIN id=10 a=a10 changed b=b10
                        PLAIN id=10 a=a10 changed b=b10
                        TOMBSTONE id=10
                        PLAIN id=10 a=a10 again b=NULL
                        TOMBSTONE id=2
                        TOMBSTONE id=1
                        PLAIN id=20 a=a1 b=b1
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adaptive_precise", "connect_precise", "isostring_string", "plain", "avro", "flat"})
    void aChangedKeyIsADeleteAndACreate(String set) {
        assertThat(Recorded.log(set, "fx.key_change")
                        .replace("a=ABSENT id=", "id=")
                        .replaceAll(" a=ABSENT", ""))
                .isEqualToNormalizingWhitespace(inOrderOf(set, """
                        READ id=1 a=a1
                        DELETE id=1
                        TOMBSTONE id=1
                        CREATE id=2 a=a1
                        DELETE id=2
                        TOMBSTONE id=2
                        CREATE id=3 a=a3
                        """));
    }

    /** Maps have no order: their columns come in that of the alphabet. */
    private static String inOrderOf(String set, String log) {
        return set.equals("plain") ? log.replaceAll("(id=\\d) (a=a\\d)", "$2 $1") : log;
    }

    @Test
    void aKeyOfSeveralColumnsWithADateAmongThem() {
        for (String set : List.of("adaptive_precise", "connect_precise", "isostring_string")) {
            assertThat(Recorded.log(set, "fx.compound_key")).as(set).isEqualTo("""
                            READ tenant=acme id=9007199254740993 at=19782 b=b1
                            CREATE tenant=acme id=2 at=19723 b=b2
                            UPDATE tenant=acme id=2 at=19723 b=b2 changed
                            DELETE tenant=acme id=2 at=19723 b=ABSENT
                            TOMBSTONE tenant=acme id=2 at=19723
                            CREATE tenant=acme id=2 at=19724 b=b2 changed
                            DELETE tenant=acme id=2 at=19724 b=ABSENT
                            TOMBSTONE tenant=acme id=2 at=19724
                            """);
        }
    }

    @Test
    void aTableWithoutKey() {
        List<RowChange> changes = Recorded.changes("adaptive_precise", "fx.no_key_full");

        assertThat(changes).extracting(RowChange::key).containsOnlyNulls();
        assertThat(changes.get(5).op()).isEqualTo(Op.DELETE);
        assertThat(Cells.of(changes.get(5).before())).isEqualTo(Cells.cells("a", 10, "b", "b10 changed"));
    }

    @Test
    void aTruncateStandsBetweenTheRowsBeforeAndAfterIt() {
        assertThat(Recorded.log("adaptive_precise", "fx.truncated")).isEqualTo("""
                        READ id=1 a=a1
                        CREATE id=2 a=a2
                        TRUNCATE truncated
                        CREATE id=3 a=a3
                        """);
    }

    @Test
    void columnsComeChangeAndGo() {
        assertThat(Recorded.log("adaptive_precise", "fx.evolving")).isEqualTo("""
                        READ id=1 a=10 b=before any change
                        CREATE id=2 a=20 b=two
                        CREATE id=3 a=30 b=three c=added nullable
                        CREATE id=4 a=40 b=four c=c d=8
                        UPDATE id=1 a=10 b=one changed c=NULL d=7
                        CREATE id=5 a=5000000000 b=five c=c d=9
                        CREATE id=6 a=sixty b=six c=c d=10
                        CREATE id=7 a=seventy b_renamed=seven c=c d=11
                        CREATE id=8 a=eighty b_renamed=eight d=12
                        CREATE id=9 a=ninety b_renamed=nine d=7
                        DELETE id=2 a=ABSENT b_renamed=ABSENT d=ABSENT
                        TOMBSTONE id=2
                        """);
    }

    @Test
    void namesAreTakenAsTheyAre() {
        assertThat(Recorded.log("adaptive_precise", "fx.Odd_N_me-1.x"))
                .startsWith("READ Id=1 select=s 1st=f with space=sp with-dash=da with.dot=do ünï=u camelCase=c\n");
        assertThat(Recorded.log("avro", "fx.Odd_N_me-1.x"))
                .startsWith("READ Id=1 select=s _1st=f with_space=sp with_dash=da with_dot=do _n_=u camelCase=c\n");
    }

    @Nested
    class UnchangedLargeValues {
        private final List<String> large =
                List.of("big_text", "big_bytea", "big_jsonb", "big_texts", "big_ints", "big_hstore", "big_xml");

        private List<String> unavailable(Row row) {
            List<String> names = new ArrayList<>();
            for (Column column : row.layout().columns()) {
                if (column.state(row.data()) == CellState.UNAVAILABLE) {
                    names.add(column.name());
                }
            }
            return names;
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "adaptive_precise",
                    "connect_precise",
                    "isostring_string",
                    "plain",
                    "avro",
                    "flat",
                    "flat_default"
                })
        void areUnavailableExactlyWhereTheDatabaseDidNotRepeatThem(String set) {
            List<RowChange> changes = Recorded.changes(set, "fx.toast_default");

            assertThat(unavailable(changes.get(0).image())).isEmpty();
            assertThat(unavailable(changes.get(1).image())).containsExactlyInAnyOrderElementsOf(large);
            assertThat(unavailable(changes.get(2).image()))
                    .as("the text was set")
                    .containsExactlyInAnyOrder(
                            "big_bytea", "big_jsonb", "big_texts", "big_ints", "big_hstore", "big_xml");
            assertThat(unavailable(changes.get(3).image()))
                    .as("the text is small by now and the array was set to NULL")
                    .containsExactlyInAnyOrder("big_bytea", "big_jsonb", "big_ints", "big_hstore", "big_xml");
            assertThat(Cells.of(changes.get(3).image()))
                    .containsEntry("big_text", "now small")
                    .containsEntry("big_texts", null);
        }

        @ParameterizedTest
        @ValueSource(strings = {"adaptive_precise", "plain", "avro", "flat"})
        void areThereWhereTheReplicaIdentityIsFull(String set) {
            for (RowChange change : Recorded.changes(set, "fx.toast_full")) {
                assertThat(unavailable(change.image())).isEmpty();
            }
        }
    }

    @Nested
    class Snapshots {

        @Test
        void firstTheInitialOneThenTheIncrementalOneAfterTheTransactionsBeforeIt() {
            List<RowChange> rows = Recorded.changes("adaptive_precise", "fx.incremental");

            assertThat(rows).hasSize(50).extracting(RowChange::op).containsOnly(Op.READ);
            assertThat(rows.subList(0, 25)).allSatisfy(row -> {
                assertThat(row.source().snapshot()).isEqualTo(Snapshot.INITIAL);
                assertThat(row.source().position()).isEqualTo(Position.of(42588912, 42588912));
            });
            assertThat(rows.subList(25, 50)).allSatisfy(row -> {
                assertThat(row.source().snapshot()).isEqualTo(Snapshot.INCREMENTAL);
                assertThat(row.source().position()).isGreaterThan(Position.of(42588912, 42588912));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adaptive_precise", "connect_precise", "isostring_string", "plain", "avro"})
    void positionsGrowWithTheLog(String set) {
        for (String topic : Fixtures.topics(set)) {
            assertThat(positions(Recorded.changes(set, topic))).as(topic).isSorted();
        }
    }

    @Test
    void withoutTheCommitPositionsGrowForEachKey() {
        for (String topic : Fixtures.topics("flat")) {
            Recorded.changes("flat", topic).stream()
                    .filter(change -> change.key() != null)
                    .collect(Collectors.groupingBy(change -> Key.of(change.key())))
                    .forEach((key, changes) ->
                            assertThat(positions(changes)).as(topic).isSorted());
        }
    }

    private static List<Position> positions(List<RowChange> changes) {
        return changes.stream()
                .map(change -> change.source().position())
                .filter(position -> !position.isNone())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void logicalMessagesAreNoRows(String set) {
        assertThat(Recorded.events(set, "message")).hasSize(5).hasOnlyElementsOfType(LogicalMessage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adaptive_precise", "plain", "avro", "flat"})
    void theSignalTableIsNoData(String set) {
        List<ChangeEvent> events = Recorded.events(set, "fx.signal", Settings.signalTable("fx.signal"));

        assertThat(events)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                Control.class,
                                control -> assertThat(control.kind()).isEqualTo(Control.Kind.SIGNAL)));
    }

    @Test
    void everyTableHasOneLayoutForItsWholeAndItsDeletedRows() {
        List<RowChange> changes = Recorded.changes("adaptive_precise", "fx.identity_full");

        assertThat(changes)
                .extracting(change -> change.image().layout())
                .containsOnly(changes.get(0).image().layout());
    }

    @Test
    void aTableHasAsManyLayoutsAsItHadVersions() {
        long layouts = Recorded.changes("adaptive_precise", "fx.evolving").stream()
                .map(change -> change.image().layout())
                .distinct()
                .count();

        assertThat(layouts)
                .as("the last, DROP NOT NULL, did not reach the connector")
                .isEqualTo(7);
    }
}
