// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link TypeOptions}. */
public final class TypeOptionsSection implements Section<TypeOptions> {
    private static final TypeOptions DEFAULTS = TypeOptions.defaults();

    static final Key<LocalTimestamps> LOCAL_TIMESTAMP = Key.oneOf("type.local.timestamp", LocalTimestamps.class)
            .doc(
                    "A new column for timestamps without a zone: `datetime`, which has no zone either, or `timestamp`, as if the "
                            + "clock had shown UTC.")
            .defaultsTo(DEFAULTS.localTimestamps());
    static final Key<VariableDecimals> VARIABLE_DECIMAL = Key.oneOf("type.variable.decimal", VariableDecimals.class)
            .doc(
                    "A new column for decimals whose scale is their own, unless `decimal.variable` gives them one: `bignumeric`, 38 "
                            + "digits before the point and 38 after it; `numeric`, 29 and 9; or `string`, which holds all. What has more "
                            + "digits than its column is treated as `values.decimal` says.")
            .defaultsTo(DEFAULTS.variableDecimals());
    static final Key<Boolean> DECLARE_DIGITS = Key.flag("type.decimal.declare")
            .doc(
                    "Whether new columns for decimals declare the digits that the source declares, such as `NUMERIC(10, 2)`. The "
                            + "table then has to be changed whenever the source's column is.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.declareDigits());
    static final Key<Documents> JSON = Key.oneOf("type.json", Documents.class)
            .doc("A new column for JSON: `json`, or `string`, which keeps it to the letter.")
            .defaultsTo(DEFAULTS.documents());
    static final Key<Maps> MAP = Key.oneOf("type.map", Maps.class)
            .doc(
                    "A new column for maps: `json`, an object; or `pairs`, an ARRAY of STRUCTs of `key` and `value`, which has no "
                            + "difference between null and empty.")
            .defaultsTo(DEFAULTS.maps());
    static final Key<NullElements> NULL_ELEMENT = Key.oneOf("type.null.element", NullElements.class)
            .doc(
                    "A null in a list, which an ARRAY cannot hold: `fail` rejects the record, `drop` leaves the element out, `json` "
                            + "makes new columns for lists JSON. A list of lists is JSON anyway, and a null among JSON is JSON's null.")
            .defaultsTo(DEFAULTS.nullElements());
    static final Key<Shapes> GEOMETRY = Key.oneOf("type.geometry", Shapes.class)
            .doc(
                    "A new column for shapes: `geography`, for what is in longitude and latitude (SRID 4326) and has no third "
                            + "dimension; `struct` of `wkb` and `srid`, which holds all; `wkt`, text such as `SRID=4326;POINT(13.4 52.5)`; "
                            + "`auto`, GEOGRAPHY for a geography of the source and STRUCT for others.")
            .defaultsTo(DEFAULTS.shapes());
    static final Key<Intervals> INTERVAL = Key.oneOf("type.interval", Intervals.class)
            .doc("A new column for intervals with months and days of their own: `interval`, or `string` of ISO 8601.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.intervals());
    static final Key<Durations> DURATION = Key.oneOf("type.duration", Durations.class)
            .doc("A new column for lengths of time in one unit: `int64`, their number, or `interval`.")
            .importance(Importance.LOW)
            .defaultsTo(DEFAULTS.durations());
    static final Key<Nanoseconds> NANOSECONDS = Key.oneOf("values.nanoseconds", Nanoseconds.class)
            .doc(
                    "Digits of a second beyond the sixth, which is BigQuery's last: `cut` leaves them out, `fail` rejects the "
                            + "record if they are not zero.")
            .defaultsTo(DEFAULTS.nanoseconds());
    static final Key<NameStyle> NAMES = Key.oneOf("column.names", NameStyle.class)
            .doc(
                    "What columns may be called: `plain`, letters from a to z, digits and underscores, which need no quotes in "
                            + "SQL; or `flexible`, all that BigQuery allows. Other characters become underscores. A row with two columns of "
                            + "the same name, upper and lower case being the same, is rejected.")
            .defaultsTo(DEFAULTS.names());

    @Override
    public String title() {
        return "Columns";
    }

    @Override
    public String about() {
        return "Columns are made of the type that fits. These say which, where there are several or none. A column that the table "
                + "has already keeps its type as long as the values go into it.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                LOCAL_TIMESTAMP,
                VARIABLE_DECIMAL,
                DECLARE_DIGITS,
                JSON,
                MAP,
                NULL_ELEMENT,
                GEOMETRY,
                INTERVAL,
                DURATION,
                NANOSECONDS,
                NAMES);
    }

    @Override
    public TypeOptions read(Values values) {
        return new TypeOptions(
                values.get(LOCAL_TIMESTAMP),
                values.get(VARIABLE_DECIMAL),
                values.get(DECLARE_DIGITS),
                values.get(JSON),
                values.get(MAP),
                values.get(NULL_ELEMENT),
                values.get(GEOMETRY),
                values.get(INTERVAL),
                values.get(DURATION),
                values.get(NANOSECONDS),
                values.get(NAMES));
    }
}
