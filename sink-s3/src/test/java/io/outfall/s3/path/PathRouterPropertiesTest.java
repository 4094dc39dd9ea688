// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import static io.outfall.s3.path.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.pipeline.UnfitRowException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PathRouterPropertiesTest {

    @Property
    void aKeyIsAlwaysAPathBelowItsPrefix(
            @ForAll String one, @ForAll String two, @ForAll @LongRange(min = 0) long offset) throws Exception {
        PathRouter router = Routers.of(new PathSettings(
                PathTemplate.parse("a=${column:one}/${column:two}/.${column:one}.${column:two}.${ext}"),
                "lake",
                ZoneId.of("UTC")));

        String key = router.key(
                router.route(event().text("one", one).text("two", two).row()), offset, "parquet");

        assertThat(key).startsWith("lake/a=").doesNotContainPattern("\\p{Cntrl}");
        assertThat(key.split("/", -1)).hasSize(4).doesNotContain("", ".", "..");
        assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }

    @Property
    void differentValuesNeverShareAGroup(@ForAll String one, @ForAll String two) throws Exception {
        PathRouter router = Routers.of("${column:a}/${topic}");

        boolean shared = router.route(event().text("a", one).row())
                .equals(router.route(event().text("a", two).row()));

        assertThat(shared).isEqualTo(one.equals(two));
    }

    @Property(tries = 3_000)
    void twoFilesNeverShareAKey(
            @ForAll("templates") String template, @ForAll @Size(2) List<@net.jqwik.api.From("files") TestFile> files)
            throws Exception {
        PathRouter router = Routers.of(template);

        if (files.get(0).key(router).equals(files.get(1).key(router))) {
            assertThat(files.get(0)).isEqualTo(files.get(1));
        }
    }

    @Property
    void aRememberedTimeIsNeverStale(
            @ForAll("zones") String zone,
            @ForAll("patterns") String pattern,
            @ForAll @Size(min = 2, max = 6)
                    List<@LongRange(min = 1_700_000_000_000L, max = 1_735_000_000_000L) Long> times,
            @ForAll @IntRange(max = 7_200_000) int step)
            throws Exception {
        PathRouter router = Routers.of("${time:" + pattern + "}/${topic}/${partition}/${start.offset}", zone);
        DateTimeFormatter plain =
                DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneId.of(zone));

        for (long time : times) {
            for (long millis : new long[] {time, time + step, time - step}) {
                String key = router.key(router.route(event().kafkaMillis(millis).row()), 42, "parquet");
                assertThat(key).isEqualTo(plain.format(Instant.ofEpochMilli(millis)) + "/orders/3/42");
            }
        }
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "UTC", "Europe/Vienna", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia");
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("yyyy", "yyyy-MM-dd", "dd-HH", "HH-mm", "mm-ss", "ss.SSS", "a", "yyyy-DDD", "'x'QQQ");
    }

    @Provide
    Arbitrary<String> templates() {
        Arbitrary<String> pieces = Arbitraries.of(
                "${topic}",
                "${original.topic}",
                "${topic.1}",
                "${partition}",
                "${start.offset}",
                "${start.offset:3}",
                "${column:c}",
                "-",
                "+",
                "/",
                "1",
                "x",
                ".",
                "=");
        return pieces.list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(parts -> String.join("", parts))
                .filter(text -> {
                    try {
                        PathTemplate.parse(text);
                        return true;
                    } catch (IllegalArgumentException e) {
                        return false;
                    }
                });
    }

    // Few and treacherous, so that two files often differ in one part only.
    @Provide
    Arbitrary<TestFile> files() {
        Arbitrary<String> topics = Arbitraries.of("a", "a1", "a-1", "1", "1-1", "a.1", "x", "ax");
        return Combinators.combine(
                        topics,
                        topics,
                        Arbitraries.of(1, 11, 12, 2),
                        Arbitraries.of(1L, 11L, 111L, 2L, 22L),
                        Arbitraries.of("", "1", "-", "+", "/", "1-1", "a"))
                .as(TestFile::new);
    }

    record TestFile(String topic, String original, int partition, long offset, String column) {

        String key(PathRouter router) throws UnfitRowException {
            return router.key(
                    router.route(event().topic(topic)
                            .renamedFrom(original)
                            .partition(partition)
                            .text("c", column)
                            .row()),
                    offset,
                    "parquet");
        }

        // A file of one origin is one file, whatever its first record says.
        @Override
        public boolean equals(Object other) {
            return other instanceof TestFile that
                    && original.equals(that.original)
                    && partition == that.partition
                    && offset == that.offset;
        }

        @Override
        public int hashCode() {
            return original.hashCode();
        }
    }
}
