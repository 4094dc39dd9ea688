// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import org.jspecify.annotations.Nullable;

/**
 * Turns the object that the converter left in a cell into the canonical value of the column's {@link SemanticType}.
 * Chosen once per column, with the configured policies for values that do not fit compiled in: what comes out fits.
 */
@FunctionalInterface
public interface Decoder {

    /** For cells that already hold the canonical value. Compare by identity to leave the call out of a loop. */
    Decoder CANONICAL = raw -> raw;

    /**
     * Decodes one cell.
     *
     * @param raw what the cell holds, never null and never the marker of an unavailable value
     * @return the canonical value, or null where a policy says that a value which does not fit becomes null
     * @throws UnfitValueException if the value does not fit and the policy is to reject the record
     */
    @Nullable
    Object decode(Object raw);
}
