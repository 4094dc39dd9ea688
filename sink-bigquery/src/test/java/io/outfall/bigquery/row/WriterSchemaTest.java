// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.outfall.bigquery.schema.ColumnType;
import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.StorageModel;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriterSchemaTest {
    private static final TableColumns TABLE = new TableColumns(columns());

    private static List<TableColumn> columns() {
        List<TableColumn> columns = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.OTHER && kind != Kind.STRUCT) {
                for (Mode mode : Mode.values()) {
                    columns.add(new TableColumn("C_" + kind + "_" + mode, ColumnType.of(kind), mode, ""));
                }
            }
        }
        TableColumn inner = struct("inner", Mode.NULLABLE, leaf("x"), leaf("struct1"));
        columns.add(struct("outer", Mode.REPEATED, leaf("a"), inner));
        columns.add(struct("Other", Mode.REQUIRED, inner, leaf("b")));
        return columns;
    }

    private static TableColumn leaf(String name) {
        return TableColumn.nullable(name, ColumnType.of(Kind.INT64), "");
    }

    private static TableColumn struct(String name, Mode mode, TableColumn... members) {
        return new TableColumn(name, ColumnType.ofMembers(List.of(members)), mode, "");
    }

    /** As the server has it: from the message alone. */
    private static Descriptor resolved(DescriptorProto message) throws DescriptorValidationException {
        FileDescriptorProto file =
                FileDescriptorProto.newBuilder().addMessageType(message).build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
    }

    private static List<String> shown(Descriptor message) {
        List<String> fields = new ArrayList<>();
        for (FieldDescriptor field : message.getFields()) {
            FieldDescriptorProto proto = field.toProto();
            fields.add(field.getNumber() + " " + proto.getLabel() + " " + field.getType() + " " + field.getName());
            if (field.getType() == FieldDescriptor.Type.MESSAGE) {
                fields.add(shown(field.getMessageType()).toString());
            }
        }
        return fields;
    }

    @Test
    void theMessageIsTheOneThatGooglesClientMakesOfTheTable() throws DescriptorValidationException {
        Descriptor ours = resolved(WriterSchema.ofRows(TABLE).descriptor());

        assertThat(shown(ours)).isEqualTo(shown(Judge.of(TABLE).descriptor()));
    }

    @Test
    void aNameThatProtocolBuffersDoNotTakeStandsInTheAnnotation() throws DescriptorValidationException {
        TableColumns table = new TableColumns(List.of(leaf("column_2"), leaf("größe in m²"), leaf("1st")));

        Descriptor message = resolved(WriterSchema.ofRows(table).descriptor());

        assertThat(message.getFields())
                .extracting(
                        FieldDescriptor::getName, field -> field.getOptions().getExtension(AnnotationsProto.columnName))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("column_2", ""),
                        org.assertj.core.groups.Tuple.tuple("column_2_", "größe in m²"),
                        org.assertj.core.groups.Tuple.tuple("column_3", "1st"));
    }

    @Test
    void changesSayWhatIsToBeDoneAndInWhichOrder() throws DescriptorValidationException {
        TableColumns table = new TableColumns(List.of(leaf("id")));

        assertThat(shown(resolved(WriterSchema.ofChanges(table).descriptor())))
                .containsExactly(
                        "1 LABEL_OPTIONAL INT64 id",
                        "2 LABEL_OPTIONAL STRING _change_type",
                        "3 LABEL_OPTIONAL STRING _change_sequence_number");
    }

    @Test
    void aColumnThatNothingIsWrittenIntoKeepsItsNumberToItself() throws DescriptorValidationException {
        TableColumns table =
                new TableColumns(List.of(TableColumn.nullable("range", ColumnType.of(Kind.OTHER), ""), leaf("id")));

        assertThat(shown(resolved(WriterSchema.ofRows(table).descriptor())))
                .containsExactly("2 LABEL_OPTIONAL INT64 id");
    }

    @Test
    void aTableThatTheApiTellsOfHasTheSameColumns() {
        assertThat(StorageModel.columns(StorageSchemas.of(TABLE))).isEqualTo(TABLE);
    }
}
