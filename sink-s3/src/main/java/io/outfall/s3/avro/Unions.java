// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import io.outfall.type.SemanticType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The narrowest type that holds all values of two versions of a column. */
final class Unions {

    private Unions() {}

    /** Empty where only a new column would hold both. */
    static Optional<SemanticType> of(SemanticType one, SemanticType other) {
        if (one.equals(other) || other instanceof SemanticType.Unknown) {
            return Optional.of(one);
        }
        if (one instanceof SemanticType.Unknown) {
            return Optional.of(other);
        }
        if (one instanceof SemanticType.Int a && other instanceof SemanticType.Int b) {
            return Optional.of(new SemanticType.Int(Math.max(a.bits(), b.bits())));
        }
        if (one instanceof SemanticType.Real a && other instanceof SemanticType.Real b) {
            return Optional.of(new SemanticType.Real(Math.max(a.bits(), b.bits())));
        }
        if (one instanceof SemanticType.Decimal a && other instanceof SemanticType.Decimal b) {
            return decimals(a, b);
        }
        if (one instanceof SemanticType.ListOf a && other instanceof SemanticType.ListOf b) {
            return of(a.element(), b.element()).map(SemanticType.ListOf::new);
        }
        if (one instanceof SemanticType.MapOf a && other instanceof SemanticType.MapOf b) {
            return of(a.key(), b.key())
                    .flatMap(key -> of(a.value(), b.value()).map(value -> new SemanticType.MapOf(key, value)));
        }
        if (one instanceof SemanticType.StructOf a && other instanceof SemanticType.StructOf b) {
            return structs(a, b);
        }
        return Optional.empty();
    }

    /** Digits on both sides of the point as the wider has them; never from a number to text. */
    private static Optional<SemanticType> decimals(SemanticType.Decimal a, SemanticType.Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        SemanticType.Decimal both = new SemanticType.Decimal(whole + scale, scale);
        boolean sameForm = DecimalForm.of(both).isNumber() == DecimalForm.of(a).isNumber()
                && DecimalForm.of(both).isNumber() == DecimalForm.of(b).isNumber();
        return sameForm ? Optional.of(both) : Optional.empty();
    }

    private static Optional<SemanticType> structs(SemanticType.StructOf a, SemanticType.StructOf b) {
        Map<String, SemanticType> members = new LinkedHashMap<>();
        a.members().forEach(member -> members.put(member.name(), member.type()));
        for (SemanticType.Member member : b.members()) {
            Optional<SemanticType> type = of(members.getOrDefault(member.name(), member.type()), member.type());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            members.put(member.name(), type.get());
        }
        List<SemanticType.Member> all = members.entrySet().stream()
                .map(member -> new SemanticType.Member(member.getKey(), member.getValue()))
                .toList();
        return Optional.of(new SemanticType.StructOf(all));
    }
}
