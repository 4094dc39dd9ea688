// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import static io.outfall.s3.path.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.event.KeyDelete;
import io.outfall.event.RowChange;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.testing.SteppingClock;
import io.outfall.type.SemanticType;
import io.outfall.type.TimeUnit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PathRouterTest {
    // Keeps two files apart and so saves the tests what would be added to each name.
    private static final String FILE = "/${original.topic}+${partition}+${start.offset}";

    @Test
    void topicsAndTheirPartsCountFromBothEnds() throws Exception {
        assertThat(directory("${topic}/${topic.1}/${topic.-1}/${topic.4}", event().topic("db.public.orders")))
                .isEqualTo("db.public.orders/db/orders/__ABSENT__");
    }

    @Test
    void theTableIsWhatTheTopicSaysWhereTheSourceSaysNothing() throws Exception {
        assertThat(directory("${source.database}/${source.schema}/${source.table}", event().topic("db.public.orders")))
                .isEqualTo("__ABSENT__/public/orders");
    }

    @Test
    void theTableIsWhatTheSourceSays() throws Exception {
        assertThat(directory(
                        "${source.database}/${source.schema}/${source.table}",
                        event().table("shop", null, "Order Items")))
                .isEqualTo("shop/__ABSENT__/Order%20Items");
    }

    @Test
    void theConnectorAndThePrefixStandInFront() throws Exception {
        PathRouter router =
                Routers.of(new PathSettings(PathTemplate.parse("${connector}" + FILE), "bronze/raw", ZoneOffset.UTC));

        assertThat(router.key(router.route(event().row()), 42, "parquet")).isEqualTo("bronze/raw/lake/orders+3+42");
    }

    @Nested
    class ColumnsAndHeaders {

        @Test
        void standAsTheySay() throws Exception {
            Events row = event().text("region", "eu-west_1.a")
                    .column("day", new SemanticType.Date(), 19_782)
                    .column("price", new SemanticType.Decimal(9, 2), new BigDecimal("12.50"))
                    .column("paid", new SemanticType.Bool(), true)
                    .header("tenant", "acme".getBytes(StandardCharsets.UTF_8));

            assertThat(directory(
                            "region=${column:region}/${column:day}/${column:price}/${column:paid}/${header:tenant}",
                            row))
                    .isEqualTo("region=eu-west_1.a/2024-02-29/12.50/true/acme");
        }

        @Test
        void aNullIsWhatHiveReadsAsNull() throws Exception {
            assertThat(directory(
                            "${column:region}/${header:tenant}",
                            event().text("region", null).header("tenant", null)))
                    .isEqualTo("__HIVE_DEFAULT_PARTITION__/__HIVE_DEFAULT_PARTITION__");
        }

        @Test
        void whatTheRecordDoesNotSayIsAbsent() throws Exception {
            assertThat(directory(
                            "${column:deleted}/${column:toast}/${column:none}/${header:none}",
                            event().text("deleted", Events.absent()).text("toast", "__unavailable__")))
                    .isEqualTo("__ABSENT__/__ABSENT__/__ABSENT__/__ABSENT__");
        }

        @Test
        void aTextThatLooksLikeOneOfTheseIsNoneOfThem() throws Exception {
            assertThat(directory(
                            "${column:a}/${column:b}/${column:c}/${column:d}",
                            event().text("a", "__HIVE_DEFAULT_PARTITION__")
                                    .text("b", "__ABSENT__")
                                    .text("c", "")
                                    .text("d", "__EMPTY__")))
                    .isEqualTo("%5F_HIVE_DEFAULT_PARTITION__/%5F_ABSENT__/__EMPTY__/%5F_EMPTY__");
        }

        @Test
        void noValueLeavesItsSegment() throws Exception {
            assertThat(directory(
                            "${column:a}/${column:b}/r=${column:c}/${column:d}",
                            event().text("a", "..")
                                    .text("b", "../../x")
                                    .text("c", "a/b=c")
                                    .text("d", "Ö\n")))
                    .isEqualTo("%2E./%2E.%2F..%2Fx/r=a%2Fb%3Dc/Ö%0A");
        }

        @Test
        void aLongValueIsCutAndKeepsItsDifference() throws Exception {
            String thousand = "x".repeat(1_000);

            String one = directory("${column:a}", event().text("a", thousand + "1"));
            String two = directory("${column:a}", event().text("a", thousand + "2"));

            assertThat(one).hasSize(255).matches("x{222}~[0-9a-f]{32}");
            assertThat(two).hasSize(255).matches("x{222}~[0-9a-f]{32}").isNotEqualTo(one);
        }

        @Test
        void aCutLeavesNoHalfEscape() throws Exception {
            assertThat(directory("${column:a}", event().text("a", "ab" + "/".repeat(1_000))))
                    .matches("ab(%2F){73}~[0-9a-f]{32}");
        }

        @Test
        void aCutCountsBytesAndLeavesNoHalfCharacter() throws Exception {
            String key = directory("${column:a}", event().text("a", "a" + "😀".repeat(1_000)));

            assertThat(key).matches("a(😀){55}~[0-9a-f]{32}");
            assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSize(254);
        }

        @Test
        void aListIsRejectedWithItsColumn() {
            Events row = event().column("tags", new SemanticType.ListOf(new SemanticType.Text()), List.of("a"));

            assertThatThrownBy(() -> directory("${column:tags}", row))
                    .isInstanceOfSatisfying(
                            UnfitRowException.class, e -> assertThat(e.column()).isEqualTo("tags"))
                    .hasMessage("path.template has ${column:tags}, but no path can name a value of type ListOf");
        }
    }

    @Nested
    class Times {
        private static final long LEAP_DAY =
                Instant.parse("2024-02-29T23:59:59Z").getEpochSecond();

        @Test
        void ofTheSourceComeFirstThenOfKafka() throws Exception {
            Events both = event().sourceMicros(LEAP_DAY * 1_000_000).kafkaMillis(0);
            Events kafka = event().kafkaMillis(LEAP_DAY * 1_000);

            assertThat(directory("${time:yyyy-MM-dd}", both)).isEqualTo("2024-02-29");
            assertThat(directory("${time.source:yyyy-MM-dd}", both)).isEqualTo("2024-02-29");
            assertThat(directory("${time.kafka:yyyy-MM-dd}", both)).isEqualTo("1970-01-01");
            assertThat(directory("${time:yyyy-MM-dd}", kafka)).isEqualTo("2024-02-29");
        }

        @Test
        void areMissedAloud() {
            assertThatThrownBy(() -> directory("${time:yyyy}", event()))
                    .isInstanceOf(UnfitRowException.class)
                    .hasMessage("path.template needs a time, but neither the source nor Kafka gave the record one");
        }

        @Test
        void ofAColumnAreWhatItsTypeMeans() throws Exception {
            Events row = event().kafkaMillis(0)
                    .column("day", new SemanticType.Date(), 19_782)
                    .column("wall", new SemanticType.LocalTimestamp(TimeUnit.MICROS), LEAP_DAY * 1_000_000)
                    .column("instant", new SemanticType.Instant(TimeUnit.NANOS), LEAP_DAY * 1_000_000_000)
                    .column("millis", new SemanticType.Int(64), LEAP_DAY * 1_000)
                    .text("iso", "2024-02-29T23:59:59.5Z")
                    .text("localDay", "2024-02-29");
            String pattern = ":yyyy-MM-dd'T'HH}";

            assertThat(directory(
                            "${time.column:day" + pattern + "/${time.column:wall" + pattern + "/${time.column:instant"
                                    + pattern + "/${time.column:millis" + pattern + "/${time.column:iso" + pattern
                                    + "/${time.column:localDay" + pattern,
                            "Asia/Tokyo",
                            row))
                    .isEqualTo("2024-02-29T00/2024-02-29T23/2024-03-01T08/2024-03-01T08/2024-03-01T08/2024-02-29T00");
        }

        @Test
        void ofAColumnThatSaysNothingAreTheSourcesOwn() throws Exception {
            assertThat(directory(
                            "${time.column:gone:yyyy}",
                            event().text("gone", null).sourceMicros(LEAP_DAY * 1_000_000)))
                    .isEqualTo("2024");
        }

        @Test
        void ofAColumnThatHoldsNoneAreRejected() {
            assertThatThrownBy(() -> directory("${time.column:a:yyyy}", event().text("a", "yesterday")))
                    .isInstanceOf(UnfitRowException.class)
                    .hasMessage("is no time that a path can name");
            assertThatThrownBy(() ->
                            directory("${time.column:a:yyyy}", event().column("a", new SemanticType.Bool(), true)))
                    .isInstanceOf(UnfitRowException.class)
                    .hasMessage("path.template takes a time from it, which it has not");
        }

        @Test
        void areThoseOfTheZone() throws Exception {
            Events row = event().kafkaMillis(LEAP_DAY * 1_000);

            assertThat(directory("${time:yyyy-MM-dd'T'HH}", "UTC", row)).isEqualTo("2024-02-29T23");
            assertThat(directory("${time:yyyy-MM-dd'T'HH}", "America/Sao_Paulo", row))
                    .isEqualTo("2024-02-29T20");
            assertThat(directory("${time:yyyy-MM-dd'T'HH}", "Asia/Kolkata", row))
                    .isEqualTo("2024-03-01T05");
        }

        @Test
        void followTheClockBackWhenSummerEnds() throws Exception {
            PathRouter router = Routers.of("${time:yyyy-MM-dd'T'HHxx}" + FILE, "Europe/Vienna");

            assertThat(List.of(
                            key(router, "2024-10-27T00:59:59Z"),
                            key(router, "2024-10-27T01:00:00Z"),
                            key(router, "2024-10-27T01:59:59Z"),
                            key(router, "2024-10-27T00:00:00Z")))
                    .containsExactly(
                            "2024-10-27T02%2B0200/orders+3+42",
                            "2024-10-27T02%2B0100/orders+3+42",
                            "2024-10-27T02%2B0100/orders+3+42",
                            "2024-10-27T02%2B0200/orders+3+42");
        }

        @Test
        void splitAtSlashes() throws Exception {
            assertThat(directory("${time:yyyy/MM/dd}", event().kafkaMillis(LEAP_DAY * 1_000)))
                    .isEqualTo("2024/02/29");
        }

        @Test
        void ofTheWallAreThoseOfTheTask() throws Exception {
            SteppingClock clock = SteppingClock.at("2024-02-29T23:59:59.999Z");
            PathRouter router = Routers.of(
                    new PathSettings(
                            PathTemplate.parse("${time.wall:yyyy}/${time.wall:MM-dd}" + FILE), "", ZoneOffset.UTC),
                    clock);
            RowChange row = event().kafkaMillis(0).row();

            String before = router.key(router.route(row), 42, "parquet");
            clock.advance(Duration.ofMillis(1));
            String after = router.key(router.route(row), 42, "parquet");

            assertThat(before).isEqualTo("2024/02-29/orders+3+42");
            assertThat(after).isEqualTo("2024/03-01/orders+3+42");
        }

        private String key(PathRouter router, String instant) throws UnfitRowException {
            return router.key(
                    router.route(event().kafkaMillis(Instant.parse(instant).toEpochMilli())
                            .row()),
                    42,
                    "parquet");
        }
    }

    @Nested
    class Groups {

        @Test
        void areTheSameObjectForAsLongAsTheRecordsAreAlike() throws Exception {
            PathRouter router = Routers.of("${topic}/${time:yyyy-MM-dd}/${column:region}" + FILE);

            FileGroup first =
                    router.route(event().text("region", "eu").kafkaMillis(1_000).row());
            FileGroup second = router.route(
                    event().text("region", "eu").kafkaMillis(86_399_999).row());
            FileGroup other = router.route(
                    event().text("region", "us").kafkaMillis(86_399_999).row());
            FileGroup again =
                    router.route(event().text("region", "eu").kafkaMillis(2_000).row());

            assertThat(second).isSameAs(first);
            assertThat(other).isNotEqualTo(first);
            assertThat(again).isSameAs(first);
            assertThat(first).hasToString("orders-3 [orders, 1970-01-01, eu]");
        }

        @Test
        void neverMixPartitionsOrSubscribedTopics() throws Exception {
            PathRouter router = Routers.of("all");

            assertThat(List.of(
                            router.route(event().partition(1).row()),
                            router.route(event().partition(2).row()),
                            router.route(event().topic("all").renamedFrom("a").row()),
                            router.route(event().topic("all").renamedFrom("b").row())))
                    .doesNotHaveDuplicates();
        }

        @Test
        void ofATombstoneKnowTheKeyColumnsAlone() throws Exception {
            RowChange row = event().text("id", "7").kafkaMillis(0).row();
            KeyDelete tombstone = new KeyDelete(row.record(), row.image());
            PathRouter router = Routers.of("${column:id}/${column:name}/${source.table}/${time:yyyy}" + FILE);

            assertThat(router.key(router.route(tombstone), 42, "parquet"))
                    .isEqualTo("7/__ABSENT__/orders/1970/orders+3+42");
        }
    }

    @Test
    void aTemplateThatLeavesNoRoomForItsValuesIsRefused() {
        PathSettings settings =
                new PathSettings(PathTemplate.parse("${topic}/${topic.1}" + FILE), "p".repeat(900), ZoneOffset.UTC);

        assertThatThrownBy(() -> Routers.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it leaves too little of the 1024 bytes of a key: its fixed text and numbers take up to 945"
                        + " and each of its 3 other variables needs 48");
    }

    private static String directory(String template, Events event) throws UnfitRowException {
        return directory(template, "UTC", event);
    }

    private static String directory(String template, String zone, Events event) throws UnfitRowException {
        PathRouter router = Routers.of(template + FILE, zone);
        RowChange row = event.row();
        String key = router.key(router.route(row), 42, "parquet");
        String file = "/" + row.record().originalTopic() + "+3+42";
        assertThat(key).endsWith(file);
        return key.substring(0, key.length() - file.length());
    }
}
