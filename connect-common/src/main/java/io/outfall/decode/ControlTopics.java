// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import java.util.regex.Pattern;

/**
 * The topics on which the source connector speaks of itself. Needed only for records without a schema, which do not say
 * what they are: such a record counts as control record where its topic matches <em>and</em> it has the fields of one.
 *
 * @param heartbeat heartbeats, {@code topic.heartbeat.prefix}
 * @param transaction BEGIN and END of source transactions
 * @param notification {@code notification.sink.topic.name}
 * @param signal {@code signal.kafka.topic}
 */
public record ControlTopics(Pattern heartbeat, Pattern transaction, Pattern notification, Pattern signal) {

    /** The names that Debezium gives, or suggests, by default. */
    public static ControlTopics defaults() {
        return new ControlTopics(
                Pattern.compile("__debezium-heartbeat.*"),
                Pattern.compile(".*\\.transaction"),
                Pattern.compile(".*notification.*"),
                Pattern.compile(".*signal.*"));
    }
}
