// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import static io.outfall.config.SectionAssertions.assertThatSection;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeOptionsSectionTest {

    @Test
    void everyKeyIsRead() {
        assertThatSection(new TypeOptionsSection())
                .hasDefaults(Map.ofEntries(
                        Map.entry("type.local.timestamp", "datetime"),
                        Map.entry("type.variable.decimal", "bignumeric"),
                        Map.entry("type.decimal.declare", "false"),
                        Map.entry("type.json", "json"),
                        Map.entry("type.map", "json"),
                        Map.entry("type.null.element", "fail"),
                        Map.entry("type.geometry", "auto"),
                        Map.entry("type.interval", "interval"),
                        Map.entry("type.duration", "int64"),
                        Map.entry("values.nanoseconds", "cut"),
                        Map.entry("column.names", "plain")))
                .reads(
                        Map.ofEntries(
                                Map.entry("type.local.timestamp", "timestamp"),
                                Map.entry("type.variable.decimal", "string"),
                                Map.entry("type.decimal.declare", "true"),
                                Map.entry("type.json", "string"),
                                Map.entry("type.map", "pairs"),
                                Map.entry("type.null.element", "drop"),
                                Map.entry("type.geometry", "wkt"),
                                Map.entry("type.interval", "string"),
                                Map.entry("type.duration", "interval"),
                                Map.entry("values.nanoseconds", "fail"),
                                Map.entry("column.names", "flexible")),
                        new TypeOptions(
                                LocalTimestamps.TIMESTAMP,
                                VariableDecimals.STRING,
                                true,
                                Documents.STRING,
                                Maps.PAIRS,
                                NullElements.DROP,
                                Shapes.WKT,
                                Intervals.STRING,
                                Durations.INTERVAL,
                                Nanoseconds.FAIL,
                                NameStyle.FLEXIBLE))
                .mentionsEveryKey();
    }
}
