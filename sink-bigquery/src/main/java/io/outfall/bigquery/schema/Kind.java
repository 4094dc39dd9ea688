// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

import java.util.Locale;

/** The kinds of types that BigQuery has for columns. */
public enum Kind {
    INT64("INTEGER"),
    FLOAT64("FLOAT"),
    BOOL("BOOLEAN"),
    STRING("STRING"),
    BYTES("BYTES"),
    DATE("DATE"),
    DATETIME("DATETIME"),
    TIMESTAMP("TIMESTAMP"),
    TIME("TIME"),
    NUMERIC("NUMERIC"),
    BIGNUMERIC("BIGNUMERIC"),
    JSON("JSON"),
    GEOGRAPHY("GEOGRAPHY"),
    INTERVAL("INTERVAL"),
    STRUCT("RECORD"),
    /** Something that nothing here writes: RANGE, or what comes after. */
    OTHER("");

    private final String restName;

    Kind(String restName) {
        this.restName = restName;
    }

    /** What the REST API calls it; the API itself answers with these older names. */
    public String restName() {
        return restName;
    }

    /** The kind of a type as the REST API or SQL call it. */
    static Kind named(String type) {
        String name = type.toUpperCase(Locale.ROOT);
        for (Kind kind : values()) {
            if (kind.restName.equals(name) || (kind.name().equals(name) && kind != OTHER)) {
                return kind;
            }
        }
        return switch (name) {
            case "DECIMAL" -> NUMERIC;
            case "BIGDECIMAL" -> BIGNUMERIC;
            default -> OTHER;
        };
    }
}
