// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.CellReader;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Makes the plan for records of one shape, key form and value schema. */
final class PlanCompiler {
    private static final CellReader NOTHING = data -> null;

    private final EventSettings settings;
    private final Columns columns;
    private final SignalTable signals;

    PlanCompiler(EventSettings settings, Columns columns, SignalTable signals) {
        this.settings = settings;
        this.columns = columns;
        this.signals = signals;
    }

    /** @param schema the value's schema, or null for maps */
    Plan compile(Shape shape, KeyForm key, @Nullable Schema schema) {
        if (shape instanceof Shape.Envelope) {
            return envelope(key, schema);
        }
        if (shape instanceof Shape.FlatRow row) {
            return row.metadata() ? flattened(key, schema) : plain(key, schema);
        }
        if (shape instanceof Shape.ControlRecord control) {
            return new Plan.Controls(control.kind());
        }
        if (shape instanceof Shape.Unreadable unreadable) {
            return new Plan.Unreadables(unreadable.field(), unreadable.reason());
        }
        return new Plan.Messages();
    }

    private Plan envelope(KeyForm key, @Nullable Schema schema) {
        Fields fields = Fields.of(schema);
        SourceFields source = new SourceFields(Metadata.ofEnvelope(fields), settings.positions());
        CellReader before = fields.reader("before");
        CarriedRow carried = new CarriedRow(record -> before.read(record.value()), settings.completeBefore());
        if (schema == null) {
            Rows maps = rows(null, Set.of(), key, carried);
            return new EnvelopePlan(fields, source, signals, key, maps, maps);
        }
        Schema beforeSchema = rowSchema(schema, "before", "after");
        Schema afterSchema = rowSchema(schema, "after", "before");
        Rows beforeRows = rows(beforeSchema, Set.of(), key, carried);
        if (afterSchema.equals(beforeSchema)) {
            return new EnvelopePlan(fields, source, signals, key, beforeRows, beforeRows);
        }
        // Cells of one schema cannot be read by the places that they have in another.
        CarriedRow nothing = new CarriedRow(record -> null, false);
        return new EnvelopePlan(fields, source, signals, key, beforeRows, rows(afterSchema, Set.of(), key, nothing));
    }

    private Plan flattened(KeyForm key, @Nullable Schema schema) {
        Fields fields = Fields.of(schema);
        FlattenedNames names = settings.flattened();
        Metadata metadata = Metadata.ofRow(fields, names);
        return flat(
                fields.reader(names.deleted()), metadata, key, rows(schema, names.metadata(), key, carriedByValue()));
    }

    private Plan plain(KeyForm key, @Nullable Schema schema) {
        boolean bare = settings.format() == EventSettings.Format.PLAIN;
        Metadata metadata = bare ? path -> NOTHING : Metadata.ofHeaders(settings.flattened());
        return flat(NOTHING, metadata, key, rows(schema, Set.of(), key, carriedByValue()));
    }

    private Plan flat(CellReader deleted, Metadata metadata, KeyForm key, Rows rows) {
        SourceFields source = new SourceFields(metadata, settings.positions());
        return new FlatPlan(
                deleted,
                metadata.reader("op"),
                settings.flattened().fields("op").get(0),
                source,
                signals,
                key,
                rows);
    }

    private CarriedRow carriedByValue() {
        return new CarriedRow(SinkRecord::value, settings.completeBefore());
    }

    private Rows rows(@Nullable Schema schema, Set<String> metadata, KeyForm key, CarriedRow carried) {
        return Rows.of(schema, metadata, key, carried, columns);
    }

    private static Schema rowSchema(Schema envelope, String image, String otherwise) {
        Field field = envelope.field(image);
        return (field != null ? field : envelope.field(otherwise)).schema();
    }
}
