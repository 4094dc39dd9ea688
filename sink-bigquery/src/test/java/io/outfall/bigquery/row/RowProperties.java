// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.JsonToProtoMessage;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.outfall.bigquery.schema.ColumnTypes;
import io.outfall.bigquery.schema.RowSchemas;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import io.outfall.row.MetadataValues;
import io.outfall.type.UnfitPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.json.JSONObject;

/** Google's code reads what was written, and makes the same message of the JSON. */
class RowProperties {

    @Provide
    Arbitrary<List<RandomCells.Cell>> cells() {
        return RandomCells.any().list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<RandomCells.Cell>> cellsWithoutBytes() {
        return RandomCells.anyButBytes().list().ofMinSize(1).ofMaxSize(12);
    }

    private static Rows rows(List<RandomCells.Cell> cells) {
        List<Object> columns = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            columns.add("c" + i);
            columns.add(cells.get(i).type());
        }
        return Rows.of(columns.toArray());
    }

    @Property(tries = 500)
    void anyRowIsReadAsItWas(@ForAll("cells") List<RandomCells.Cell> cells) throws UnfitRowException {
        Rows rows = rows(cells);
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            expected.put("c" + i, cells.get(i).read());
        }

        assertThat(Table.newFor(rows, TypeOptions.defaults()).read(row(rows, cells)))
                .isEqualTo(expected);
    }

    @Property(tries = 500)
    void theJsonOfAnyRowIsTheSameRow(@ForAll("cellsWithoutBytes") List<RandomCells.Cell> cells)
            throws UnfitRowException, InvalidProtocolBufferException {
        Rows rows = rows(cells);
        Table table = Table.newFor(rows, TypeOptions.defaults());
        Judge judge = Judge.of(table.columns());
        JsonRowEncoder json = new JsonRowEncoder(
                table.columns(),
                new RowSchemas(List.of(), new ColumnTypes(TypeOptions.defaults())),
                new MetadataValues(List.of()),
                UnfitPolicy.FAIL);

        String object = new String(json.encode(row(rows, cells)), StandardCharsets.UTF_8);
        DynamicMessage googles = JsonToProtoMessage.INSTANCE.convertToProtoMessage(
                judge.descriptor(), StorageSchemas.of(table.columns()), new JSONObject(object));

        DynamicMessage ours =
                DynamicMessage.parseFrom(judge.descriptor(), table.encoder().encode(row(rows, cells)));
        assertThat(googles).as(object).isEqualTo(ours);
    }

    private static ChangeRow row(Rows rows, List<RandomCells.Cell> cells) {
        return rows.row(cells.stream().map(RandomCells.Cell::value).toArray());
    }
}
