// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3;

import io.outfall.event.Column;
import io.outfall.event.RowLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns of the rows of one file, whatever schema each row had. */
final class ColumnsSeen {
    private static final int FINGERPRINT_BYTES = 8;

    private final Set<RowLayout> layouts = new HashSet<>(2);
    private @Nullable RowLayout last;

    void see(RowLayout layout) {
        if (layout != last) {
            layouts.add(layout);
            last = layout;
        }
    }

    /** The same for files of the same columns and types, in hex. */
    String fingerprint() {
        Set<String> columns = new TreeSet<>();
        for (RowLayout layout : layouts) {
            for (Column column : layout.columns()) {
                columns.add(column.name() + " " + column.type());
            }
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", columns).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
