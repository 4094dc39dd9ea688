// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.List;

/**
 * The meaning of a column, free of how the converter happened to carry it. Two columns of equal semantic type can share
 * one column of a target, whatever their Connect schemas look like.
 *
 * <p>Every type names its <em>canonical value</em>: the Java object that a {@link Decoder} hands out for it, and the
 * only form that sinks need to know. Numbers are handed out as the {@link Number} they arrived as, so that nothing is
 * boxed a second time; callers take the primitive with {@code longValue()} or {@code doubleValue()}.
 */
public sealed interface SemanticType {

    /** Canonical value: {@link Boolean}. */
    record Bool() implements SemanticType {}

    /**
     * A signed integer. Canonical value: {@link Number}, taken by {@code longValue()}.
     *
     * @param bits 8, 16, 32 or 64
     */
    record Int(int bits) implements SemanticType {}

    /**
     * An IEEE 754 number; NaN and the infinities are values of it. Canonical value: {@link Number}, taken by
     * {@code doubleValue()} or {@code floatValue()}.
     *
     * @param bits 32 or 64
     */
    record Real(int bits) implements SemanticType {}

    /**
     * A decimal of fixed scale. Canonical value: {@link java.math.BigDecimal} of exactly that scale whose unscaled
     * value has at most {@code precision} digits.
     *
     * @param precision 1 or more; 38 where the source declared none
     * @param scale digits after the point; negative for multiples of a power of ten (PostgreSQL {@code numeric(5,-2)})
     */
    record Decimal(int precision, int scale) implements SemanticType {}

    /** A decimal whose scale is its own (PostgreSQL {@code numeric}). Canonical value: {@link java.math.BigDecimal}. */
    record VariableDecimal() implements SemanticType {}

    /** Text without further meaning. Canonical value: {@link String}. */
    record Text() implements SemanticType {}

    /** One JSON document. Canonical value: {@link String}, as the source wrote it. */
    record Json() implements SemanticType {}

    /** Canonical value: {@link String} of the 36-character form. */
    record Uuid() implements SemanticType {}

    /**
     * One of a list of labels. The labels are not part of the type: the list grows with every {@code ALTER TYPE} and
     * would otherwise make each version of a table a type of its own. Canonical value: {@link String}.
     */
    record Enumeration() implements SemanticType {}

    /** Canonical value: {@code byte[]} or {@link java.nio.ByteBuffer}, which readers must not move or change. */
    record Binary() implements SemanticType {}

    /**
     * A string of bits. Canonical value: {@link String} of the characters 0 and 1, first bit first, as SQL shows it.
     */
    record Bits() implements SemanticType {}

    /** A day of the proleptic Gregorian calendar. Canonical value: {@link Number} of days since 1970-01-01. */
    record Date() implements SemanticType {}

    /**
     * A time of day without zone, from 00:00 up to but not including 24:00. Canonical value: {@link Number} since
     * 00:00.
     */
    record Time(TimeUnit unit) implements SemanticType {}

    /** A time of day with an offset, which no target can hold as such. Canonical value: {@link String}, ISO-8601. */
    record ZonedTime() implements SemanticType {}

    /**
     * Date and time as a clock on some wall shows them, without zone. Canonical value: {@link Number} since
     * 1970-01-01T00:00 on that wall.
     */
    record LocalTimestamp(TimeUnit unit) implements SemanticType {}

    /** A point in time. Canonical value: {@link Number} since 1970-01-01T00:00Z. */
    record Instant(TimeUnit unit) implements SemanticType {}

    /** A length of time. Canonical value: {@link Number}. */
    record Duration(TimeUnit unit) implements SemanticType {}

    /** A length of time with months and days of its own. Canonical value: {@link String}, ISO-8601, a sign per part. */
    record Interval() implements SemanticType {}

    /**
     * A shape on the plane or on the globe. Canonical value: {@link GeometryValue}.
     *
     * @param geographic whether edges follow the globe, as a PostGIS geography has them
     */
    record Geometry(boolean geographic) implements SemanticType {}

    /** Canonical value: {@link List} of canonical values; elements may be null. */
    record ListOf(SemanticType element) implements SemanticType {}

    /** Canonical value: {@link java.util.Map} of canonical values; values may be null. */
    record MapOf(SemanticType key, SemanticType value) implements SemanticType {}

    /** Canonical value: {@code Object[]} of canonical values in the order of the members; each may be null. */
    record StructOf(List<Member> members) implements SemanticType {
        public StructOf {
            members = List.copyOf(members);
        }
    }

    /** One named part of a {@link StructOf}. */
    record Member(String name, SemanticType type) {}

    /** Nothing is known but nulls: a column of schemaless rows that held no value yet. Canonical value: none. */
    record Unknown() implements SemanticType {}
}
