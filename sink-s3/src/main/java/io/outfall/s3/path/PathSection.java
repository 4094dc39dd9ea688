// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link PathSettings}. */
public final class PathSection implements Section<PathSettings> {
    static final Key<PathTemplate> TEMPLATE = Key.of(
                    "path.template", "a path template", PathTemplate::parse, PathTemplate::toString)
            .doc("""
                    What the key of a file is made of: fixed text and `${variables}`. Records of which any variable differs go
                    into files of their own.""")
            .importance(Importance.HIGH)
            .defaultsTo(PathTemplate.parse("${topic}/${topic}+${partition}+${start.offset:20}.${ext}"));
    static final Key<String> PREFIX = Key.of("path.prefix", "a path", PathSection::prefix, prefix -> prefix)
            .doc("What every key starts with, such as `bronze/shop`. Fixed text; slashes at either end are left out.")
            .importance(Importance.HIGH)
            .defaultsTo("");
    static final Key<ZoneId> ZONE = Key.of("path.time.zone", "a time zone", PathSection::zone, ZoneId::getId)
            .doc("""
                    The time zone in which points in time become the dates and hours of a path, such as `Europe/Vienna`. Dates
                    and timestamps without a zone are taken as they are.""")
            .defaultsTo(ZoneId.of("UTC"));

    @Override
    public String title() {
        return "Paths";
    }

    @Override
    public String about() {
        return """
                | variable | text |
                |---|---|
                | `${topic}` | the topic as transforms left it |
                | `${topic.1}`, `${topic.-1}` | its dot-separated parts, counted from the start or from the end |
                | `${original.topic}` | the topic as subscribed to |
                | `${source.database}`, `${source.schema}`, `${source.table}` | the table, by what the source says, else by the parts of the topic |
                | `${column:name}` | the value of a column |
                | `${header:name}` | the value of the last header of that name |
                | `${time:yyyy-MM-dd}`, `${time.source:…}` | when the source made the change; when Kafka got the record where that is not known |
                | `${time.kafka:…}` | when Kafka got the record |
                | `${time.wall:…}` | when the task handles the record: another time when the record is read again |
                | `${time.column:name:…}` | what a column says: a date, a timestamp, a 64-bit number of milliseconds or ISO-8601 text; `${time}` where it says nothing |
                | `${partition}`, `${partition:4}` | the partition, zero padded to 4 digits |
                | `${start.offset}`, `${start.offset:20}` | the offset of the file's first record, zero padded to 20 digits |
                | `${connector}` | the name of the connector |
                | `${ext}` | a mark of the partition's owner and the name of the format, such as `k3v9s2m7q4-mk7ja3p0.parquet` |
                | `${uuid}` | a random UUID per file |

                Time patterns are those of Java's `DateTimeFormatter` without the letters of weeks; a slash in one parts \
                directories. A record that has no time to put into its path is rejected.

                Values are encoded so that each stays within its directory: what is not a letter, a digit or one of `-_.!()` is \
                `%` and its code, NULL is `__HIVE_DEFAULT_PARTITION__`, what the record says nothing of is `__ABSENT__`, the empty \
                text is `__EMPTY__`. A long value is cut and ends in `~` and a hash of the whole.

                Two files never get one key. If the template does not tell topic, partition and start offset apart from what \
                stands around them, the missing ones are put into the name of the file, and so is the subscribed topic where a \
                transform renamed it and the template has no `${original.topic}`. Connectors that write to one bucket need \
                prefixes of their own, or `${connector}` in the template. The mark in `${ext}` tells the owners of a partition apart: \
                by it a request of a former owner that arrives late cannot replace what the next one wrote, and uploads left \
                behind are found.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(TEMPLATE, PREFIX, ZONE);
    }

    @Override
    public List<Check> checks() {
        return List.of(this::endsInAnOwnersMark, (values, problems) -> {
            try {
                KeyLength.ofValues(read(values));
            } catch (IllegalArgumentException e) {
                problems.add(TEMPLATE, "does not fit: " + e.getMessage());
            }
        });
    }

    @Override
    public PathSettings read(Values values) {
        return new PathSettings(values.get(TEMPLATE), values.get(PREFIX), values.get(ZONE));
    }

    private void endsInAnOwnersMark(Values values, Problems problems) {
        if (!values.get(TEMPLATE).tellsOwnersApart()) {
            problems.add(
                    TEMPLATE,
                    "must have ${ext}: by it a file of a task that lost its partitions cannot replace that of their next"
                            + " owner");
        }
    }

    private static String prefix(String text) {
        String path = text.replaceAll("^/|/$", "");
        if (!path.isEmpty()) {
            Literals.check(path);
        }
        return path;
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("see the list of the IANA time zone database", e);
        }
    }
}
