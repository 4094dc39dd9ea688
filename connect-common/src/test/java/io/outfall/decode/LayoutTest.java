// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Cells.cells;
import static io.outfall.decode.Cells.column;
import static io.outfall.decode.Records.envelopeValue;
import static io.outfall.decode.Records.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.RowChange;
import io.outfall.event.RowLayout;
import io.outfall.type.SemanticType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sinks compile their writers against a layout and find it again by identity. */
class LayoutTest {
    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());

    private RowLayout layout(SinkRecord record) {
        return ((RowChange) decoder.decode(record)).image().layout();
    }

    private static Schema schema(int version) {
        return SchemaBuilder.struct()
                .version(version)
                .field("id", Schema.INT32_SCHEMA)
                .field(
                        "name",
                        SchemaBuilder.string().optional().defaultValue("none").build())
                .build();
    }

    private static SinkRecord plain(Schema schema) {
        return Records.of(null, null, new Struct(schema).put("id", 1));
    }

    @Nested
    class WithSchema {

        @Test
        void equalSchemasHaveOneLayoutWhetherOrNotTheyAreOneObject() {
            RowLayout first = layout(plain(schema(1)));

            assertThat(layout(plain(schema(1)))).isSameAs(first);
            assertThat(layout(plain(schema(2)))).isNotSameAs(first);
            assertThat(layout(plain(schema(1)))).isSameAs(first);
        }

        @Test
        void rowsOfAnEqualSchemaAreReadWithoutItsDefaults() {
            layout(plain(schema(1)));

            assertThat(Cells.of(((RowChange) decoder.decode(plain(schema(1)))).image()))
                    .isEqualTo(cells("id", 1, "name", null));
        }

        @Test
        void envelopesMadeAnewForEachRecordShareTheirLayout() {
            RowLayout first = layout(Records.envelope("c", 1, null, row(1, "Ada", true)));

            assertThat(layout(Records.envelope("u", 1, null, row(1, "Ada", false))))
                    .isSameAs(first);
            assertThat(layout(Records.envelope("d", 1, null, null))).isSameAs(first);
        }

        @Test
        void anotherKeyMakesAnotherLayout() {
            RowLayout keyed = layout(Records.envelope("c", 1, null, row(1, "Ada", true)));
            RowLayout bare = layout(Records.of(null, null, envelopeValue("c", null, row(1, "Ada", true))));

            assertThat(bare).isNotSameAs(keyed);
            assertThat(column(bare, "id").isKey()).isFalse();
        }

        @Test
        void schemasWithoutEndAreForgottenAgain() {
            RowLayout first = layout(plain(schema(0)));
            for (int version = 1; version <= 2 * Bounded.CAPACITY; version++) {
                layout(plain(schema(version)));
            }

            assertThat(layout(plain(schema(0)))).isNotSameAs(first);
        }
    }

    @Nested
    class WithoutSchema {

        private RowLayout layoutOf(@Nullable Object... namesAndValues) {
            return layout(Records.ofMap(null, cells(namesAndValues)));
        }

        private SemanticType type(RowLayout layout, String column) {
            return column(layout, column).type();
        }

        @Test
        void mapsOfTheSameKeysAndKindsHaveOneLayout() {
            RowLayout first = layoutOf("id", 1L, "name", "Ada");

            assertThat(layoutOf("id", 2L, "name", "Grace")).isSameAs(first);
            assertThat(layoutOf("id", "x", "name", "Grace")).isNotSameAs(first);
            assertThat(layoutOf("id", 1L, "name", "Ada", "age", 36L)).isNotSameAs(first);
            assertThat(layoutOf("id", 3L, "name", "Ada")).isSameAs(first);
        }

        @Test
        void aNullIsOfTheKindThatTheColumnHadBefore() {
            RowLayout first = layoutOf("id", 1L, "name", "Ada");

            assertThat(layoutOf("id", 2L, "name", null)).isSameAs(first);
            assertThat(layoutOf("id", null, "name", null)).isSameAs(first);
        }

        @Test
        void aColumnThatWasNullSoFarGetsItsKindFromItsFirstValue() {
            RowLayout unknown = layoutOf("id", 1L, "name", null);
            RowLayout known = layoutOf("id", 2L, "name", "Ada");

            assertThat(type(unknown, "name")).isEqualTo(new SemanticType.Unknown());
            assertThat(type(known, "name")).isEqualTo(new SemanticType.Text());
            assertThat(layoutOf("id", 3L, "name", null)).isSameAs(known);
        }

        @Test
        void otherColumnsKeepTheirKindWhenOneChanges() {
            layoutOf("id", 1L, "name", "Ada");
            RowLayout changed = layoutOf("id", "one", "name", null);

            assertThat(type(changed, "name")).isEqualTo(new SemanticType.Text());
        }

        @Test
        void columnsOfMapsWithoutOrderComeInTheOrderOfTheAlphabet() {
            Map<String, Object> map = new HashMap<>();
            for (String name : List.of("zebra", "apple", "mango", "kiwi")) {
                map.put(name, 1L);
            }

            assertThat(layout(Records.ofMap(null, map)).columns())
                    .extracting(column -> column.name())
                    .containsExactly("apple", "kiwi", "mango", "zebra");
        }

        @Test
        void emptyListsAreOfTheKindThatTheColumnHadBefore() {
            RowLayout first = layoutOf("tags", List.of("a"));

            assertThat(layoutOf("tags", List.of())).isSameAs(first);
        }
    }
}
