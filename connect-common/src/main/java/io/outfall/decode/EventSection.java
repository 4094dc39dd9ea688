// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.type.YearRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link EventSettings}. */
public final class EventSection implements Section<EventSettings> {
    private static final Pattern TABLE = Pattern.compile("[^.]+\\.[^.]+(\\.[^.]+)?");

    private static final Key<EventSettings.Format> FORMAT = Key.oneOf("event.format", EventSettings.Format.class)
            .doc(
                    "The shape of the records. `auto` recognises each one. `envelope` takes Debezium's envelope with `before`, "
                            + "`after`, `source` and `op` and rejects rows that are none. `flattened` takes rows with or without "
                            + "metadata among their fields, as Debezium's `ExtractNewRecordState` writes them, and looks for no "
                            + "envelope. `plain` takes every field for a column and no record for a control record.")
            .importance(Importance.HIGH)
            .defaultsTo(EventSettings.Format.AUTO);
    private static final Key<Boolean> BEFORE_TRUSTED = Key.flag("event.before.trusted")
            .doc(
                    "Whether `before` is complete and true, as PostgreSQL's `REPLICA IDENTITY FULL` makes it; then the columns "
                            + "of a deleted row are taken from it. Where the replica identity covers less, Debezium fills the others "
                            + "with values that never were, and nothing in the event tells; so only the key of a deleted row is "
                            + "believed unless this is set.")
            .defaultsTo(false);
    private static final Key<String> PLACEHOLDER = Key.text("event.unavailable.placeholder")
            .doc(
                    "What stands for a value that was not changed and that the database did not repeat (TOAST and LOB columns): "
                            + "the source connector's `unavailable.value.placeholder`, with `hex:` in front where it is binary.")
            .importance(Importance.LOW)
            .where("text", text -> !text.isEmpty())
            .defaultsTo(EventSettings.UNAVAILABLE);
    private static final Key<EventSettings.PositionOrder> ORDER = Key.oneOf(
                    "event.order", EventSettings.PositionOrder.class)
            .doc(
                    "What orders the events of one key: `source`, their place in the source's log where the connector gives it, "
                            + "or `offset`, their place in the partition. Choose `offset` where the log was started anew, as after a "
                            + "restore or a failover, and new events would seem older than those before.")
            .defaultsTo(EventSettings.PositionOrder.SOURCE);
    private static final Key<Optional<String>> SIGNAL_TABLE = Key.text("signal.table")
            .doc("The source connector's `signal.data.collection`, whose rows are signals to it and no data: "
                    + "`schema.table`, `database.table` or `database.schema.table`.")
            .where(
                    "two or three names joined by dots",
                    text -> TABLE.matcher(text).matches())
            .optional();

    private final FlattenedSection flattened = new FlattenedSection();
    private final KeySection key = new KeySection();
    private final TypeSection types = new TypeSection();
    private final ValueSection values;
    private final ControlTopicSection controlTopics = new ControlTopicSection();

    /** For a target that holds any year. */
    public EventSection() {
        this(YearRange.ANY);
    }

    /** For a target that holds these years. */
    public EventSection(YearRange years) {
        values = new ValueSection(years);
    }

    /**
     * A check for targets that find rows by their key.
     *
     * @param keyed whether the target is one, by these settings
     * @param why what asks for a key, in words that go on after that there is none
     */
    public static Section.Check needsKey(Predicate<Values> keyed, String why) {
        return (values, problems) -> {
            if (values.get(KeySection.SOURCE) == KeySection.Source.NONE && keyed.test(values)) {
                problems.add(KeySection.SOURCE, "is none, " + why);
            }
        };
    }

    @Override
    public String title() {
        return "Records";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(FORMAT, BEFORE_TRUSTED, PLACEHOLDER, ORDER, SIGNAL_TABLE);
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(flattened, key, types, values, controlTopics);
    }

    @Override
    public EventSettings read(Values settings) {
        return new EventSettings(
                settings.get(FORMAT),
                flattened.read(settings),
                settings.get(PLACEHOLDER),
                settings.get(BEFORE_TRUSTED),
                key.read(settings),
                types.read(settings),
                values.read(settings),
                settings.get(ORDER),
                settings.get(SIGNAL_TABLE),
                controlTopics.read(settings));
    }
}
