// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.TableColumn;

/**
 * Where a value goes.
 *
 * @param number of the column or the member in its table or STRUCT, from 1
 * @param name of it
 */
record Field(int number, String name) {

    static Field of(int number, TableColumn column) {
        return new Field(number, column.name());
    }

    int tag(int wireType) {
        return number << 3 | wireType;
    }
}
