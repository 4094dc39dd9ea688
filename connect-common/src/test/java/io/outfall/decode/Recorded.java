// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.event.ChangeEvent;
import io.outfall.event.Column;
import io.outfall.event.Row;
import io.outfall.event.RowChange;
import io.outfall.testing.fixture.Fixtures;
import java.util.List;
import java.util.stream.Collectors;

/** What the decoder makes of records that a real Debezium wrote. */
final class Recorded {
    private Recorded() {}

    static List<ChangeEvent> events(String set, String topic) {
        return events(set, topic, EventSettings.defaults());
    }

    static List<ChangeEvent> events(String set, String topic, EventSettings settings) {
        EventDecoder decoder = new EventDecoder(settings);
        return Fixtures.load(set, topic).stream().map(decoder::decode).toList();
    }

    static List<RowChange> changes(String set, String topic) {
        return events(set, topic).stream()
                .filter(RowChange.class::isInstance)
                .map(RowChange.class::cast)
                .toList();
    }

    /** The first row with that id, as it was read or created. */
    static Row row(String set, String topic, int id) {
        return row(set, topic, id, EventSettings.defaults());
    }

    static Row row(String set, String topic, int id, EventSettings settings) {
        return events(set, topic, settings).stream()
                .filter(RowChange.class::isInstance)
                .map(event -> ((RowChange) event).image())
                .filter(row -> id(row) == id)
                .findFirst()
                .orElseThrow();
    }

    private static int id(Row row) {
        Column id = row.layout().column("id");
        return id != null && id.value(row.data()) instanceof Number number ? number.intValue() : -1;
    }

    /** Each event on a line of its own: what happened, the key, and the row as far as the event tells. */
    static String log(String set, String topic) {
        return events(set, topic).stream().map(Recorded::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(ChangeEvent event) {
        return event.match(
                change -> change.op() + " " + cells(change.image()),
                delete -> "TOMBSTONE" + (delete.key() == null ? "" : " " + cells(delete.key())),
                truncate -> "TRUNCATE " + truncate.source().table(),
                message -> "MESSAGE",
                control -> control.kind().toString(),
                malformed -> "MALFORMED " + malformed.field() + ": " + malformed.reason());
    }

    private static String cells(Row row) {
        return row.layout().columns().stream()
                .map(column -> column.name() + "=" + Shown.cell(column, row.data()))
                .collect(Collectors.joining(" "));
    }
}
