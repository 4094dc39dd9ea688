// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TableSectionTest {

    private static Map<String, String> with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("table.dataset", "shop"));
        all.putAll(settings);
        return all;
    }

    private static TableSettings partitioned(Partitioning partitioning) {
        return new TableSettings(
                NameTemplate.parse("shop"),
                NameTemplate.parse("${topic}"),
                TableMode.APPEND,
                Map.of(),
                true,
                true,
                partitioning,
                List.of(),
                Map.of(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void settingsSayWhichTablesThereAreAndWhatTheyAreMadeLike() {
        assertThatSection(new TableSection())
                .hasDefaults(Map.ofEntries(
                        Map.entry("table.dataset", "required"),
                        Map.entry("table.name", "${topic}"),
                        Map.entry("table.mode", "append"),
                        Map.entry("table.mode.topics", ""),
                        Map.entry("table.create", "true"),
                        Map.entry("table.evolve", "true"),
                        Map.entry("table.partition.by", "none"),
                        Map.entry("table.partition.column", "none"),
                        Map.entry("table.partition.unit", "day"),
                        Map.entry("table.partition.expiration.ms", "none"),
                        Map.entry("table.partition.range.start", "0"),
                        Map.entry("table.partition.range.end", "1000000000"),
                        Map.entry("table.partition.range.interval", "1000000"),
                        Map.entry("table.clustering.columns", ""),
                        Map.entry("table.labels", ""),
                        Map.entry("table.description", ""),
                        Map.entry("table.expiration.ms", "none"),
                        Map.entry("table.max.staleness.ms", "none")))
                .reads(
                        Map.ofEntries(
                                Map.entry("table.dataset", "${source.schema}"),
                                Map.entry("table.name", "${topic.-1}"),
                                Map.entry("table.mode", "upsert"),
                                Map.entry("table.mode.topics", "shop.public.audit:append, shop.public.log:append"),
                                Map.entry("table.create", "false"),
                                Map.entry("table.evolve", "false"),
                                Map.entry("table.clustering.columns", "customer, id"),
                                Map.entry("table.labels", "team:orders, tier:"),
                                Map.entry("table.description", "Orders of the shop"),
                                Map.entry("table.expiration.ms", "3600000"),
                                Map.entry("table.max.staleness.ms", "900000")),
                        new TableSettings(
                                NameTemplate.parse("${source.schema}"),
                                NameTemplate.parse("${topic.-1}"),
                                TableMode.UPSERT,
                                Map.of("shop.public.audit", TableMode.APPEND, "shop.public.log", TableMode.APPEND),
                                false,
                                false,
                                new Partitioning.None(),
                                List.of("customer", "id"),
                                Map.of("team", "orders", "tier", ""),
                                "Orders of the shop",
                                Optional.of(Duration.ofHours(1)),
                                Optional.of(Duration.ofMinutes(15))))
                .reads(
                        with(Map.of(
                                "table.partition.by", "time",
                                "table.partition.column", "created_at",
                                "table.partition.unit", "month",
                                "table.partition.expiration.ms", "86400000")),
                        partitioned(new Partitioning.ByTime(
                                Optional.of("created_at"),
                                Partitioning.TimeUnit.MONTH,
                                Optional.of(Duration.ofDays(1)))))
                .reads(
                        with(Map.of(
                                "table.partition.by", "range",
                                "table.partition.column", "id",
                                "table.partition.range.start", "-100",
                                "table.partition.range.end", "100",
                                "table.partition.range.interval", "10")),
                        partitioned(new Partitioning.ByRange("id", -100, 100, 10)))
                .mentionsEveryKey();
    }

    @Test
    void ingestionTimeNeedsNoColumn() {
        assertThatSection(new TableSection())
                .reads(
                        with(Map.of("table.partition.by", "ingestion", "table.partition.unit", "hour")),
                        partitioned(new Partitioning.ByTime(
                                Optional.empty(), Partitioning.TimeUnit.HOUR, Optional.empty())));
    }

    @Nested
    class AProblem {

        @Test
        void isANameThatCannotBeMade() {
            assertThatSection(new TableSection())
                    .refuses(
                            Map.of("table.dataset", "${schema}", "table.name", "${topic"),
                            "table.dataset must be a name with variables, not '${schema}' (${schema} is no variable; those "
                                    + "that exist are topic, topic.1, topic.-1, source.database, source.schema, "
                                    + "source.table)",
                            "table.name must be a name with variables, not '${topic' (a brace is missing after ${topic)");
        }

        @Test
        void isAModeThatThereIsNot() {
            assertThatSection(new TableSection())
                    .refuses(
                            with(Map.of("table.mode", "merge", "table.mode.topics", "orders:merge")),
                            "table.mode must be one of append, upsert, not 'merge'",
                            "table.mode.topics must be topics and modes, as in shop.public.orders:upsert, each topic once, "
                                    + "not 'orders:merge' (orders:merge names no mode: append or upsert)");
        }

        @Test
        void isATopicWithTwoModes() {
            assertThatSection(new TableSection())
                    .refuses(
                            with(Map.of("table.mode.topics", "orders:append,orders:upsert")),
                            "table.mode.topics must be topics and modes, as in shop.public.orders:upsert, each topic once, "
                                    + "not 'orders:append,orders:upsert'");
        }

        @Test
        void isAPartitionWithoutItsColumnAndOneThatHasNone() {
            assertThatSection(new TableSection())
                    .refuses(
                            with(Map.of("table.partition.by", "time")),
                            "table.partition.column is missing: table.partition.by asks for one")
                    .refuses(
                            with(Map.of(
                                    "table.partition.by", "range",
                                    "table.partition.column", "id",
                                    "table.partition.expiration.ms", "3600000")),
                            "table.partition.expiration.ms has no effect unless table.partition.by is time or ingestion")
                    .refuses(
                            with(Map.of("table.partition.column", "id")),
                            "table.partition.column has no effect unless table.partition.by is time or range");
        }

        @Test
        void isARangeThatIsNoneOrMakesTooManyPartitions() {
            assertThatSection(new TableSection())
                    .refuses(
                            with(Map.of("table.partition.range.start", "5", "table.partition.range.end", "5")),
                            "table.partition.range.end must be above table.partition.range.start")
                    .refuses(
                            with(Map.of("table.partition.range.interval", "99999")),
                            "table.partition.range.interval makes more than 10000 partitions, which BigQuery does not "
                                    + "take");
        }

        @Test
        void isWhatBigQueryTakesForNoTable() {
            assertThatSection(new TableSection())
                    .refuses(
                            with(Map.of(
                                    "table.clustering.columns", "a,b,c,d,e",
                                    "table.labels", "Team:orders",
                                    "table.max.staleness.ms", "86400001")),
                            "table.clustering.columns must be at most four columns, not 'a,b,c,d,e'",
                            "table.labels must be labels, each as in team:orders, in lower case, not 'Team:orders'",
                            "table.max.staleness.ms must be a whole number from 0 to 86400000, not '86400001'");
        }
    }
}
