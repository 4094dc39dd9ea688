// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link ControlTopics}. */
final class ControlTopicSection implements Section<ControlTopics> {
    private static final ControlTopics DEFAULTS = ControlTopics.defaults();
    private static final Key<Pattern> HEARTBEAT =
            topic("heartbeat", "Heartbeats: `topic.heartbeat.prefix`.", DEFAULTS.heartbeat());
    private static final Key<Pattern> TRANSACTION =
            topic("transaction", "Begin and end of the source's transactions.", DEFAULTS.transaction());
    private static final Key<Pattern> NOTIFICATION =
            topic("notification", "Notifications: `notification.sink.topic.name`.", DEFAULTS.notification());
    private static final Key<Pattern> SIGNAL = topic("signal", "Signals: `signal.kafka.topic`.", DEFAULTS.signal());

    private static Key<Pattern> topic(String kind, String what, Pattern pattern) {
        return Key.regex("control.topics." + kind)
                .doc(what + " A regular expression that matches the whole name of the topics.")
                .importance(Importance.LOW)
                .defaultsTo(pattern);
    }

    @Override
    public String title() {
        return "Control records";
    }

    @Override
    public String about() {
        return "By control records the source connector speaks of itself. They are counted and left out. A record with a schema "
                + "says what it is; one without is known by its topic together with its fields, and only for those are these "
                + "settings.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HEARTBEAT, TRANSACTION, NOTIFICATION, SIGNAL);
    }

    @Override
    public ControlTopics read(Values values) {
        return new ControlTopics(
                values.get(HEARTBEAT), values.get(TRANSACTION), values.get(NOTIFICATION), values.get(SIGNAL));
    }
}
