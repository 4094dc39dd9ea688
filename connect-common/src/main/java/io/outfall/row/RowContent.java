// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

/** What the columns of a row are, beside the metadata. */
public enum RowContent {
    /** The columns of the table: the row after the change, or the key of a deleted row. */
    ROW,
    /** The fields of the record's value as they are: before, after, source and so on, each a nested column. */
    ENVELOPE,
    /** The record's key and value as bytes, not looked into. */
    RAW
}
