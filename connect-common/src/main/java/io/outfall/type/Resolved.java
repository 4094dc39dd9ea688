// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

/**
 * What a column means and how its cells are read.
 *
 * @param type the meaning
 * @param decoder makes the canonical value of {@code type}
 */
public record Resolved(SemanticType type, Decoder decoder) {

    /** A column whose cells hold the canonical value already. */
    static Resolved canonical(SemanticType type) {
        return new Resolved(type, Decoder.CANONICAL);
    }
}
