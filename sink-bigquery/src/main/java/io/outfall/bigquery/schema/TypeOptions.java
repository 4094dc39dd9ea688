// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/**
 * What columns become that BigQuery has more than one type for, or none that fits all. An existing column keeps its
 * type as long as the values go into it.
 *
 * @param localTimestamps timestamps without a zone
 * @param variableDecimals decimals whose scale is their own
 * @param declareDigits whether NUMERIC and BIGNUMERIC columns declare the digits that the source declares
 * @param documents JSON documents
 * @param maps of any types
 * @param nullElements nulls in lists
 * @param shapes of PostGIS and the like
 * @param intervals with months and days of their own
 * @param durations in one unit
 * @param nanoseconds digits of a second that do not fit
 * @param names of columns
 */
public record TypeOptions(
        LocalTimestamps localTimestamps,
        VariableDecimals variableDecimals,
        boolean declareDigits,
        Documents documents,
        Maps maps,
        NullElements nullElements,
        Shapes shapes,
        Intervals intervals,
        Durations durations,
        Nanoseconds nanoseconds,
        NameStyle names) {

    /** The exact type where there is one, and nothing lost in silence but the digits beyond microseconds. */
    public static TypeOptions defaults() {
        return new TypeOptions(
                LocalTimestamps.DATETIME,
                VariableDecimals.BIGNUMERIC,
                false,
                Documents.JSON,
                Maps.JSON,
                NullElements.FAIL,
                Shapes.AUTO,
                Intervals.INTERVAL,
                Durations.INT64,
                Nanoseconds.CUT,
                NameStyle.PLAIN);
    }
}
