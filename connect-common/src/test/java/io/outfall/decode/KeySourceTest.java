// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Cells.cells;
import static io.outfall.decode.Cells.column;
import static io.outfall.decode.Records.envelopeValue;
import static io.outfall.decode.Records.row;
import static io.outfall.event.CellState.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.KeyDelete;
import io.outfall.event.Malformed;
import io.outfall.event.RowChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where key columns come from. */
class KeySourceTest {

    private static RowChange change(EventDecoder decoder, SinkRecord record) {
        return (RowChange) decoder.decode(record);
    }

    @Nested
    class RecordKeys {

        @Test
        void markTheColumnsOfTheRow() {
            EventDecoder decoder = new EventDecoder(EventSettings.defaults());
            RowChange change = change(decoder, Records.envelope("c", 1, null, row(1, "Ada", true)));

            assertThat(column(change.image().layout(), "id").isKey()).isTrue();
            assertThat(column(change.image().layout(), "name").isKey()).isFalse();
        }

        @Test
        void thatAreBareValuesNeedAColumnName() {
            SinkRecord record = Records.of(Schema.INT32_SCHEMA, 1, envelopeValue("d", null, null));
            EventDecoder unnamed = new EventDecoder(EventSettings.defaults());
            EventDecoder named = new EventDecoder(Settings.key(new KeySource.RecordKey(Optional.of("id"))));

            assertThat(change(unnamed, record).key()).isNull();
            assertThat(Cells.of(change(named, record).key())).isEqualTo(cells("id", 1));
            assertThat(Cells.of(change(named, record).image()))
                    .isEqualTo(cells("id", 1, "name", ABSENT, "active", ABSENT));
        }

        @Test
        void thatAreBareTombstonesDeleteByTheNamedColumn() {
            EventDecoder named = new EventDecoder(Settings.key(new KeySource.RecordKey(Optional.of("id"))));
            SinkRecord withSchema = Records.of(Records.TOPIC, Schema.STRING_SCHEMA, "a-1", null, null);
            SinkRecord without = Records.of(Records.TOPIC, null, 7L, null, null);

            assertThat(Cells.of(((KeyDelete) named.decode(withSchema)).key())).isEqualTo(cells("id", "a-1"));
            assertThat(Cells.of(((KeyDelete) named.decode(without)).key())).isEqualTo(cells("id", 7L));
        }

        @Test
        void thatTheRowHasNotAreAddedToIt() {
            Schema key = SchemaBuilder.struct()
                    .field("tenant", Schema.STRING_SCHEMA)
                    .field("id", Schema.INT32_SCHEMA)
                    .build();
            Struct acme1 = new Struct(key).put("tenant", "acme").put("id", 1);
            EventDecoder decoder = new EventDecoder(EventSettings.defaults());
            RowChange upsert = change(decoder, Records.of(key, acme1, envelopeValue("c", null, row(1, "Ada", true))));
            RowChange delete = change(decoder, Records.of(key, acme1, envelopeValue("d", null, null)));

            assertThat(Cells.of(upsert.image()))
                    .isEqualTo(cells("tenant", "acme", "id", 1, "name", "Ada", "active", true));
            assertThat(Cells.of(delete.image()))
                    .isEqualTo(cells("tenant", "acme", "id", 1, "name", ABSENT, "active", ABSENT));
            assertThat(delete.image().layout()).isSameAs(upsert.image().layout());
        }

        @Test
        void ofAnotherTypeThanTheColumnStandAloneInADelete() {
            EventDecoder named = new EventDecoder(Settings.key(new KeySource.RecordKey(Optional.of("id"))));
            RowChange delete = change(named, Records.of(Schema.STRING_SCHEMA, "1", envelopeValue("d", null, null)));

            assertThat(Cells.of(delete.image())).isEqualTo(cells("id", "1"));
        }

        @Test
        void inOtherWidthsOfIntegersAreTheSameKey() {
            EventDecoder named = new EventDecoder(Settings.key(new KeySource.RecordKey(Optional.of("id"))));
            RowChange delete = change(named, Records.of(Schema.INT64_SCHEMA, 1L, envelopeValue("d", null, null)));

            assertThat(Cells.of(delete.image())).isEqualTo(cells("id", 1L, "name", ABSENT, "active", ABSENT));
        }
    }

    @Nested
    class ColumnsOfTheRow {
        private final EventDecoder decoder =
                new EventDecoder(Settings.key(new KeySource.RowColumns(List.of("name", "id"))));

        @Test
        void areTheKeyInTheirConfiguredOrder() {
            RowChange change = change(decoder, Records.of(null, null, envelopeValue("c", null, row(1, "Ada", true))));

            assertThat(Cells.of(change.key())).isEqualTo(cells("name", "Ada", "id", 1));
            assertThat(List.copyOf(Cells.of(change.key()).keySet())).containsExactly("name", "id");
            assertThat(column(change.image().layout(), "name").isKey()).isTrue();
        }

        @Test
        void areReadFromTheRowBeforeADelete() {
            RowChange change = change(decoder, Records.of(null, null, envelopeValue("d", row(1, "Ada", true), null)));

            assertThat(Cells.of(change.key())).isEqualTo(cells("name", "Ada", "id", 1));
            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", "Ada", "active", ABSENT));
        }

        @Test
        void areUnknownOfADeleteThatDoesNotCarryTheRow() {
            assertThat(decoder.decode(Records.of(null, null, envelopeValue("d", null, null))))
                    .isInstanceOfSatisfying(Malformed.class, malformed -> {
                        assertThat(malformed.field()).isEqualTo("before");
                        assertThat(malformed.reason()).contains("key columns");
                    });
        }

        @Test
        void thatAreMissingMakeTheRecordMalformed() {
            EventDecoder wrong = new EventDecoder(Settings.key(new KeySource.RowColumns(List.of("uuid"))));

            for (SinkRecord record : List.of(
                    Records.of(null, null, envelopeValue("c", null, row(1, "Ada", true))),
                    Records.of(null, null, row(1, "Ada", true)),
                    Records.ofMap(null, Map.of("id", 1L)))) {
                assertThat(wrong.decode(record)).isInstanceOfSatisfying(Malformed.class, malformed -> {
                    assertThat(malformed.field()).isEqualTo("uuid");
                    assertThat(malformed.reason()).isEqualTo("the row has no such column, which is to be its key");
                });
            }
        }

        @Test
        void leaveTombstonesWithoutKey() {
            assertThat(((KeyDelete) decoder.decode(Records.of(Records.TOPIC, Records.KEY, Records.key(1), null, null)))
                            .key())
                    .isNull();
        }
    }

    @Nested
    class Headers {

        @Test
        void areReadLikeRecordKeysEvenWhereTheWorkerMadeMapsOfThem() {
            EventDecoder decoder = new EventDecoder(Settings.key(new KeySource.Header("pk", "id")));
            SinkRecord bare = Records.of(null, null, row(1, "Ada", true));
            bare.headers().addByte("pk", (byte) 1);
            SinkRecord map = Records.of(null, null, row(1, "Ada", true));
            map.headers()
                    .addMap(
                            "pk",
                            new LinkedHashMap<>(Map.of("id", 1)),
                            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                    .build());
            SinkRecord without = Records.of(null, null, row(1, "Ada", true));

            assertThat(Cells.of(change(decoder, bare).key())).isEqualTo(cells("id", (byte) 1));
            assertThat(Cells.of(change(decoder, map).key())).isEqualTo(cells("id", 1));
            assertThat(change(decoder, without).key()).isNull();
        }
    }

    @Test
    void noKeyIsWantedWhereRowsAreOnlyAppended() {
        EventDecoder decoder = new EventDecoder(Settings.key(new KeySource.None()));
        RowChange change = change(decoder, Records.envelope("c", 1, null, row(1, "Ada", true)));

        assertThat(change.key()).isNull();
        assertThat(column(change.image().layout(), "id").isKey()).isFalse();
    }
}
