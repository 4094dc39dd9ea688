// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.Documents;
import io.outfall.bigquery.schema.Durations;
import io.outfall.bigquery.schema.Intervals;
import io.outfall.bigquery.schema.LocalTimestamps;
import io.outfall.bigquery.schema.Maps;
import io.outfall.bigquery.schema.NameStyle;
import io.outfall.bigquery.schema.Nanoseconds;
import io.outfall.bigquery.schema.NullElements;
import io.outfall.bigquery.schema.Shapes;
import io.outfall.bigquery.schema.TypeOptions;
import io.outfall.bigquery.schema.VariableDecimals;

/** Options that users may set. */
final class Options {

    private Options() {}

    /** Everything other than the default. */
    static TypeOptions other() {
        return new TypeOptions(
                LocalTimestamps.TIMESTAMP,
                VariableDecimals.NUMERIC,
                true,
                Documents.STRING,
                Maps.PAIRS,
                NullElements.DROP,
                Shapes.WKT,
                Intervals.STRING,
                Durations.INTERVAL,
                Nanoseconds.FAIL,
                NameStyle.FLEXIBLE);
    }

    /** The defaults but for nulls in lists. */
    static TypeOptions nullElements(NullElements policy) {
        TypeOptions d = TypeOptions.defaults();
        return new TypeOptions(
                d.localTimestamps(),
                d.variableDecimals(),
                d.declareDigits(),
                d.documents(),
                d.maps(),
                policy,
                d.shapes(),
                d.intervals(),
                d.durations(),
                d.nanoseconds(),
                d.names());
    }
}
