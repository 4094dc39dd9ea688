// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.List;
import java.util.Optional;

/**
 * What a schema does not say about its columns, or what users want them to be instead.
 *
 * @param temporals rules for columns that lost their type name; the first that covers a column counts
 * @param variableDecimals the fixed precision and scale for decimals whose scale is their own; empty to keep them so
 * @param connectTimestamp what Connect's own Timestamp means: a point in time by its definition, but Debezium's
 *     {@code time.precision.mode=connect} uses it for columns without a zone
 * @param undeclaredUnit the unit of timestamps and times that come as text or as a struct and so declare none; digits
 *     beyond it are cut off
 */
public record TypeRules(
        List<TemporalRule> temporals,
        Optional<SemanticType.Decimal> variableDecimals,
        TemporalRule.Zone connectTimestamp,
        TimeUnit undeclaredUnit) {

    public TypeRules {
        temporals = List.copyOf(temporals);
    }

    /** Nothing but what the schemas say; text in microseconds. */
    public static TypeRules none() {
        return new TypeRules(List.of(), Optional.empty(), TemporalRule.Zone.UTC, TimeUnit.MICROS);
    }

    /** The same with these rules for columns that lost their type name. */
    public TypeRules withTemporals(List<TemporalRule> rules) {
        return new TypeRules(rules, variableDecimals, connectTimestamp, undeclaredUnit);
    }

    Optional<TemporalRule> temporal(String column) {
        for (TemporalRule rule : temporals) {
            if (rule.covers(column)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
