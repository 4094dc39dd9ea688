// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathSectionTest {

    @Test
    void settingsSayWhereFilesGo() {
        assertThatSection(new PathSection())
                .hasDefaults(Map.of(
                        "path.template", "${topic}/${topic}+${partition}+${start.offset:20}.${ext}",
                        "path.prefix", "",
                        "path.time.zone", "UTC"))
                .reads(
                        Map.of(
                                "path.template", "${source.table}/day=${time:yyyy-MM-dd}/${uuid}.${ext}",
                                "path.prefix", "/bronze/shop/",
                                "path.time.zone", "Europe/Vienna"),
                        new PathSettings(
                                PathTemplate.parse("${source.table}/day=${time:yyyy-MM-dd}/${uuid}.${ext}"),
                                "bronze/shop",
                                ZoneId.of("Europe/Vienna")))
                .mentionsEveryKey();
    }

    @Test
    void whatCannotBeAPathIsRefused() {
        assertThatSection(new PathSection())
                .refuses(
                        Map.of("path.template", "${table}.${ext}", "path.prefix", "a//b", "path.time.zone", "Vienna"),
                        "path.template must be a path template, not '${table}.${ext}' (${table} is no variable; those that"
                                + " exist are topic, topic.1, topic.-1, original.topic, partition, start.offset,"
                                + " source.database, source.schema, source.table, column:name, header:name, time:pattern,"
                                + " time.source:pattern, time.kafka:pattern, time.wall:pattern, time.column:name:pattern,"
                                + " connector, ext, uuid)",
                        "path.prefix must be a path, not 'a//b' (it has an empty segment: a slash at its start or end, or"
                                + " two in a row)",
                        "path.time.zone must be a time zone, not 'Vienna' (see the list of the IANA time zone database)");
    }

    @Test
    void aTemplateThatCannotTellTwoRunsOfATaskApartIsRefused() {
        assertThatSection(new PathSection())
                .refuses(
                        Map.of("path.template", "${topic}/${partition}/${start.offset}"),
                        "path.template must have ${ext}: by it a file of a task that lost its partitions cannot"
                                + " replace that of their next owner");
    }

    @Test
    void aKeyThatWouldBeTooLongIsRefused() {
        assertThatSection(new PathSection())
                .refuses(
                        Map.of("path.prefix", "p".repeat(900)),
                        "path.template does not fit: it leaves too little of the 1024 bytes of a key: its fixed text and"
                                + " numbers take up to 978 and each of its 3 other variables needs 48");
    }
}
