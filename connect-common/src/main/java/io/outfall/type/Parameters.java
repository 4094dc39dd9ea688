// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** The parameters of a schema, by which connectors say what the name of a type leaves open. */
final class Parameters {

    private Parameters() {}

    static @Nullable String text(Schema schema, String name) {
        return schema.parameters() == null ? null : schema.parameters().get(name);
    }

    /** A whole number; null where there is none, or something else ({@code max} as the length of a column). */
    static @Nullable Integer number(Schema schema, String name) {
        String value = text(schema, name);
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
