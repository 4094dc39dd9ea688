// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.stream;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link WriteSettings}. */
public final class WriteSection implements Section<WriteSettings> {
    public static final Key<WriteMethod> METHOD =
            Key.oneOf("write.method", WriteMethod.class).doc("""
                    By which interface rows come into tables. `storage`: the Storage Write API, as protocol buffers. `insert-all`: \
                    streaming inserts of the REST API, as JSON, for logs only: a record comes at least once, and each row counts \
                    as 1 KB at least where it is paid for.""").defaultsTo(WriteMethod.STORAGE);
    static final Key<Boolean> INSERT_IDS =
            Key.flag("write.insert.ids").doc("""
                    Whether rows of `insert-all` carry an id, `topic-partition-offset`, by which BigQuery leaves out a row that it \
                    has taken about a minute before, as well as it can. Without ids, more rows per second are allowed.""").importance(Importance.LOW).defaultsTo(true);
    static final Key<Guarantee> GUARANTEE = Key.oneOf("delivery.guarantee", Guarantee.class)
            .doc("""
                    How often a record may come to a table that is a log. `exactly-once` gives each topic-partition a stream of its \
                    own, keeps a table `_outfall_<table>` beside the log that says which, and asks the log what it has when a \
                    partition is taken over; it needs the columns `metadata.topic.column`, `metadata.partition.column` and \
                    `metadata.offset.column`. `at-least-once` does without: one stream for all, and some rows twice after a crash. \
                    Mirrors end as their source is, either way.""")
            .importance(Importance.HIGH)
            .defaultsTo(Guarantee.EXACTLY_ONCE);
    static final Key<Boolean> TOPIC_CHECK =
            Key.flag("delivery.topic.check").doc("""
                    Whether the task stops when a log has rows of a topic that was deleted and made anew, so that its offsets mean \
                    other records than those in the log. It is known by the timestamp of one record, so this needs \
                    `metadata.kafka.time.column`; leave it out if transforms give records another timestamp each time they are \
                    read.""").importance(Importance.LOW).defaultsTo(true);
    static final Key<Optional<Instant>> TOPIC_SINCE = Key.of(
                    "delivery.topic.since",
                    "a point in time, as in 2026-03-01T00:00:00Z",
                    WriteSection::instant,
                    Instant::toString)
            .doc("""
                    Rows of records with a timestamp before this do not count as rows of the topics of today. To be set when a topic \
                    was deleted and made anew and its records are to go into the same log: some time between the two.""")
            .importance(Importance.LOW)
            .optional();

    @Override
    public String title() {
        return "Writing";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(METHOD, INSERT_IDS, GUARANTEE, TOPIC_CHECK, TOPIC_SINCE);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    if (values.get(METHOD) == WriteMethod.INSERT_ALL
                            && values.get(GUARANTEE) == Guarantee.EXACTLY_ONCE) {
                        problems.add(METHOD, "insert-all needs delivery.guarantee=at-least-once");
                    }
                },
                (values, problems) -> {
                    if (values.get(TOPIC_SINCE).isPresent() && !values.get(TOPIC_CHECK)) {
                        problems.add(TOPIC_SINCE, "needs delivery.topic.check=true");
                    }
                });
    }

    @Override
    public WriteSettings read(Values values) {
        return new WriteSettings(
                values.get(METHOD),
                values.get(INSERT_IDS),
                values.get(GUARANTEE),
                values.get(TOPIC_CHECK),
                values.get(TOPIC_SINCE));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text + " is none", e);
        }
    }
}
