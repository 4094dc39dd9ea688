// SPDX-License-Identifier: Apache-2.0
package io.outfall.event;

import org.jspecify.annotations.Nullable;

/** What happened to a row, by the codes of Debezium's envelope. */
public enum Op {
    /** A row as a snapshot found it. */
    READ("r"),
    CREATE("c"),
    UPDATE("u"),
    DELETE("d"),
    /** A plain row from a topic that carries no operations. */
    PLAIN(null);

    private final @Nullable String code;

    Op(@Nullable String code) {
        this.code = code;
    }

    /** The envelope's code: r, c, u or d; null for {@link #PLAIN}. */
    public @Nullable String code() {
        return code;
    }
}
