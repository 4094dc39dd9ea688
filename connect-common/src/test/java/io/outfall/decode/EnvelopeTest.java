// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Cells.cells;
import static io.outfall.decode.Records.envelope;
import static io.outfall.decode.Records.envelopeValue;
import static io.outfall.decode.Records.row;
import static io.outfall.event.CellState.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Key;
import io.outfall.event.KeyDelete;
import io.outfall.event.LogicalMessage;
import io.outfall.event.Malformed;
import io.outfall.event.Op;
import io.outfall.event.Position;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.event.Snapshot;
import io.outfall.event.SourceInfo;
import io.outfall.event.Truncate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Debezium's change envelope: what each operation means and what is known of the row. */
class EnvelopeTest {
    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());

    private RowChange change(SinkRecord record) {
        return (RowChange) decoder.decode(record);
    }

    @Nested
    class Operations {

        @ParameterizedTest
        @CsvSource({"r, READ", "c, CREATE", "u, UPDATE"})
        void readsCreatesAndUpdatesShowTheRowAfterThem(String code, Op op) {
            RowChange change = change(envelope(code, 1, null, row(1, "Ada", true)));

            assertThat(change.op()).isEqualTo(op);
            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", "Ada", "active", true));
            assertThat(Cells.of(change.after())).isEqualTo(cells("id", 1, "name", "Ada", "active", true));
            assertThat(change.before()).isNull();
        }

        @Test
        void anUpdateMayShowTheRowBeforeItToo() {
            RowChange change = change(envelope("u", 1, row(1, "Ada", true), row(1, "Ada L.", true)));

            assertThat(Cells.of(change.before())).containsEntry("name", "Ada");
            assertThat(Cells.of(change.after())).containsEntry("name", "Ada L.");
        }

        @Test
        void aTruncateHasNoRowAndNoKey() {
            ChangeEvent event = decoder.decode(Records.of(null, null, envelopeValue("t", null, null)));

            assertThat(event).isInstanceOf(Truncate.class);
            assertThat(((Truncate) event).source().table()).isEqualTo("customers");
        }

        @Test
        void aLogicalMessageIsNoRow() {
            assertThat(decoder.decode(Records.of(null, null, envelopeValue("m", null, null))))
                    .isInstanceOf(LogicalMessage.class);
        }

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"x", "i", "", "create"})
        void anUnknownOneIsNeverGuessed(String code) {
            ChangeEvent event = decoder.decode(Records.of(null, null, envelopeValue(code, null, row(1, "Ada", true))));

            assertThat(event).isInstanceOfSatisfying(Malformed.class, malformed -> {
                assertThat(malformed.field()).isEqualTo("op");
                assertThat(malformed.reason()).contains("operation");
            });
        }

        @Test
        void cassandraInsertsWithACodeOfItsOwnAndReadsWithAnothersCode() {
            Struct insert = envelopeValue("i", null, row(1, "Ada", true));
            insert.getStruct("source").put("connector", "cassandra");
            Struct range = envelopeValue("r", null, row(1, "Ada", true));
            range.getStruct("source").put("connector", "cassandra");

            assertThat(change(Records.of(null, null, insert)).op()).isEqualTo(Op.CREATE);
            assertThat(decoder.decode(Records.of(null, null, range)))
                    .isInstanceOfSatisfying(
                            Malformed.class,
                            malformed -> assertThat(malformed.reason()).contains("range tombstone"));
        }

        @Test
        void aRowIsMissingWhereOneMustBe() {
            assertThat(decoder.decode(envelope("u", 1, row(1, "Ada", true), null)))
                    .isInstanceOfSatisfying(Malformed.class, malformed -> {
                        assertThat(malformed.field()).isEqualTo("after");
                        assertThat(malformed.reason()).isEqualTo("there is no row after the operation u");
                    });
        }
    }

    @Nested
    class Nulls {

        @Test
        void stayNullWhereTheColumnHasADefault() {
            assertThat(Cells.of(
                            change(envelope("c", 1, null, row(1, null, null))).image()))
                    .isEqualTo(cells("id", 1, "name", null, "active", null));
        }

        @Test
        void aValueThatEqualsTheDefaultIsAValue() {
            assertThat(Cells.of(
                            change(envelope("c", 0, null, row(0, null, true))).image()))
                    .isEqualTo(cells("id", 0, "name", null, "active", true));
        }
    }

    @Nested
    class Deletes {

        @Test
        void areAppliedByTheRecordKeyAndNothingElseIsKnown() {
            Struct madeUp = row(1, null, true);
            RowChange change = change(envelope("d", 1, madeUp, null));

            assertThat(change.op()).isEqualTo(Op.DELETE);
            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", ABSENT, "active", ABSENT));
            assertThat(Cells.of(change.key())).isEqualTo(cells("id", 1));
            assertThat(change.after()).isNull();
        }

        @Test
        void needNoRowBefore() {
            RowChange change = change(envelope("d", 1, null, null));

            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", ABSENT, "active", ABSENT));
            assertThat(change.before()).isNull();
        }

        @Test
        void believeTheKeyWhereTheRowBeforeSaysOtherwise() {
            assertThat(Cells.of(
                            change(envelope("d", 7, row(0, "Ada", true), null)).image()))
                    .containsEntry("id", 7);
        }

        @Test
        void showTheRowBeforeWhereTheUserVouchesForIt() {
            EventDecoder trusting = new EventDecoder(Settings.completeBefore());
            RowChange full = (RowChange) trusting.decode(envelope("d", 1, row(1, "Ada", null), null));
            RowChange without = (RowChange) trusting.decode(envelope("d", 1, null, null));

            assertThat(Cells.of(full.image())).isEqualTo(cells("id", 1, "name", "Ada", "active", null));
            assertThat(Cells.of(without.image())).isEqualTo(cells("id", 1, "name", ABSENT, "active", ABSENT));
        }

        @Test
        void haveTheLayoutOfWholeRows() {
            RowChange whole = change(envelope("c", 1, null, row(1, "Ada", true)));
            RowChange gone = change(envelope("d", 1, null, null));

            assertThat(gone.image().layout()).isSameAs(whole.image().layout());
        }

        @Test
        void whoseRowBeforeHasAnotherSchemaThanTheRowAfterShowTheKeyAlone() {
            Schema old = SchemaBuilder.struct()
                    .optional()
                    .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("id", Schema.INT32_SCHEMA)
                    .build();
            Schema envelope = SchemaBuilder.struct()
                    .name("shop.public.customers.Envelope")
                    .field("before", old)
                    .field("after", Records.ROW)
                    .field("op", Schema.STRING_SCHEMA)
                    .build();
            Struct value = new Struct(envelope)
                    .put("op", "d")
                    .put("before", new Struct(old).put("name", "Ada").put("id", 1));
            RowChange change = (RowChange)
                    new EventDecoder(Settings.completeBefore()).decode(Records.of(Records.KEY, Records.key(1), value));

            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", ABSENT, "active", ABSENT));
            assertThat(Cells.of(change.before())).isEqualTo(cells("name", "Ada", "id", 1));
        }

        @Test
        void ofATableWithoutKeyKnowNothing() {
            RowChange change = change(Records.of(null, null, envelopeValue("d", row(1, "Ada", true), null)));

            assertThat(change.key()).isNull();
            assertThat(Cells.of(change.image())).isEqualTo(cells("id", ABSENT, "name", ABSENT, "active", ABSENT));
            assertThat(Cells.of(change.before())).isEqualTo(cells("id", 1, "name", "Ada", "active", true));
        }
    }

    @Nested
    class Tombstones {

        @Test
        void deleteByKeyWhateverSchemaStands() {
            Schema schema = Records.envelopeSchema("shop.public.customers.Envelope");
            SinkRecord bare = Records.of(Records.TOPIC, Records.KEY, Records.key(1), null, null);
            SinkRecord withSchema = Records.of(Records.TOPIC, Records.KEY, Records.key(1), schema, null);

            for (SinkRecord record : List.of(bare, withSchema)) {
                assertThat(decoder.decode(record))
                        .isInstanceOfSatisfying(
                                KeyDelete.class,
                                delete -> assertThat(Cells.of(delete.key())).isEqualTo(cells("id", 1)));
            }
        }

        @Test
        void withoutKeyDeleteNothing() {
            assertThat(decoder.decode(Records.of(Records.TOPIC, null, null, null, null)))
                    .isInstanceOfSatisfying(
                            KeyDelete.class, delete -> assertThat(delete.key()).isNull());
        }

        @Test
        void haveTheKeyLayoutOfTheRowsTheyFollow() {
            RowChange delete = change(envelope("d", 1, null, null));
            KeyDelete tombstone =
                    (KeyDelete) decoder.decode(Records.of(Records.TOPIC, Records.KEY, Records.key(1), null, null));

            Row key = Objects.requireNonNull(delete.key());
            Row same = Objects.requireNonNull(tombstone.key());

            assertThat(same.layout()).isSameAs(key.layout());
            assertThat(Key.of(same)).isEqualTo(Key.of(key));
        }
    }

    @Nested
    class Source {

        @Test
        void tellsWhereAndWhen() {
            SourceInfo source =
                    change(envelope("c", 1, null, row(1, "Ada", true))).source();

            assertThat(source.connector()).isEqualTo("postgresql");
            assertThat(source.server()).isEqualTo("shop");
            assertThat(source.database()).isEqualTo("shopdb");
            assertThat(source.schema()).isEqualTo("public");
            assertThat(source.table()).isEqualTo("customers");
            assertThat(source.timestampMicros()).isEqualTo(1_709_214_330_123_000L);
            assertThat(source.processedMicros()).isEqualTo(1_709_214_330_500_000L);
            assertThat(source.transactionId()).isEqualTo("77");
            assertThat(source.position()).isEqualTo(Position.of(100, 120));
            assertThat(source.snapshot()).isEqualTo(Snapshot.NONE);
        }

        @ParameterizedTest
        @CsvSource({
            "true, INITIAL",
            "first, INITIAL",
            "first_in_data_collection, INITIAL",
            "last_in_data_collection, INITIAL",
            "last, INITIAL",
            "incremental, INCREMENTAL",
            "false, NONE",
        })
        void tellsSnapshotsFromTheLog(String text, Snapshot expected) {
            Struct value = envelopeValue("r", null, row(1, "Ada", true));
            value.getStruct("source").put("snapshot", text);

            assertThat(change(Records.of(null, null, value)).source().snapshot())
                    .isEqualTo(expected);
        }

        @Test
        void tellsTheTimeAsExactlyAsItIsWritten() {
            Map<String, Object> millis = Map.of("connector", "mysql", "ts_ms", 5L);
            Map<String, Object> micros = Map.of("connector", "mysql", "ts_ms", 5L, "ts_us", 5_001L);
            Map<String, Object> nanos = Map.of("connector", "mysql", "ts_ms", 5L, "ts_ns", 5_002_900L);

            assertThat(timestamp(millis)).isEqualTo(5_000L);
            assertThat(timestamp(micros)).isEqualTo(5_001L);
            assertThat(timestamp(nanos)).isEqualTo(5_002L);
            assertThat(timestamp(Map.of())).isNull();
        }

        private @Nullable Long timestamp(Map<String, Object> source) {
            Map<String, Object> value = Map.of("op", "c", "after", Map.of("id", 1L), "source", source);
            return change(Records.ofMap(null, value)).source().timestampMicros();
        }

        @Test
        void wroteABooleanForSnapshotsOnce() {
            Map<String, Object> source = new HashMap<>(Map.of("connector", "mysql", "snapshot", false));
            Map<String, Object> value = Map.of("op", "c", "after", Map.of("id", 1L), "source", source);

            assertThat(change(Records.ofMap(null, value)).source().snapshot()).isEqualTo(Snapshot.NONE);

            source.put("snapshot", true);
            assertThat(change(Records.ofMap(null, value)).source().snapshot()).isEqualTo(Snapshot.INITIAL);
        }

        @Test
        void thePositionCanBeTheOffsetInstead() {
            EventDecoder byOffset = new EventDecoder(Settings.positions(EventSettings.PositionOrder.OFFSET));
            RowChange change = (RowChange) byOffset.decode(envelope("c", 1, null, row(1, "Ada", true)));

            assertThat(change.source().position()).isEqualTo(Position.of(42));
        }
    }

    @Test
    void aValueThatIsNoRowIsRefused() {
        assertThat(decoder.decode(Records.of(Records.TOPIC, null, null, Schema.STRING_SCHEMA, "{\"id\": 1}")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed ->
                                assertThat(malformed.reason()).isEqualTo("the value is of type string, not a row"));
        assertThat(decoder.decode(Records.of(Records.TOPIC, null, null, null, 5L)))
                .isInstanceOf(Malformed.class);
    }
}
