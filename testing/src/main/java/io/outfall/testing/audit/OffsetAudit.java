// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Reads every Parquet file of a bucket with DuckDB and compares the topics, partitions and offsets of its rows, which
 * are the columns {@code __topic}, {@code __partition} and {@code __offset}, with those that there should be. An offset
 * is right if it is in one row of one object.
 */
public final class OffsetAudit {
    private static final String TABLES = """
            CREATE TABLE expected (topic VARCHAR, partition INTEGER, row_offset BIGINT);
            CREATE TABLE found (topic VARCHAR, partition INTEGER, row_offset BIGINT, object VARCHAR);
            """;
    private static final String FIND = """
            INSERT INTO found SELECT __topic, __partition, __offset, filename
            FROM read_parquet(%s, union_by_name = true, filename = true, hive_partitioning = false)
            """;
    private static final String MISSING = """
            SELECT topic, partition, NULL AS objects, row_offset
            FROM expected ANTI JOIN found USING (topic, partition, row_offset)
            """;
    private static final String REPEATED = """
            SELECT topic, partition, string_agg(object, chr(10) ORDER BY object) AS objects, row_offset
            FROM found GROUP BY ALL HAVING count(*) > 1
            """;
    private static final String FOREIGN = """
            SELECT topic, partition, string_agg(object, chr(10) ORDER BY object) AS objects, row_offset
            FROM found ANTI JOIN expected USING (topic, partition, row_offset) GROUP BY ALL
            """;
    private static final String GROUPED = """
            SELECT topic, partition, objects, list(row_offset ORDER BY row_offset) AS offsets FROM (%s)
            GROUP BY topic, partition, objects ORDER BY topic, partition, min(row_offset)
            """;
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private OffsetAudit() {}

    /**
     * Compares a bucket with what it should hold.
     *
     * @param bucket a folder with the objects of the bucket; what lies below a folder {@code _outfall} is no data
     * @param expected the offsets that are rows, by partition
     * @param openUploads the multipart uploads of the bucket that were neither completed nor aborted
     */
    public static AuditReport compare(
            Path bucket, Map<TopicPartition, ? extends Collection<Long>> expected, List<String> openUploads) {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(TABLES);
            expect(duckdb, expected);
            List<Path> objects = objects(bucket);
            if (!objects.isEmpty()) {
                statement.execute(FIND.formatted(literal(objects)));
            }
            List<Finding> findings = new ArrayList<>();
            findings.addAll(findings(Finding.Kind.MISSING, MISSING, statement, bucket));
            findings.addAll(findings(Finding.Kind.REPEATED, REPEATED, statement, bucket));
            findings.addAll(findings(Finding.Kind.FOREIGN, FOREIGN, statement, bucket));
            return report(expected, findings, objects.size(), openUploads);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read " + bucket + ": " + e.getMessage(), e);
        }
    }

    private static AuditReport report(
            Map<TopicPartition, ? extends Collection<Long>> expected,
            List<Finding> findings,
            int objects,
            List<String> openUploads) {
        Map<TopicPartition, List<Finding>> byPartition =
                findings.stream().collect(Collectors.groupingBy(Finding::partition));
        List<AuditReport.Partition> partitions = Stream.concat(
                        expected.keySet().stream(), byPartition.keySet().stream())
                .distinct()
                .sorted(BY_NAME)
                .map(partition -> new AuditReport.Partition(
                        partition,
                        expected.containsKey(partition)
                                ? expected.get(partition).size()
                                : 0,
                        byPartition.getOrDefault(partition, List.of())))
                .toList();
        return new AuditReport(partitions, objects, openUploads);
    }

    private static List<Path> objects(Path bucket) {
        try (Stream<Path> tree = Files.walk(bucket)) {
            return tree.filter(file -> file.getFileName().toString().endsWith(".parquet"))
                    .filter(file -> !bucket.relativize(file).toString().contains("_outfall/"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String literal(List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static void expect(Connection duckdb, Map<TopicPartition, ? extends Collection<Long>> expected)
            throws SQLException {
        try (DuckDBAppender rows =
                duckdb.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, "expected")) {
            for (Map.Entry<TopicPartition, ? extends Collection<Long>> entry : expected.entrySet()) {
                for (long offset : entry.getValue()) {
                    rows.beginRow();
                    rows.append(entry.getKey().topic());
                    rows.append(entry.getKey().partition());
                    rows.append(offset);
                    rows.endRow();
                }
            }
        }
    }

    private static List<Finding> findings(Finding.Kind kind, String query, Statement statement, Path bucket)
            throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(GROUPED.formatted(query))) {
            while (rows.next()) {
                String objects = rows.getString("objects");
                Object[] offsets = (Object[]) rows.getArray("offsets").getArray();
                findings.add(new Finding(
                        kind,
                        new TopicPartition(String.valueOf(rows.getString("topic")), rows.getInt("partition")),
                        Arrays.stream(offsets).map(Long.class::cast).toList(),
                        objects == null ? List.of() : keys(objects, bucket)));
            }
        }
        return findings;
    }

    private static List<String> keys(String files, Path bucket) {
        return files.lines()
                .map(file -> bucket.relativize(Path.of(file)).toString())
                .toList();
    }
}
