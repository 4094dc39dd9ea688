// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What a new column is for shapes. */
public enum Shapes {
    /** GEOGRAPHY for what the source calls a geography, STRUCT for others. */
    AUTO,
    /** GEOGRAPHY; takes shapes in longitude and latitude only. */
    GEOGRAPHY,
    /** A STRUCT of {@code wkb} and {@code srid}, which holds whatever the source does. */
    STRUCT,
    /** Well-known text with the reference system in front, as PostGIS shows it. */
    WKT
}
