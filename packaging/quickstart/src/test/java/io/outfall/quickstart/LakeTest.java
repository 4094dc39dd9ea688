// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the files in the bucket say what the database says. */
class LakeTest {
    private static final Change ANA_ARRIVES = new Change("Users", "c", """
            {"UserId": 1, "UserName": "Ana", "Since": "2026-01-31T10:00:00.123456", "Score": 1.5}""");
    private static final Change ANA_GOES = new Change("Users", "d", """
            {"UserId": 1}""");
    private static final String ARRIVED = "('c', 1, 'Ana', TIMESTAMP '2026-01-31 10:00:00.123456', 1.5)";
    private static final String GONE = "('d', 1, NULL, NULL, NULL)";

    @TempDir
    private Path bucket;

    @Test
    void the_same_rows_with_the_same_operations_are_no_difference() throws Exception {
        assertThat(differences(List.of(ANA_ARRIVES, ANA_GOES), ARRIVED, GONE)).isEmpty();
    }

    @Test
    void a_missing_row_is_told() throws Exception {
        assertThat(differences(List.of(ANA_ARRIVES, ANA_GOES), ARRIVED))
                .containsExactly("Users: missing d | 1 | null | null | null");
    }

    @Test
    void a_row_that_came_twice_is_told() throws Exception {
        assertThat(differences(List.of(ANA_ARRIVES), ARRIVED, ARRIVED))
                .containsExactly("Users: too much c | 1 | Ana | 2026-01-31 10:00:00.123456 | 1.5");
    }

    @Test
    void a_changed_value_is_told_from_both_sides() throws Exception {
        assertThat(differences(List.of(ANA_ARRIVES), ARRIVED.replace("123456", "123")))
                .containsExactly(
                        "Users: missing c | 1 | Ana | 2026-01-31 10:00:00.123456 | 1.5",
                        "Users: too much c | 1 | Ana | 2026-01-31 10:00:00.123 | 1.5");
    }

    @Test
    void a_column_that_no_file_has_is_told() throws Exception {
        Change withEmail = new Change("Users", "c", ANA_ARRIVES.row().replace("}", ", \"E-mail\": null}"));

        assertThat(differences(List.of(withEmail), ARRIVED)).containsExactly("Users: no column E-mail");
    }

    @Test
    void a_table_without_files_is_told() throws Exception {
        try (Lake lake = new Lake()) {
            assertThat(new Comparison(lake).differences(List.of(ANA_ARRIVES)))
                    .containsExactly("Users: nothing arrived");
        }
    }

    private List<String> differences(List<Change> changes, String... rows) throws Exception {
        String key = "postgres.public.Users/0+0.parquet";
        Path file = bucket.resolve(key);
        Files.createDirectories(file.getParent());
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT * FROM (VALUES " + String.join(", ", rows)
                    + ") t(__op, \"UserId\", \"UserName\", \"Since\", \"Score\")) TO '" + file + "' (FORMAT parquet)");
        }
        try (Lake lake = new Lake()) {
            lake.show(bucket, List.of(key));
            return new Comparison(lake).differences(changes);
        }
    }
}
