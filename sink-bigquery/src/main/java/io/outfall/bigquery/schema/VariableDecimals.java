// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.schema;

/** What a new column is for decimals whose scale is their own. */
public enum VariableDecimals {
    /** 38 digits before the point and 38 after it. */
    BIGNUMERIC,
    /** 29 digits before the point and 9 after it. */
    NUMERIC,
    /** Every digit, as text. */
    STRING
}
