// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import io.outfall.bigquery.schema.Kind;
import io.outfall.bigquery.schema.Mode;
import io.outfall.bigquery.schema.TableColumn;
import io.outfall.bigquery.schema.TableColumns;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What BigQuery takes for the primary key of a table, and by what of it rows can be sorted. */
final class PrimaryKeys {
    // https://cloud.google.com/bigquery/docs/information-schema-table-constraints, and its guide to primary keys
    private static final Set<Kind> KINDS = EnumSet.of(
            Kind.BIGNUMERIC,
            Kind.BOOL,
            Kind.BYTES,
            Kind.DATE,
            Kind.DATETIME,
            Kind.INT64,
            Kind.NUMERIC,
            Kind.STRING,
            Kind.TIMESTAMP);
    private static final int MAX_KEY = 16;
    private static final int MAX_CLUSTERING = 4;

    private PrimaryKeys() {}

    /** Why there can be no such primary key, in words that go on after the table's name; empty if there can. */
    static Optional<String> problem(TableColumns columns, List<String> key) {
        if (key.size() > MAX_KEY) {
            return Optional.of("would have a primary key of " + key.size() + " columns, and BigQuery takes " + MAX_KEY);
        }
        for (String name : key) {
            TableColumn column = columns.column(name);
            if (column != null
                    && (column.mode() == Mode.REPEATED
                            || !KINDS.contains(column.type().kind()))) {
                return Optional.of("would have the column " + name + " in its primary key, which is " + column.sqlType()
                        + ", and BigQuery takes only " + KINDS);
            }
        }
        return Optional.empty();
    }

    /** The columns of a key that rows can be sorted by, as many as BigQuery takes. */
    static List<String> clustering(TableColumns columns, List<String> key) {
        return key.stream()
                .map(columns::column)
                .filter(Objects::nonNull)
                .filter(column -> column.type().kind() != Kind.BYTES)
                .map(TableColumn::name)
                .limit(MAX_CLUSTERING)
                .toList();
    }
}
