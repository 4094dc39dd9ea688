// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import static io.outfall.decode.Cells.cells;
import static io.outfall.decode.Cells.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.event.KeyDelete;
import io.outfall.event.Op;
import io.outfall.event.Position;
import io.outfall.event.RowChange;
import io.outfall.type.SemanticType;
import io.outfall.type.TemporalRule;
import io.outfall.type.TimeUnit;
import io.outfall.type.TypeRules;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Rows that come as they are: from a JDBC source, a stream processor, an application. */
class PlainRowTest {
    private final EventDecoder decoder = new EventDecoder(EventSettings.defaults());

    @Test
    void haveNoOperationAndNoSource() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        RowChange change = (RowChange) decoder.decode(
                Records.of(null, null, new Struct(schema).put("id", 1).put("name", "Ada")));

        assertThat(change.op()).isEqualTo(Op.PLAIN);
        assertThat(change.op().code()).isNull();
        assertThat(Cells.of(change.image())).isEqualTo(cells("id", 1, "name", "Ada"));
        assertThat(change.key()).isNull();
        assertThat(change.source().table()).isNull();
        assertThat(change.source().timestampMicros()).isNull();
        assertThat(change.source().position()).isEqualTo(Position.NONE);
    }

    /** ksqlDB writes names in capitals, loses the names of types, and keeps the key out of the value. */
    @Test
    void ofKsqlDbGetTheirKeyColumnsAndTheirDatesBack() {
        TypeRules rules = TypeRules.none()
                .withTemporals(List.of(
                        new TemporalRule(
                                Pattern.compile("DT_UPDATE"), TemporalRule.Form.EPOCH_MILLIS, TemporalRule.Zone.UTC),
                        new TemporalRule(
                                Pattern.compile("NASCIMENTO"), TemporalRule.Form.EPOCH_DAYS, TemporalRule.Zone.UTC)));
        EventDecoder ruled = new EventDecoder(Settings.types(rules));
        Schema key =
                SchemaBuilder.struct().field("ID", Schema.OPTIONAL_INT64_SCHEMA).build();
        Schema value = SchemaBuilder.struct()
                .name("io.confluent.ksql.avro_schemas.KsqlDataSourceSchema")
                .field("NOME", Schema.OPTIONAL_STRING_SCHEMA)
                .field("NASCIMENTO", Schema.OPTIONAL_INT32_SCHEMA)
                .field("DT_UPDATE", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        Struct keyOf7 = new Struct(key).put("ID", 7L);
        Struct row = new Struct(value)
                .put("NOME", "Conceição")
                .put("NASCIMENTO", 10_956)
                .put("DT_UPDATE", 1_709_214_330_123L);
        RowChange change = (RowChange) ruled.decode(Records.of(key, keyOf7, row));
        KeyDelete tombstone = (KeyDelete) ruled.decode(Records.of(Records.TOPIC, key, keyOf7, null, null));

        assertThat(Cells.of(change.image()))
                .isEqualTo(cells("ID", 7L, "NOME", "Conceição", "NASCIMENTO", 10_956, "DT_UPDATE", 1_709_214_330_123L));
        assertThat(column(change.image().layout(), "DT_UPDATE").type())
                .isEqualTo(new SemanticType.Instant(TimeUnit.MILLIS));
        assertThat(column(change.image().layout(), "NASCIMENTO").type()).isEqualTo(new SemanticType.Date());
        assertThat(column(change.image().layout(), "ID").isKey()).isTrue();
        assertThat(Cells.of(change.after())).doesNotContainKey("ID");
        assertThat(Cells.of(tombstone.key())).isEqualTo(cells("ID", 7L));
    }

    @Test
    void withoutSchemaAreReadByTheirValues() {
        RowChange change = (RowChange) decoder.decode(Records.ofMap(
                null,
                cells("id", 1L, "price", 9.5, "tags", List.of("a", "b"), "owner", Map.of("id", 5L), "gone", null)));

        assertThat(change.op()).isEqualTo(Op.PLAIN);
        assertThat(Cells.of(change.image()))
                .isEqualTo(
                        cells("id", 1L, "price", 9.5, "tags", List.of("a", "b"), "owner", "{\"id\":5}", "gone", null));
        assertThat(column(change.image().layout(), "owner").type()).isEqualTo(new SemanticType.Json());
        assertThat(column(change.image().layout(), "gone").type()).isEqualTo(new SemanticType.Unknown());
    }

    @Test
    void sourceTypesAreNamedAsTheSourceCallsThem() {
        Schema schema = SchemaBuilder.struct()
                .field("on", SchemaBuilder.int32().name("io.debezium.time.Date").build())
                .field("n", Schema.INT64_SCHEMA)
                .build();
        RowChange change = (RowChange) decoder.decode(
                Records.of(null, null, new Struct(schema).put("on", 0).put("n", 0L)));

        assertThat(column(change.image().layout(), "on").sourceType()).isEqualTo("io.debezium.time.Date");
        assertThat(column(change.image().layout(), "n").sourceType()).isEqualTo("int64");
    }
}
