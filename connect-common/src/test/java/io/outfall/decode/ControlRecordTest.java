// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Records.envelopeValue;
import static io.outfall.decode.Records.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Control;
import io.outfall.event.RowChange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records by which the connector speaks of itself: a topic pattern catches them easily, and they are no rows. */
class ControlRecordTest {
    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());

    private static Control.Kind kind(ChangeEvent event) {
        assertThat(event).isInstanceOf(Control.class);
        return ((Control) event).kind();
    }

    @ParameterizedTest
    @CsvSource({
        "io.debezium.connector.common.Heartbeat, HEARTBEAT",
        "io.debezium.connector.mysql.SchemaChangeValue, SCHEMA_CHANGE",
        "io.debezium.connector.common.TransactionMetadataValue, TRANSACTION",
        "io.debezium.connector.common.Notification, NOTIFICATION",
    })
    void areKnownByTheNameOfTheirSchema(String name, Control.Kind expected) {
        Schema schema = SchemaBuilder.struct()
                .name(name)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();

        assertThat(kind(decoder.decode(Records.of(null, null, new Struct(schema).put("ts_ms", 5L)))))
                .isEqualTo(expected);
    }

    @Test
    void withoutSchemaAreKnownByTopicAndFields() {
        assertThat(kind(decoder.decode(on("__debezium-heartbeat.shop", Map.of("ts_ms", 5L)))))
                .isEqualTo(Control.Kind.HEARTBEAT);
        assertThat(kind(decoder.decode(on(
                        "shop.transaction",
                        Map.of("status", "BEGIN", "id", "77", "event_count", 2L, "data_collections", List.of())))))
                .isEqualTo(Control.Kind.TRANSACTION);
        assertThat(kind(decoder.decode(
                        on("shop", Map.of("source", Map.of(), "ddl", "CREATE TABLE t", "tableChanges", List.of())))))
                .isEqualTo(Control.Kind.SCHEMA_CHANGE);
        assertThat(kind(decoder.decode(on(
                        "shop.notifications",
                        Map.of("id", "1", "aggregate_type", "Initial Snapshot", "type", "STARTED")))))
                .isEqualTo(Control.Kind.NOTIFICATION);
        assertThat(kind(decoder.decode(on("shop-signal", Map.of("type", "execute-snapshot", "data", Map.of())))))
                .isEqualTo(Control.Kind.SIGNAL);
    }

    @Test
    void rowsWithSuchFieldsOnOtherTopicsAreRows() {
        assertThat(decoder.decode(on("shop.public.events", Map.of("type", "click", "data", "x"))))
                .isInstanceOf(RowChange.class);
        assertThat(decoder.decode(on("shop.public.clock", Map.of("ts_ms", 5L)))).isInstanceOf(RowChange.class);
        assertThat(decoder.decode(on("shop.public.jobs", Map.of("status", "BEGIN", "event_count", 1L))))
                .isInstanceOf(RowChange.class);
    }

    private static SinkRecord on(String topic, Map<String, ?> value) {
        return Records.of(topic, null, null, null, value);
    }

    @Test
    void theSignalTableIsKnownByItsConfiguredName() {
        EventDecoder signals = new EventDecoder(Settings.signalTable("public.debezium_signal"));
        Struct value = envelopeValue("c", null, row(1, "execute-snapshot", true));
        value.getStruct("source").put("table", "debezium_signal");
        SinkRecord routed = Records.of("anything", Records.KEY, Records.key(1), value.schema(), value);
        SinkRecord tombstone = Records.of("shop.public.debezium_signal", Records.KEY, Records.key(1), null, null);
        SinkRecord flattened = Records.of(
                "shop.public.debezium_signal", Records.KEY, Records.key(1), Records.ROW, row(1, "log", true));

        assertThat(kind(signals.decode(routed))).isEqualTo(Control.Kind.SIGNAL);
        assertThat(kind(signals.decode(tombstone))).isEqualTo(Control.Kind.SIGNAL);
        assertThat(kind(signals.decode(flattened))).isEqualTo(Control.Kind.SIGNAL);
        assertThat(decoder.decode(routed)).as("where no table is configured").isInstanceOf(RowChange.class);
        assertThat(signals.decode(Records.envelope("c", 1, null, row(1, "Ada", true))))
                .isInstanceOf(RowChange.class);
    }

    @ParameterizedTest
    @CsvSource({"public.signal", "shopdb.signal", "shopdb.public.signal"})
    void theSignalTableMayBeNamedAsEachSourceNamesTables(String name) {
        EventDecoder signals = new EventDecoder(Settings.signalTable(name));
        Struct value = envelopeValue("c", null, row(1, "log", true));
        value.getStruct("source").put("table", "signal");

        assertThat(kind(signals.decode(Records.of("routed", null, null, value.schema(), value))))
                .isEqualTo(Control.Kind.SIGNAL);
    }
}
