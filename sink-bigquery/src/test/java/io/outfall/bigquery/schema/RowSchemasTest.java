// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.MetadataColumn;
import io.outfall.row.MetadataField;
import io.outfall.type.Decoder;
import io.outfall.type.SemanticType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowSchemasTest {
    private static final SemanticType INT = new SemanticType.Int(32);
    private static final List<MetadataColumn> OFFSET = List.of(new MetadataColumn(MetadataField.OFFSET, "__offset"));

    private final RowSchemas schemas = new RowSchemas(OFFSET, new ColumnTypes(TypeOptions.defaults()));

    private static RowLayout layout(String... names) {
        return new RowLayout(Stream.of(names)
                .map(name -> new Column(name, INT, "int32", false, data -> data, Decoder.CANONICAL, null))
                .toList());
    }

    @Test
    void theMetadataComeAfterTheRow() throws UnfitRowException {
        RowSchema schema = schemas.of(layout("id", "order.total"));

        assertThat(Tables.shown(schema.table())).containsExactly("id INT64", "order_total INT64", "__offset INT64");
        assertThat(schema.columns())
                .extracting(column -> column.column().description())
                .containsExactly("int32", "int32", "the Kafka offset");
    }

    @Test
    void theSameLayoutHasTheSameSchema() throws UnfitRowException {
        RowLayout one = layout("id");
        RowLayout other = layout("id", "name");
        RowSchema first = schemas.of(one);
        schemas.of(other);

        assertThat(schemas.of(one)).isSameAs(first);
    }

    @Test
    void twoColumnsThatWouldBecomeOneAreRefused() {
        UnfitRowException refused =
                catchThrowableOfType(UnfitRowException.class, () -> schemas.of(layout("a_b", "x", "A.B")));

        assertThat(refused.column()).isEqualTo("A.B");
        assertThat(refused.reason())
                .isEqualTo("is called A_B in BigQuery, as is the column a_b; rename one of them with a transform");
    }

    @Test
    void aColumnOfTheMetadataCanBeNamedOtherwise() {
        assertThatThrownBy(() -> schemas.of(layout("__OFFSET")))
                .hasMessage("is called __offset in BigQuery, as is the column __OFFSET; "
                        + "name the latter otherwise with metadata.offset.column");
    }

    @Test
    void twoMembersThatWouldBecomeOneAreRefused() {
        SemanticType struct = new SemanticType.ListOf(new SemanticType.StructOf(
                List.of(new SemanticType.Member("a-b", INT), new SemanticType.Member("a_b", INT))));
        RowLayout layout =
                new RowLayout(List.of(new Column("s", struct, "", false, data -> data, Decoder.CANONICAL, null)));

        assertThatThrownBy(() -> schemas.of(layout)).hasMessage("has two members that BigQuery would call a_b");
    }
}
