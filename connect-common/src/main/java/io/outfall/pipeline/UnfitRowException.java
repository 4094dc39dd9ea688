// SPDX-License-Identifier: Apache-2.0
package io.outfall.pipeline;

import org.jspecify.annotations.Nullable;

/** A collector cannot take a row in. The pipeline rejects the record; what was collected before is untouched. */
public final class UnfitRowException extends Exception {
    private final @Nullable String column;

    /**
     * Says why a row is refused.
     *
     * @param column the offending column, or null where it is the row as a whole
     * @param reason what is wrong, without values
     */
    public UnfitRowException(@Nullable String column, String reason) {
        // Thrown per bad record and turned into a rejection at once: the stack would only name our own encoder.
        super(reason, null, false, false);
        this.column = column;
    }

    public @Nullable String column() {
        return column;
    }

    /** What is wrong, without values. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
