// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** The meaning of columns whose schema has no name, by what users or the source say about them. */
final class UnnamedTypes {
    private final TypeRules rules;
    private final ValuePolicies policies;

    UnnamedTypes(TypeRules rules, ValuePolicies policies) {
        this.rules = rules;
        this.policies = policies;
    }

    /** What the first rule that covers the column says, where the column holds what the rule expects. */
    Optional<Resolved> ruled(String column, Schema.Type physical) {
        boolean number = physical == Schema.Type.INT64 || physical == Schema.Type.INT32;
        boolean text = physical == Schema.Type.STRING;
        return rules.temporal(column)
                .filter(rule -> rule.isNumber() ? number : text)
                .map(this::ruled);
    }

    /** What the source's own column type says, for forms in which that is without doubt. */
    Optional<Resolved> bySource(Schema schema) {
        SourceColumn source = SourceColumn.of(schema);
        if (source.type().isEmpty() || schema.name() != null) {
            return Optional.empty();
        }
        if (schema.type() == Schema.Type.INT32 && source.hasType("DATE")) {
            return Optional.of(date());
        }
        return schema.type() == Schema.Type.STRING ? text(source) : Optional.empty();
    }

    private Optional<Resolved> text(SourceColumn source) {
        return switch (source.type()) {
            case "NUMERIC", "DECIMAL", "NUMBER" -> Optional.of(digits(source));
            case "DATE" -> Optional.of(isoDate());
            case "TIMESTAMP", "DATETIME" -> Optional.of(isoTimestamp(TemporalRule.Zone.LOCAL));
            case "TIMESTAMPTZ", "DATETIMEOFFSET" -> Optional.of(isoTimestamp(TemporalRule.Zone.UTC));
            case "UUID" -> Optional.of(Resolved.canonical(new SemanticType.Uuid()));
            case "JSON", "JSONB" -> Optional.of(Resolved.canonical(new SemanticType.Json()));
            default -> Optional.empty();
        };
    }

    private Resolved ruled(TemporalRule rule) {
        return switch (rule.form()) {
            case EPOCH_DAYS -> date();
            case EPOCH_MILLIS -> timestamp(TimeUnit.MILLIS, rule.zone());
            case EPOCH_MICROS -> timestamp(TimeUnit.MICROS, rule.zone());
            case EPOCH_NANOS -> timestamp(TimeUnit.NANOS, rule.zone());
            case ISO_DATE -> isoDate();
            case ISO_TIMESTAMP -> isoTimestamp(rule.zone());
        };
    }

    private Resolved date() {
        Dates dates = new Dates(policies);
        return new Resolved(dates.type(), raw -> dates.days((Number) raw));
    }

    private Resolved isoDate() {
        Dates dates = new Dates(policies);
        return new Resolved(dates.type(), raw -> dates.iso((String) raw));
    }

    private Resolved timestamp(TimeUnit unit, TemporalRule.Zone zone) {
        Timestamps timestamps = new Timestamps(unit, zone, policies);
        return new Resolved(timestamps.type(), raw -> timestamps.units((Number) raw));
    }

    private Resolved isoTimestamp(TemporalRule.Zone zone) {
        Timestamps timestamps = new Timestamps(rules.undeclaredUnit(), zone, policies);
        return new Resolved(timestamps.type(), raw -> timestamps.iso((String) raw));
    }

    private Resolved digits(SourceColumn source) {
        Decimals decimals =
                new Decimals(source.decimal().or(rules::variableDecimals).orElse(null), policies);
        return new Resolved(decimals.type(), raw -> decimals.digits((String) raw));
    }
}
