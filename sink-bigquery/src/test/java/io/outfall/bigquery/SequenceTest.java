// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.bigquery.emulator.storage.SequenceNumber;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSettings;
import io.outfall.row.ChangeRow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers by which BigQuery orders the changes of a key. */
class SequenceTest {
    private static final TopicPartition PARTITION = new TopicPartition("shop.items", 0);

    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());
    private final Sequence sequence = new Sequence();
    private long offset = 26;

    /** The number of the next record, whose {@code source} has these fields: {@code lsn=5 snapshot=true}. */
    private String number(String source) {
        return number(envelope(source));
    }

    private String number(@Nullable Map<String, Object> value) {
        return sequence.of(next(value), PARTITION);
    }

    private static Map<String, Object> envelope(String source) {
        Map<String, Object> fields = new HashMap<>();
        Arrays.stream(source.split(" ")).map(field -> field.split("=", 2)).forEach(field -> {
            boolean isNumber = field[1].matches("\\d+") && !field[0].contains("scn");
            fields.put(field[0], isNumber ? (Object) Long.valueOf(field[1]) : field[1]);
        });
        return Map.of("op", "c", "after", Map.of("id", 1L), "source", fields);
    }

    private ChangeRow next(@Nullable Map<String, Object> value) {
        SinkRecord record = new SinkRecord(PARTITION.topic(), 0, null, Map.of("id", 1L), null, value, offset++);
        return ChangeRow.of(decoder.decode(record));
    }

    /** Zeros in front of the sections left out: {@code 2a/1/0/1a} is how people write it. */
    private static String brief(String number) {
        assertThat(number).matches("[0-9a-f]{16}(/[0-9a-f]{16}){3}");
        return Arrays.stream(number.split("/"))
                .map(section -> Long.toHexString(Long.parseUnsignedLong(section, 16)))
                .reduce((a, b) -> a + "/" + b)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            connector=postgresql lsn=43294184 sequence=["43294100","43294184"]                        | 2949d94/2949de8/0/1a
            connector=postgresql lsn=43294000 sequence=[null,"43294000"]                              | 2949d30/2949d30/0/1a
            connector=postgresql lsn=42588912 sequence=[null,"42588912"] snapshot=first               | 289daf0/289daf0/0/1a
            connector=postgresql sequence=["43946288","43947048"] snapshot=incremental                | 29e9130/0/0/1a
            connector=mysql file=mysql-bin.000123 pos=4 row=2                                         | 7b/4/2/1a
            connector=mariadb file=mariadb-bin.000003 pos=1045                                        | 3/415/0/1a
            connector=sqlserver commit_lsn=00000027:00000ac0:0002 change_lsn=00000027:00000758:0003 event_serial_no=2 | 2700000ac0/2000000270000/758000300000002/1a
            connector=sqlserver commit_lsn=00000027:00000ac0:0002 snapshot=true                       | 2700000ac0/2000000000000/0/1a
            connector=oracle commit_scn=1000 scn=999 ssn=3                                            | 3e8/3e7/3/1a
            connector=oracle scn=999 snapshot=true                                                    | 3e7/3e7/0/1a
            connector=db2 commit_lsn=00000000:0000150f:00000000:0008c4d2 change_lsn=00000000:00000000:00000000:0008c4d1 | 150f/8c4d2/0/1a
            connector=mongodb ord=3                                                                   | 0/0/0/1a
            """)
    void aNumberIsThePlaceInTheLogOfTheSourceAndTheKafkaOffset(String source, String expected) {
        assertThat(brief(number(source))).isEqualTo(expected);
    }

    @Test
    void theOffsetAloneCountsWhereTheSettingSaysSo() {
        EventSettings byOffset = new EventSettings(
                EventSettings.Format.AUTO,
                EventSettings.defaults().flattened(),
                EventSettings.UNAVAILABLE,
                false,
                EventSettings.defaults().key(),
                EventSettings.defaults().types(),
                EventSettings.defaults().values(),
                EventSettings.PositionOrder.OFFSET,
                EventSettings.defaults().signalTable(),
                EventSettings.defaults().controlTopics());
        Map<String, Object> source = Map.of("connector", "postgresql", "lsn", 50L, "sequence", "[\"5\",\"50\"]");
        SinkRecord record = new SinkRecord(
                PARTITION.topic(),
                0,
                null,
                Map.of("id", 1L),
                null,
                Map.of("op", "c", "after", Map.of("id", 1L), "source", source),
                26);

        assertThat(brief(sequence.of(ChangeRow.of(new EventDecoder(byOffset).decode(record)), PARTITION)))
                .isEqualTo("1a/0/0/1a");
    }

    @Nested
    class ComparedAsBigQueryDoes {

        /** Each record comes after those above it in the order of the source, in whatever order they are met. */
        private void assertAscending(List<String> numbers) {
            for (int i = 1; i < numbers.size(); i++) {
                assertThat(SequenceNumber.of(numbers.get(i)))
                        .as("number %s", i)
                        .isGreaterThan(SequenceNumber.of(numbers.get(i - 1)));
            }
        }

        @Test
        void aTransactionThatASnapshotDidNotSeeComesBehindIt() {
            String before = number("connector=postgresql lsn=900 sequence=[\"800\",\"900\"]");
            String snapshot = number("connector=postgresql lsn=1000 sequence=[null,\"1000\"] snapshot=true");
            String begunBeforeIt = number("connector=postgresql lsn=950 sequence=[null,\"950\"]");
            String sameTransaction = number("connector=postgresql lsn=960 sequence=[null,\"960\"]");
            String next = number("connector=postgresql lsn=955 sequence=[\"1100\",\"955\"]");

            assertAscending(List.of(before, snapshot, begunBeforeIt, sameTransaction, next));
        }

        @Test
        void whatTheSourceTellsAgainStaysWhereItWas() {
            String first = number("connector=postgresql lsn=900 sequence=[\"800\",\"900\"]");
            String second = number("connector=postgresql lsn=990 sequence=[\"980\",\"990\"]");
            String firstAgain = number("connector=postgresql lsn=900 sequence=[\"800\",\"900\"]");

            assertAscending(List.of(first, firstAgain, second));
        }

        @Test
        void anIncrementalSnapshotWinsOverWhatIsOlderAndLosesToWhatIsNewer() {
            String older = number("connector=postgresql lsn=900 sequence=[\"800\",\"900\"]");
            String read = number("connector=postgresql sequence=[\"950\",\"900\"] snapshot=incremental");
            String newer = number("connector=postgresql lsn=940 sequence=[\"950\",\"940\"]");

            assertAscending(List.of(older, read, newer));
        }

        @Test
        void aTombstoneThatIsItsOwnDeletionComesRightAfterTheRecordBeforeIt() {
            String before = number("connector=postgresql lsn=900 sequence=[\"800\",\"900\"]");
            String tombstone = number((Map<String, Object>) null);
            String insertedAgain = number("connector=postgresql lsn=990 sequence=[\"980\",\"990\"]");

            assertAscending(List.of(before, tombstone, insertedAgain));
        }

        @Test
        void twoSnapshotsAtOnePlaceAreOrderedByTheirOffsets() {
            String first = number("connector=postgresql lsn=900 sequence=[null,\"900\"] snapshot=true");
            String second = number("connector=postgresql lsn=900 sequence=[null,\"900\"] snapshot=true");

            assertAscending(List.of(first, second));
        }

        @Test
        void aTopicMadeAnewWinsThoughItsOffsetsStartAgain() {
            String before = number("connector=postgresql lsn=900 sequence=[\"800\",\"900\"]");
            sequence.revoke(List.of(PARTITION));
            offset = 0;
            String snapshot = number("connector=postgresql lsn=1000 sequence=[null,\"1000\"] snapshot=true");

            assertAscending(List.of(before, snapshot));
        }
    }

    @Nested
    class WhoeverTakesAPartitionOver {

        private final ChangeRow later = row(1_000, "lsn=1200 sequence=[\"1100\",\"1200\"] txId=702");
        private final ChangeRow unseen = row(1_000, "lsn=990 sequence=[null,\"990\"] txId=701");

        @Test
        void looksAtSomeRecordsBeforeTheFirstOnce() {
            assertThat(sequence.lookBack(later, PARTITION)).hasValue(900);
            sequence.of(row(998, "lsn=1100 sequence=[\"1000\",\"1100\"] txId=700"), PARTITION);

            assertThat(sequence.lookBack(later, PARTITION)).isEmpty();
        }

        @Test
        void findsNoneBeforeTheBeginning() {
            assertThat(sequence.lookBack(row(7, "lsn=1 txId=1"), PARTITION)).hasValue(0);
            assertThat(sequence.lookBack(row(0, "lsn=1 txId=1"), new TopicPartition("shop.items", 1)))
                    .isEmpty();
        }

        @Test
        void doesSoAgainWhenItComesBack() {
            sequence.lookBack(later, PARTITION);
            sequence.revoke(List.of(PARTITION));

            assertThat(sequence.lookBack(later, PARTITION)).hasValue(900);
        }

        @Test
        void looksFurtherInsideATransactionAndFindsTheSnapshotThatDidNotSeeIt() {
            assertThat(sequence.lookBack(unseen, PARTITION)).hasValue(900);
            sequence.of(row(900, "lsn=901 sequence=[null,\"901\"] txId=701"), PARTITION);

            assertThat(sequence.lookBack(unseen, PARTITION)).hasValue(0);
            sequence.of(row(600, "lsn=1000 sequence=[null,\"1000\"] snapshot=last txId=700"), PARTITION);
            sequence.of(row(601, "lsn=901 sequence=[null,\"901\"] txId=701"), PARTITION);

            assertThat(sequence.lookBack(unseen, PARTITION)).isEmpty();
            assertThat(brief(sequence.of(unseen, PARTITION))).isEqualTo("3e8/3e8/3de/3e8");
        }

        @Test
        void looksFurtherAlsoWhereATransactionBeginsBehindRowsThatTellNone() {
            ChangeRow read = row(1_000, "sequence=[\"800\",null] snapshot=incremental");
            sequence.lookBack(read, PARTITION);
            assertThat(sequence.lookBack(read, PARTITION)).isEmpty();
            sequence.of(read, PARTITION);

            assertThat(sequence.lookBack(row(1_001, "lsn=790 sequence=[\"800\",\"790\"] txId=701"), PARTITION))
                    .hasValue(0);
        }

        @Test
        void looksNoFurtherThanWhereItsTransactionBegins() {
            ChangeRow far = row(1_000_000, "lsn=990 sequence=[null,\"990\"] txId=701");
            sequence.lookBack(far, PARTITION);
            sequence.of(row(999_900, "lsn=800 sequence=[null,\"800\"] txId=699"), PARTITION);
            sequence.of(row(999_999, "lsn=989 sequence=[null,\"989\"] txId=701"), PARTITION);

            assertThat(sequence.lookBack(far, PARTITION)).isEmpty();
        }

        @Test
        void looksNoFurtherWhereRowsNameNoTransaction() {
            ChangeRow plain = row(1_000_000, "connector=mongodb");
            sequence.lookBack(plain, PARTITION);
            sequence.of(row(999_900, "connector=mongodb"), PARTITION);

            assertThat(sequence.lookBack(plain, PARTITION)).isEmpty();
        }

        private ChangeRow row(long at, String source) {
            offset = at;
            return next(envelope(source));
        }
    }
}
