// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import io.outfall.bigquery.emulator.BigQueryEmulator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a sink meets of BigQuery, in this process, with a dataset for the history of tables and one for a mirror. */
final class Warehouse implements AutoCloseable {
    private static final String HISTORY = "bookstore_history";
    private static final String MIRROR = "bookstore";

    private final BigQueryEmulator emulator = BigQueryEmulator.builder()
            .project("bookstore-project")
            .dataset(HISTORY)
            .dataset(MIRROR)
            .start();

    String project() {
        return emulator.project();
    }

    /** The address of the REST interface. */
    String endpoint() {
        return emulator.restEndpoint();
    }

    /** The address of the Storage Write interface. */
    String storageEndpoint() {
        return "http://" + emulator.grpcEndpoint();
    }

    /** One row per change. */
    Tables history() {
        return new Dataset(HISTORY, "SELECT * FROM ");
    }

    /** One row per row of the database; a snapshot of it would show it so. */
    Tables mirror() {
        return new Dataset(MIRROR, "SELECT 'r' AS __op, * FROM ");
    }

    TextTable query(String sql) {
        List<Map<String, @Nullable Object>> rows = emulator.query(sql);
        return new TextTable(
                rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet()),
                rows.stream()
                        .map(row -> row.values().stream().map(Objects::toString).toList())
                        .toList());
    }

    @Override
    public void close() {
        emulator.close();
    }

    private final class Dataset implements Tables {
        private final String name;
        private final String rows;

        Dataset(String name, String rows) {
            this.name = name;
            this.rows = rows;
        }

        @Override
        public List<String> tables() {
            return query("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + name + "'")
                    .rows()
                    .stream()
                    .map(row -> row.get(0))
                    .toList();
        }

        @Override
        public String from(String table) {
            return "(" + rows + name + "." + Comparison.name(table) + ")";
        }

        @Override
        public TextTable query(String sql) {
            return Warehouse.this.query(sql);
        }
    }
}
