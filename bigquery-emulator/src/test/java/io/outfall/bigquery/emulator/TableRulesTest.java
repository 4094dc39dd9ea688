// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import static io.outfall.bigquery.emulator.Clients.field;
import static io.outfall.bigquery.emulator.Clients.refusal;
import static io.outfall.bigquery.emulator.Clients.repeated;
import static io.outfall.bigquery.emulator.Clients.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.model.Clustering;
import com.google.api.services.bigquery.model.RangePartitioning;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableRulesTest {

    private static final TableFieldSchema[] COLUMNS = {
        field("n", "INTEGER"),
        field("f", "FLOAT"),
        field("s", "STRING"),
        field("d", "DATE"),
        field("t", "TIMESTAMP"),
        repeated("many", "STRING"),
        field("j", "JSON"),
    };

    private final Clients bigquery = Clients.start();

    @AfterEach
    void stop() {
        bigquery.close();
    }

    @Test
    void tablesArePartitionedByTheTimeOfArrivalOrOfAColumn() throws Exception {
        TimePartitioning hourly =
                new TimePartitioning().setType("HOUR").setField("t").setExpirationMs(3_600_000L);
        TimePartitioning arrival = new TimePartitioning().setType("DAY");

        assertThat(created("a", table -> table.setTimePartitioning(hourly)).getTimePartitioning())
                .isEqualTo(hourly);
        assertThat(created("b", table -> table.setTimePartitioning(arrival)).getTimePartitioning())
                .isEqualTo(arrival);
    }

    @Test
    void otherPartitioningByTimeIsRefused() {
        assertThat(refused(time("WEEK", "t"))).contains("Invalid value for timePartitioning.type: WEEK");
        assertThat(refused(time("DAY", "s")))
                .contains("must be a top-level DATE, TIMESTAMP or DATETIME field: s is NULLABLE STRING");
        assertThat(refused(time("DAY", "x"))).contains("cannot be found in the schema: x");
        assertThat(refused(time("HOUR", "d"))).contains("A DATE field cannot be partitioned by HOUR: d");
        assertThat(refused(table -> table.setTimePartitioning(
                        new TimePartitioning().setType("DAY").setExpirationMs(0L))))
                .contains("expirationMs must be positive: 0");
    }

    @Test
    void tablesArePartitionedByRangesOfIntegers() throws Exception {
        assertThat(created("a", table -> table.setRangePartitioning(range("n", 0, 100_000, 10)))
                        .getRangePartitioning())
                .isEqualTo(range("n", 0, 100_000, 10));
        assertThat(refused(table -> table.setRangePartitioning(range("n", 0, 100_001, 10))))
                .contains("must make 1 to 10000 partitions");
        assertThat(refused(table -> table.setRangePartitioning(range("n", 5, 5, 1))))
                .contains("must make 1 to 10000 partitions");
        assertThat(refused(table -> table.setRangePartitioning(range("f", 0, 10, 1))))
                .contains("must be a top-level INTEGER field: f");
    }

    @Test
    void partitioningStaysButItsExpiryMayChange() throws Exception {
        created("a", time("DAY", "t"));

        bigquery.patch("a", new Table().setTimePartitioning(new TimePartitioning().setExpirationMs(1000L)));

        assertThat(bigquery.get("a").getTimePartitioning())
                .isEqualTo(new TimePartitioning().setType("DAY").setField("t").setExpirationMs(1000L));
        assertThat(refusal(() ->
                        bigquery.patch("a", new Table().setTimePartitioning(new TimePartitioning().setType("MONTH")))))
                .isEqualTo("400 invalid: Cannot change partitioning of an existing table");
    }

    @Test
    void upToFourColumnsOfCertainTypesCluster() throws Exception {
        assertThat(created("a", clustered("n", "s", "d", "t")).getClustering().getFields())
                .containsExactly("n", "s", "d", "t");
        assertThat(refused(clustered("f"))).contains("Field f of type NULLABLE FLOAT cannot be used for clustering");
        assertThat(refused(clustered("many")))
                .contains("Field many of type REPEATED STRING cannot be used for clustering");
        assertThat(refused(clustered("n", "s", "d", "t", "n"))).contains("Clustering takes 1 to 4 fields, found 5");
        assertThat(refused(clustered("x"))).contains("specified for clustering cannot be found in the schema: x");
    }

    @Test
    void aPrimaryKeyHasUpToSixteenColumnsOfCertainTypes() throws Exception {
        TableFieldSchema[] many =
                IntStream.range(0, 17).mapToObj(i -> field("c" + i, "STRING")).toArray(TableFieldSchema[]::new);
        String[] names = IntStream.range(0, 17).mapToObj(i -> "c" + i).toArray(String[]::new);

        assertThat(refusal(() -> bigquery.create(table("a", many).setTableConstraints(Clients.primaryKey(names)))))
                .contains("A primary key has 1 to 16 columns, found 17");
        assertThat(refused(keyed("j"))).contains("Field j of type NULLABLE JSON cannot be used in a primary key");
        assertThat(refused(keyed("f"))).contains("Field f of type NULLABLE FLOAT cannot be used in a primary key");
        assertThat(refused(keyed("x"))).contains("cannot be found in the schema: x");
        assertThat(refused(keyed("n", "n"))).contains("The primary key names a field twice");
    }

    @Test
    void labelsHaveTheirLetters() throws Exception {
        created("a", labelled("größe_1-x", ""));

        assertThat(refused(labelled("Team", "x"))).contains("Label key \"Team\" has invalid characters");
        assertThat(refused(labelled("1st", "x"))).contains("Label key \"1st\" has invalid characters");
        assertThat(refused(labelled("team", "a b"))).contains("Label value \"a b\" has invalid characters");
        assertThat(refused(labelled("k".repeat(64), "x"))).contains("has invalid characters or length");
    }

    @Test
    void theStalenessIsAnInterval() {
        assertThat(refused(table -> table.setMaxStaleness("10 minutes")))
                .contains("Invalid value for maxStaleness: 10 minutes is not an INTERVAL");
    }

    private Table created(String name, UnaryOperator<Table> with) throws Exception {
        bigquery.create(with.apply(table(name, COLUMNS)));
        return bigquery.get(name);
    }

    private String refused(UnaryOperator<Table> with) {
        return refusal(() -> bigquery.create(with.apply(table("refused", COLUMNS))));
    }

    private static UnaryOperator<Table> time(String type, String field) {
        return table ->
                table.setTimePartitioning(new TimePartitioning().setType(type).setField(field));
    }

    private static RangePartitioning range(String field, long start, long end, long interval) {
        return new RangePartitioning()
                .setField(field)
                .setRange(new RangePartitioning.Range()
                        .setStart(start)
                        .setEnd(end)
                        .setInterval(interval));
    }

    private static UnaryOperator<Table> clustered(String... fields) {
        return table -> table.setClustering(new Clustering().setFields(List.of(fields)));
    }

    private static UnaryOperator<Table> keyed(String... columns) {
        return table -> table.setTableConstraints(Clients.primaryKey(columns));
    }

    private static UnaryOperator<Table> labelled(String key, String value) {
        return table -> table.setLabels(Map.of(key, value));
    }
}
