// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a value that its column's type cannot hold. */
public enum UnfitPolicy {
    /** The record is rejected, by an {@link UnfitValueException}. */
    FAIL,
    /** The cell becomes NULL. */
    NULL,
    /** The nearest value that fits takes its place. */
    CLAMP,
    /** The column is text instead, so that every value has a form: ISO 8601, {@code infinity}, plain digits. */
    TEXT;

    /**
     * Settles a value that does not fit.
     *
     * @param reason why it does not
     * @param nearest the value that fits and is nearest to it, for {@link #CLAMP}
     * @param shown its text, for {@link #TEXT}
     * @return what takes its place, null for {@link #NULL}
     * @throws UnfitValueException for {@link #FAIL}
     */
    public @Nullable Object settle(String reason, Supplier<Object> nearest, Supplier<String> shown) {
        return switch (this) {
            case FAIL -> throw new UnfitValueException(reason);
            case NULL -> null;
            case CLAMP -> nearest.get();
            case TEXT -> shown.get();
        };
    }
}
