// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.function.Predicate;

/**
 * What a column without a schema is, as far as one value tells.
 *
 * @param type the meaning; {@link SemanticType.Unknown} when the value was null
 * @param name what the kind of value is called, for people: {@code int64}, {@code string}, …
 * @param decoder makes the canonical value of {@code type}
 * @param accepts whether another value, not null, is of the same kind
 */
public record Loose(SemanticType type, String name, Decoder decoder, Predicate<Object> accepts) {}
