// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link TableSettings}. */
public final class TableSection implements Section<TableSettings> {
    // https://cloud.google.com/bigquery/docs/labels-intro#requirements
    private static final String LABEL = "[a-z][a-z0-9_-]{0,62}:[a-z0-9_-]{0,63}";
    private static final int MAX_CLUSTERING = 4;
    private static final BigInteger MAX_PARTITIONS = BigInteger.valueOf(10_000);

    public static final Key<TableMode> MODE = Key.oneOf("table.mode", TableMode.class)
            .doc("""
                    What a table is to its topic. `append`: a log with one row per change. `upsert`: a mirror with one row per row \
                    of the source as it is now, found by the record key; deleted rows disappear.""")
            .importance(Importance.HIGH)
            .defaultsTo(TableMode.APPEND);
    static final Key<List<Map.Entry<String, TableMode>>> MODES = Key.list(
                    "table.mode.topics",
                    "a topic and a mode, as in shop.public.orders:upsert",
                    TableSection::mode,
                    mode -> mode.getKey() + ":" + mode.getValue().name().toLowerCase(Locale.ROOT))
            .doc("The mode for topics that differ: `topic:mode`, separated by commas.")
            .where(
                    "topics and modes, as in shop.public.orders:upsert, each topic once",
                    modes -> modes.stream().map(Map.Entry::getKey).distinct().count() == modes.size())
            .defaultsTo(List.of());
    static final Key<NameTemplate> DATASET = Key.of(
                    "table.dataset", "a name with variables", NameTemplate::parse, NameTemplate::toString)
            .doc("""
                    The dataset of a table; it must exist. May hold the variables of `table.name`, so that each schema of the \
                    source can have a dataset of its own.""")
            .importance(Importance.HIGH)
            .required();
    static final Key<NameTemplate> NAME = Key.of(
                    "table.name", "a name with variables", NameTemplate::parse, NameTemplate::toString)
            .doc("""
                    The name of a table. Variables are `${topic}`; `${topic.1}` for the part of the topic before its first dot, \
                    `${topic.-1}` for the one after its last, and so on; `${source.database}`, `${source.schema}` and \
                    `${source.table}` for what the event says of its source. Whatever is no letter, digit or underscore becomes \
                    an underscore; two topics whose tables become the same by that fail the task, while a template that leaves \
                    the difference out puts them into one table.""")
            .importance(Importance.HIGH)
            .defaultsTo(NameTemplate.parse("${topic}"));
    static final Key<Boolean> CREATE = Key.flag("table.create")
            .doc("Whether to make tables that are not there.")
            .defaultsTo(true);
    static final Key<Boolean> EVOLVE = Key.flag("table.evolve").doc("""
                    Whether to add columns that rows have and the table has not, to let columns be null that had to have a value, \
                    and to widen types as far as BigQuery allows. Otherwise such rows are rejected.""").defaultsTo(true);
    static final Key<PartitionBy> PARTITION_BY =
            Key.oneOf("table.partition.by", PartitionBy.class).doc("""
                    How new tables are cut into partitions: `none`; `ingestion`, by the time when a row came in; `time`, by the \
                    time in a column; `range`, by the whole number in a column.""").defaultsTo(PartitionBy.NONE);
    static final Key<Optional<String>> PARTITION_COLUMN = Key.text("table.partition.column")
            .doc("The column for `time` and `range`; one of the metadata, such as `__source_time`, or one of the row.")
            .optional();
    static final Key<Partitioning.TimeUnit> PARTITION_UNIT = Key.oneOf(
                    "table.partition.unit", Partitioning.TimeUnit.class)
            .doc("The length of a partition by time.")
            .importance(Importance.LOW)
            .defaultsTo(Partitioning.TimeUnit.DAY);
    static final Key<Optional<Duration>> PARTITION_EXPIRY = Key.millis(
                    "table.partition.expiration.ms", Duration.ofHours(1), Duration.ofDays(36_500))
            .doc("After what time BigQuery deletes a partition by time. Unless set, never.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Long> RANGE_START = Key.integer("table.partition.range.start", Long.MIN_VALUE, Long.MAX_VALUE)
            .doc("The lowest number of the first partition by range.")
            .importance(Importance.LOW)
            .defaultsTo(0L);
    static final Key<Long> RANGE_END = Key.integer("table.partition.range.end", Long.MIN_VALUE, Long.MAX_VALUE)
            .doc("The number after the last partition by range.")
            .importance(Importance.LOW)
            .defaultsTo(1_000_000_000L);
    static final Key<Long> RANGE_INTERVAL = Key.integer("table.partition.range.interval", 1L, Long.MAX_VALUE)
            .doc("How many numbers a partition by range has.")
            .importance(Importance.LOW)
            .defaultsTo(1_000_000L);
    static final Key<List<String>> CLUSTERING = Key.list("table.clustering.columns")
            .doc("""
                    The columns by which BigQuery sorts the rows of new tables, up to four. Unless set, the first four of the \
                    key of a table that is a mirror, and none of one that is a log.""")
            .where("at most four columns", columns -> columns.size() <= MAX_CLUSTERING)
            .defaultsTo(List.of());
    static final Key<List<String>> LABELS = Key.list("table.labels")
            .doc("Labels of new tables: `key:value`, separated by commas.")
            .importance(Importance.LOW)
            .where(
                    "labels, each as in team:orders, in lower case",
                    labels -> labels.stream().allMatch(label -> label.matches(LABEL)))
            .defaultsTo(List.of());
    static final Key<String> DESCRIPTION = Key.text("table.description")
            .doc("The description of new tables.")
            .importance(Importance.LOW)
            .defaultsTo("");
    static final Key<Optional<Duration>> EXPIRY = Key.millis(
                    "table.expiration.ms", Duration.ofHours(1), Duration.ofDays(36_500))
            .doc("After what time BigQuery deletes a new table. Unless set, what the dataset says.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<Duration>> MAX_STALENESS = Key.millis(
                    "table.max.staleness.ms", Duration.ZERO, Duration.ofDays(1))
            .doc("""
                    How old the rows of a new mirror may be that a query sees. Unless set, every query applies all changes that \
                    are pending, which makes it cost more.""")
            .optional();

    enum PartitionBy {
        NONE,
        INGESTION,
        TIME,
        RANGE
    }

    @Override
    public String title() {
        return "Tables";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                DATASET,
                NAME,
                MODE,
                MODES,
                CREATE,
                EVOLVE,
                PARTITION_BY,
                PARTITION_COLUMN,
                PARTITION_UNIT,
                PARTITION_EXPIRY,
                RANGE_START,
                RANGE_END,
                RANGE_INTERVAL,
                CLUSTERING,
                LABELS,
                DESCRIPTION,
                EXPIRY,
                MAX_STALENESS);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                TableSection::columnGoesWithItsKind, TableSection::expiryGoesWithTime, TableSection::rangesAreSome);
    }

    private static void columnGoesWithItsKind(Values values, Problems problems) {
        PartitionBy by = values.get(PARTITION_BY);
        boolean needsColumn = by == PartitionBy.TIME || by == PartitionBy.RANGE;
        boolean isSet = values.get(PARTITION_COLUMN).isPresent();
        if (needsColumn && !isSet) {
            problems.add(PARTITION_COLUMN, "is missing: table.partition.by asks for one");
        } else if (isSet && !needsColumn) {
            problems.add(PARTITION_COLUMN, "has no effect unless table.partition.by is time or range");
        }
    }

    private static void expiryGoesWithTime(Values values, Problems problems) {
        PartitionBy by = values.get(PARTITION_BY);
        boolean byTime = by == PartitionBy.TIME || by == PartitionBy.INGESTION;
        if (values.get(PARTITION_EXPIRY).isPresent() && !byTime) {
            problems.add(PARTITION_EXPIRY, "has no effect unless table.partition.by is time or ingestion");
        }
    }

    private static void rangesAreSome(Values values, Problems problems) {
        BigInteger numbers =
                BigInteger.valueOf(values.get(RANGE_END)).subtract(BigInteger.valueOf(values.get(RANGE_START)));
        if (numbers.signum() <= 0) {
            problems.add(RANGE_END, "must be above table.partition.range.start");
        } else if (numbers.subtract(BigInteger.ONE)
                        .divide(BigInteger.valueOf(values.get(RANGE_INTERVAL)))
                        .compareTo(MAX_PARTITIONS)
                >= 0) {
            problems.add(
                    RANGE_INTERVAL, "makes more than " + MAX_PARTITIONS + " partitions, which BigQuery does not take");
        }
    }

    @Override
    public TableSettings read(Values values) {
        return new TableSettings(
                values.get(DATASET),
                values.get(NAME),
                values.get(MODE),
                entries(values.get(MODES)),
                values.get(CREATE),
                values.get(EVOLVE),
                partitioning(values),
                values.get(CLUSTERING),
                entries(values.get(LABELS).stream()
                        .map(label -> label.split(":", -1))
                        .map(label -> Map.entry(label[0], label[1]))
                        .toList()),
                values.get(DESCRIPTION),
                values.get(EXPIRY),
                values.get(MAX_STALENESS));
    }

    /** Whether any topic has a table that is a mirror. */
    public boolean hasMirrors(Values values) {
        return values.get(MODE) == TableMode.UPSERT
                || values.get(MODES).stream().anyMatch(topic -> topic.getValue() == TableMode.UPSERT);
    }

    /** Whether any topic has a table that is a log. */
    public boolean hasLogs(Values values) {
        return values.get(MODE) == TableMode.APPEND
                || values.get(MODES).stream().anyMatch(topic -> topic.getValue() == TableMode.APPEND);
    }

    private static Partitioning partitioning(Values values) {
        Optional<String> column = values.get(PARTITION_COLUMN);
        Partitioning.TimeUnit unit = values.get(PARTITION_UNIT);
        Optional<Duration> expiry = values.get(PARTITION_EXPIRY);
        return switch (values.get(PARTITION_BY)) {
            case NONE -> new Partitioning.None();
            case INGESTION -> new Partitioning.ByTime(Optional.empty(), unit, expiry);
            case TIME -> new Partitioning.ByTime(column, unit, expiry);
            case RANGE ->
                new Partitioning.ByRange(
                        column.orElseThrow(),
                        values.get(RANGE_START),
                        values.get(RANGE_END),
                        values.get(RANGE_INTERVAL));
        };
    }

    private static Map.Entry<String, TableMode> mode(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("a colon is missing in " + text);
        }
        String mode = text.substring(colon + 1).toUpperCase(Locale.ROOT);
        try {
            return Map.entry(text.substring(0, colon), TableMode.valueOf(mode));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(text + " names no mode: append or upsert", e);
        }
    }

    private static <V> Map<String, V> entries(List<Map.Entry<String, V>> list) {
        Map<String, V> map = new LinkedHashMap<>();
        list.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
