// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.event.CellState;
import io.outfall.event.RowChange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** The marker of a value that the database did not repeat, in every form that Debezium gives it. */
class UnavailableTest {
    private static final String MARKER = "__debezium_unavailable_value";
    private static final byte[] BYTES = MARKER.getBytes(StandardCharsets.UTF_8);

    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());

    private CellState state(Schema schema, Object value) {
        return state(decoder, schema, value);
    }

    private static CellState state(EventDecoder decoder, Schema schema, Object value) {
        Schema row = SchemaBuilder.struct().field("c", schema).build();
        RowChange change = (RowChange) decoder.decode(Records.of(null, null, new Struct(row).put("c", value)));
        return change.image().layout().columns().get(0).state(change.image().data());
    }

    private CellState stateWithoutSchema(Object value) {
        RowChange change = (RowChange) decoder.decode(Records.ofMap(null, Map.of("c", value)));
        return change.image().layout().columns().get(0).state(change.image().data());
    }

    private static Schema array(Schema element) {
        return SchemaBuilder.array(element).build();
    }

    private static List<Object> codes(boolean wide) {
        List<Object> codes = new ArrayList<>();
        for (byte code : BYTES) {
            codes.add(wide ? (Object) (long) code : (Object) (int) code);
        }
        return codes;
    }

    @Test
    void asText() {
        Schema json = SchemaBuilder.string().name("io.debezium.data.Json").build();

        assertThat(state(Schema.STRING_SCHEMA, MARKER)).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(json, MARKER)).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(json, "{\"" + MARKER + "\":\"" + MARKER + "\"}"))
                .as("an hstore as JSON")
                .isEqualTo(CellState.UNAVAILABLE);
    }

    @Test
    void asBinaryAndInTheTextsThatStandForBinary() {
        assertThat(state(Schema.BYTES_SCHEMA, BYTES)).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(Schema.BYTES_SCHEMA, ByteBuffer.wrap(BYTES))).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(Schema.STRING_SCHEMA, "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="))
                .as("binary.handling.mode=base64")
                .isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(Schema.STRING_SCHEMA, "5f5f646562657a69756d5f756e617661696c61626c655f76616c7565"))
                .as("binary.handling.mode=hex")
                .isEqualTo(CellState.UNAVAILABLE);
    }

    @Test
    void asListsAndMaps() {
        Schema map = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        String uuid = UUID.nameUUIDFromBytes(BYTES).toString();

        assertThat(uuid).isEqualTo("b68a35a7-17ad-35b3-af2a-ae46edb4545a");
        assertThat(state(array(Schema.OPTIONAL_STRING_SCHEMA), List.of(MARKER))).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(array(Schema.OPTIONAL_STRING_SCHEMA), List.of(uuid))).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(array(Schema.OPTIONAL_BYTES_SCHEMA), List.of(ByteBuffer.wrap(BYTES))))
                .isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(array(Schema.OPTIONAL_INT32_SCHEMA), codes(false))).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(array(Schema.OPTIONAL_INT64_SCHEMA), codes(true))).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(map, Map.of(MARKER, MARKER))).isEqualTo(CellState.UNAVAILABLE);
    }

    @Test
    void withoutSchema() {
        assertThat(stateWithoutSchema(MARKER)).isEqualTo(CellState.UNAVAILABLE);
        assertThat(stateWithoutSchema("X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="))
                .isEqualTo(CellState.UNAVAILABLE);
        assertThat(stateWithoutSchema(List.of(MARKER))).isEqualTo(CellState.UNAVAILABLE);
        assertThat(stateWithoutSchema(codes(true))).isEqualTo(CellState.UNAVAILABLE);
        assertThat(stateWithoutSchema(Map.of(MARKER, MARKER))).isEqualTo(CellState.UNAVAILABLE);
    }

    @Test
    void whatOnlyLooksLikeItIsAValue() {
        assertThat(state(Schema.STRING_SCHEMA, "__debezium_unavailable_valuE")).isEqualTo(CellState.VALUE);
        assertThat(state(Schema.STRING_SCHEMA, "")).isEqualTo(CellState.VALUE);
        assertThat(state(array(Schema.STRING_SCHEMA), List.of(MARKER, MARKER))).isEqualTo(CellState.VALUE);
        assertThat(state(array(Schema.OPTIONAL_INT32_SCHEMA), codes(false).subList(1, 28)))
                .isEqualTo(CellState.VALUE);
        assertThat(state(Schema.BYTES_SCHEMA, new byte[28])).isEqualTo(CellState.VALUE);
        assertThat(state(Schema.INT64_SCHEMA, 28L)).isEqualTo(CellState.VALUE);
    }

    @Test
    void anotherMarkerCanBeConfigured() {
        EventDecoder text = new EventDecoder(Settings.unavailable("(unchanged)"));
        EventDecoder binary = new EventDecoder(Settings.unavailable("hex:00ff10"));

        assertThat(state(text, Schema.STRING_SCHEMA, "(unchanged)")).isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(text, Schema.STRING_SCHEMA, MARKER)).isEqualTo(CellState.VALUE);
        assertThat(state(binary, Schema.BYTES_SCHEMA, new byte[] {0, (byte) 0xff, 0x10}))
                .isEqualTo(CellState.UNAVAILABLE);
        assertThat(state(binary, Schema.STRING_SCHEMA, "AP8Q")).isEqualTo(CellState.UNAVAILABLE);
    }

    @Test
    void anEmptyMarkerWouldMakeEveryEmptyTextUnavailable() {
        assertThatThrownBy(() -> Settings.unavailable("")).isInstanceOf(IllegalArgumentException.class);
    }
}
