// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Cells.cells;
import static io.outfall.decode.Cells.column;
import static io.outfall.decode.Records.envelope;
import static io.outfall.decode.Records.row;
import static io.outfall.event.CellState.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.KeyDelete;
import io.outfall.event.LogicalMessage;
import io.outfall.event.Malformed;
import io.outfall.event.Op;
import io.outfall.event.Position;
import io.outfall.event.RowChange;
import io.outfall.event.Truncate;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an envelope is known, with and without a schema. */
class EnvelopeFormsTest {
    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());

    private RowChange change(SinkRecord record) {
        return (RowChange) decoder.decode(record);
    }

    @Nested
    class Recognition {

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"Envelope", "shop.public.customers.Envelope", "com.example.Renamed"})
        void doesNotNeedTheNameOfTheSchema(String name) {
            Struct value = new Struct(Records.envelopeSchema(name))
                    .put("after", row(1, "Ada", true))
                    .put("source", Records.source())
                    .put("op", "c");

            assertThat(Cells.of(change(Records.of(Records.KEY, Records.key(1), value))
                            .image()))
                    .isEqualTo(cells("id", 1, "name", "Ada", "active", true));
        }

        @Test
        void doesNotNeedTheSourceWhereTheNameIsThere() {
            Schema schema = SchemaBuilder.struct()
                    .name("shop.public.customers.Envelope")
                    .field("after", Records.ROW)
                    .field("op", Schema.STRING_SCHEMA)
                    .build();
            RowChange change = change(
                    Records.of(null, null, new Struct(schema).put("op", "c").put("after", row(1, "Ada", true))));

            assertThat(change.op()).isEqualTo(Op.CREATE);
            assertThat(change.source().table()).isNull();
            assertThat(change.source().position()).isEqualTo(Position.NONE);
        }

        @Test
        void aRowThatHappensToHaveAColumnCalledOpIsARow() {
            Schema schema = SchemaBuilder.struct()
                    .field("op", Schema.STRING_SCHEMA)
                    .field("before", Schema.STRING_SCHEMA)
                    .build();
            RowChange change = change(
                    Records.of(null, null, new Struct(schema).put("op", "add").put("before", "noon")));

            assertThat(change.op()).isEqualTo(Op.PLAIN);
            assertThat(Cells.of(change.image())).isEqualTo(cells("op", "add", "before", "noon"));
        }

        @Test
        void documentsAreRefusedByName() {
            Schema mongo = SchemaBuilder.struct()
                    .name("shop.store.customers.Envelope")
                    .field("before", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("after", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("source", Records.SOURCE)
                    .field("op", Schema.STRING_SCHEMA)
                    .build();
            Struct value = new Struct(mongo)
                    .put("op", "c")
                    .put("after", "{\"_id\": 1}")
                    .put("source", Records.source());

            assertThat(decoder.decode(Records.of(null, null, value)))
                    .isInstanceOfSatisfying(Malformed.class, malformed -> {
                        assertThat(malformed.field()).isEqualTo("after");
                        assertThat(malformed.reason()).contains("MongoDB");
                    });
        }

        @Test
        void othersAreRefusedWhereOnlyEnvelopesAreWanted() {
            EventDecoder envelopes = new EventDecoder(Settings.format(EventSettings.Format.ENVELOPE));

            assertThat(envelopes.decode(Records.of(Records.KEY, Records.key(1), row(1, "Ada", true))))
                    .isInstanceOf(Malformed.class);
        }

        @Test
        void anEnvelopeIsARowLikeAnyOtherWhereRowsAreTakenAsTheyAre() {
            EventDecoder plain = new EventDecoder(Settings.format(EventSettings.Format.PLAIN));
            RowChange change = (RowChange) plain.decode(envelope("c", 1, null, row(1, "Ada", true)));

            assertThat(change.op()).isEqualTo(Op.PLAIN);
            assertThat(Cells.of(change.image())).containsKeys("before", "after", "op");
        }
    }

    @Nested
    class WithoutSchema {
        private final Map<String, Object> source =
                Map.of("connector", "postgresql", "table", "customers", "lsn", 120L, "ts_ms", 5L);

        private Map<String, @Nullable Object> value(String op, @Nullable Object before, @Nullable Object after) {
            Map<String, @Nullable Object> value = new HashMap<>();
            value.put("op", op);
            value.put("before", before);
            value.put("after", after);
            value.put("source", source);
            return value;
        }

        @Test
        void rowsAreRead() {
            Map<String, @Nullable Object> row = cells("id", 1L, "name", null);
            RowChange change = change(Records.ofMap(Map.of("id", 1L), value("u", null, row)));

            assertThat(change.op()).isEqualTo(Op.UPDATE);
            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1L, "name", null));
            assertThat(column(change.image().layout(), "id").isKey()).isTrue();
            assertThat(Cells.of(change.key())).isEqualTo(cells("id", 1L));
            assertThat(change.source().table()).isEqualTo("customers");
            assertThat(change.source().position()).isEqualTo(Position.of(120, 120));
        }

        @Test
        void aDeleteHasTheKeyAndTheColumnsOfTheRowBefore() {
            RowChange change = change(Records.ofMap(Map.of("id", 1L), value("d", cells("id", 1L, "name", null), null)));

            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1L, "name", ABSENT));
        }

        @Test
        void aDeleteWithoutARowBeforeHasTheKeyAlone() {
            RowChange change = change(Records.ofMap(Map.of("id", 1L), value("d", null, null)));

            assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1L));
        }

        @Test
        void truncatesMessagesAndTombstonesAreKnown() {
            assertThat(decoder.decode(Records.ofMap(null, Map.of("op", "t", "source", source))))
                    .isInstanceOf(Truncate.class);
            assertThat(decoder.decode(Records.ofMap(
                            Map.of("prefix", "app"),
                            Map.of("op", "m", "source", source, "message", Map.of("prefix", "app")))))
                    .isInstanceOf(LogicalMessage.class);
            assertThat(decoder.decode(Records.of(Records.TOPIC, null, Map.of("id", 1L), null, null)))
                    .isInstanceOfSatisfying(
                            KeyDelete.class,
                            delete -> assertThat(Cells.of(delete.key())).isEqualTo(cells("id", 1L)));
        }

        @Test
        void documentsAreRefused() {
            assertThat(decoder.decode(Records.ofMap(Map.of("id", 1L), value("c", null, "{\"_id\": 1}"))))
                    .isInstanceOfSatisfying(
                            Malformed.class,
                            malformed -> assertThat(malformed.field()).isEqualTo("after"));
        }
    }
}
