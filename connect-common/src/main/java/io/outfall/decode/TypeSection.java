// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.type.SemanticType;
import io.outfall.type.TemporalRule;
import io.outfall.type.TimeUnit;
import io.outfall.type.TypeRules;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link TypeRules}. */
final class TypeSection implements Section<TypeRules> {
    private static final Key<List<TemporalRule>> COLUMNS = Key.list(
                    "temporal.columns",
                    "a regular expression for columns and what they hold, such as created_.*:epoch-millis:utc",
                    TemporalRules::parse,
                    TemporalRules::show)
            .doc(
                    "Dates and times that lost the name of their type on the way and arrive as bare numbers or text, as behind "
                            + "ksqlDB or a converter that drops names. Each rule is a regular expression that matches the whole name "
                            + "of a column, a colon, and one of `epoch-days`, `epoch-millis`, `epoch-micros`, `epoch-nanos`, "
                            + "`iso-date` and `iso-timestamp`; then `:utc` where a timestamp is a point in time, which is assumed, or "
                            + "`:local` where it is what a clock on some wall showed. The first rule that matches counts. An "
                            + "expression cannot hold a comma. Columns whose schema has a name are left alone.")
            .importance(Importance.HIGH)
            .defaultsTo(List.of());
    private static final Key<TemporalRule.Zone> CONNECT_TIMESTAMP = Key.oneOf(
                    "temporal.connect.timestamp", TemporalRule.Zone.class)
            .doc(
                    "What Kafka Connect's own Timestamp means: `utc`, a point in time, as it is defined; or `local`, what a clock "
                            + "on some wall showed, as in columns without a zone that Debezium reads with "
                            + "`time.precision.mode=connect`.")
            .defaultsTo(TemporalRule.Zone.UTC);
    private static final Key<TimeUnit> TEXT_UNIT = Key.oneOf("temporal.text.unit", TimeUnit.class)
            .doc(
                    "The precision of timestamps and times that come as text or as a struct and so declare none: `millis`, "
                            + "`micros` or `nanos`. Digits beyond it are cut off.")
            .importance(Importance.LOW)
            .defaultsTo(TimeUnit.MICROS);
    private static final Key<Optional<SemanticType.Decimal>> VARIABLE_DECIMALS = Key.of(
                    "decimal.variable",
                    "a precision from 1 to 76 and a scale not above it, such as 38,9",
                    TypeSection::decimal,
                    decimal -> decimal.precision() + "," + decimal.scale())
            .doc(
                    "One precision and scale, such as `38,9`, for decimals whose scale is their own (PostgreSQL's `numeric` "
                            + "without limits). A value with more digits than that is treated as `values.decimal` says. Without it, "
                            + "such columns keep every digit in the form that the target has for that, mostly text.")
            .optional();

    // What BigQuery's BIGNUMERIC holds; no target has more.
    private static final int MAX_PRECISION = 76;

    @Override
    public String title() {
        return "Types";
    }

    @Override
    public String about() {
        return "What the schemas do not say about columns. A column that has a type name of Kafka Connect or Debezium needs "
                + "none of this.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(COLUMNS, CONNECT_TIMESTAMP, TEXT_UNIT, VARIABLE_DECIMALS);
    }

    @Override
    public TypeRules read(Values values) {
        return new TypeRules(
                values.get(COLUMNS),
                values.get(VARIABLE_DECIMALS),
                values.get(CONNECT_TIMESTAMP),
                values.get(TEXT_UNIT));
    }

    private static SemanticType.Decimal decimal(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("two numbers are needed");
        }
        int precision = number(parts[0]);
        int scale = number(parts[1]);
        if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
            throw new IllegalArgumentException();
        }
        return new SemanticType.Decimal(precision, scale);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no number", e);
        }
    }
}
