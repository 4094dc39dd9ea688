// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.schema;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import io.outfall.bigquery.emulator.error.Refusal;
import java.util.Locale;

/** Types of a column: the name in the REST interface, in SQL, in the Storage Write interface and in DuckDB. */
public enum ColumnType {
    STRING("STRING", "STRING", TableFieldSchema.Type.STRING, "VARCHAR"),
    BYTES("BYTES", "BYTES", TableFieldSchema.Type.BYTES, "BLOB"),
    INTEGER("INTEGER", "INT64", TableFieldSchema.Type.INT64, "BIGINT"),
    FLOAT("FLOAT", "FLOAT64", TableFieldSchema.Type.DOUBLE, "DOUBLE"),
    BOOLEAN("BOOLEAN", "BOOL", TableFieldSchema.Type.BOOL, "BOOLEAN"),
    TIMESTAMP("TIMESTAMP", "TIMESTAMP", TableFieldSchema.Type.TIMESTAMP, "TIMESTAMPTZ"),
    DATE("DATE", "DATE", TableFieldSchema.Type.DATE, "DATE"),
    TIME("TIME", "TIME", TableFieldSchema.Type.TIME, "TIME"),
    DATETIME("DATETIME", "DATETIME", TableFieldSchema.Type.DATETIME, "TIMESTAMP"),
    GEOGRAPHY("GEOGRAPHY", "GEOGRAPHY", TableFieldSchema.Type.GEOGRAPHY, "VARCHAR"),
    NUMERIC("NUMERIC", "NUMERIC", TableFieldSchema.Type.NUMERIC, "DECIMAL(38,9)"),
    /** Wider than any decimal of DuckDB, hence the digits as text. */
    BIGNUMERIC("BIGNUMERIC", "BIGNUMERIC", TableFieldSchema.Type.BIGNUMERIC, "VARCHAR"),
    INTERVAL("INTERVAL", "INTERVAL", TableFieldSchema.Type.INTERVAL, "VARCHAR"),
    JSON("JSON", "JSON", TableFieldSchema.Type.JSON, "JSON"),
    RECORD("RECORD", "STRUCT", TableFieldSchema.Type.STRUCT, "STRUCT");

    private final String rest;
    private final String sql;
    private final TableFieldSchema.Type proto;
    private final String duck;

    ColumnType(String rest, String sql, TableFieldSchema.Type proto, String duck) {
        this.rest = rest;
        this.sql = sql;
        this.proto = proto;
        this.duck = duck;
    }

    /**
     * The type of either name, in any case.
     *
     * @throws Refusal if there is none
     */
    public static ColumnType named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (ColumnType type : values()) {
            if (type.rest.equals(upper) || type.sql.equals(upper)) {
                return type;
            }
        }
        if (upper.equals("RANGE")) {
            throw Refusal.notEmulated("columns of type RANGE");
        }
        throw Refusal.invalid("Invalid value for type: " + name + " is not a valid value");
    }

    /** The name that tables.get gives. */
    public String rest() {
        return rest;
    }

    public TableFieldSchema.Type proto() {
        return proto;
    }

    /** The type in DuckDB; of a record without its fields. */
    String duck() {
        return duck;
    }
}
