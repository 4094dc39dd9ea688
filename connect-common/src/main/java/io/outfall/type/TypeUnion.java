// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The narrowest type that holds all values of two versions of a column: the wider of two numbers of a kind, structs
 * with the members of both, and so on below lists, maps and structs. What is no number is never one, and the other way
 * round.
 *
 * @param alike whether two types, neither of them a list, a map or a struct, become the same in the target
 * @param decimalDigits how many digits a decimal has at most in the target; one of more is no number there
 */
public record TypeUnion(BiPredicate<SemanticType, SemanticType> alike, int decimalDigits) {

    /** Empty where no column holds both. The first where that holds the second as it is. */
    public Optional<SemanticType> of(SemanticType one, SemanticType other) {
        if (one.equals(other) || other instanceof SemanticType.Unknown) {
            return Optional.of(one);
        }
        if (one instanceof SemanticType.Unknown) {
            return Optional.of(other);
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
        return isNested(one) || isNested(other) ? Optional.empty() : leaves(one, other);
    }

    /** Whether a column of the first type holds all values of the second as it is. */
    public boolean holds(SemanticType one, SemanticType other) {
        return of(one, other).filter(one::equals).isPresent();
    }

    private static boolean isNested(SemanticType type) {
        return type instanceof SemanticType.ListOf
                || type instanceof SemanticType.MapOf
                || type instanceof SemanticType.StructOf;
    }

    private Optional<SemanticType> leaves(SemanticType one, SemanticType other) {
        if (one instanceof SemanticType.Int a && other instanceof SemanticType.Int b) {
            return Optional.of(a.bits() >= b.bits() ? a : b);
        }
        if (one instanceof SemanticType.Real a && other instanceof SemanticType.Real b) {
            return Optional.of(a.bits() >= b.bits() ? a : b);
        }
        if (one instanceof SemanticType.Decimal a
                && other instanceof SemanticType.Decimal b
                && isNumber(a)
                && isNumber(b)) {
            return decimals(a, b);
        }
        return alike.test(one, other) ? Optional.of(one) : Optional.empty();
    }

    /** Digits on both sides of the point as the wider has them. */
    private Optional<SemanticType> decimals(SemanticType.Decimal a, SemanticType.Decimal b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        SemanticType.Decimal both = new SemanticType.Decimal(whole + scale, scale);
        return isNumber(both) ? Optional.of(both) : Optional.empty();
    }

    /** A scale under 0 is written out with zeros, one over the precision has more digits. */
    private boolean isNumber(SemanticType.Decimal decimal) {
        return Math.max(decimal.precision(), decimal.scale()) - Math.min(decimal.scale(), 0) <= decimalDigits;
    }

    private Optional<SemanticType> structs(SemanticType.StructOf a, SemanticType.StructOf b) {
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
