// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tables there are and what new ones are made like.
 *
 * @param dataset the template of the dataset's name
 * @param table the template of the table's name
 * @param mode what a table is to its topic
 * @param modes the same for topics of their own
 * @param creates whether tables that are not there are made
 * @param evolves whether columns are added, relaxed and widened
 * @param partitioning of new tables
 * @param clustering the columns that new tables are sorted by; empty for the key of mirrors, and none for logs
 * @param labels of new tables
 * @param description of new tables; empty for none
 * @param expiry after which a new table is deleted
 * @param maxStaleness how old the rows may be that a query of a mirror sees
 */
public record TableSettings(
        NameTemplate dataset,
        NameTemplate table,
        TableMode mode,
        Map<String, TableMode> modes,
        boolean creates,
        boolean evolves,
        Partitioning partitioning,
        List<String> clustering,
        Map<String, String> labels,
        String description,
        Optional<Duration> expiry,
        Optional<Duration> maxStaleness) {
    public TableSettings {
        modes = Map.copyOf(modes);
        clustering = List.copyOf(clustering);
        labels = Map.copyOf(labels);
    }

    /** What the table of a topic is to it. */
    public TableMode mode(String topic) {
        return modes.getOrDefault(topic, mode);
    }

    /** Says which table a row goes to; one per task. */
    public TableNaming naming() {
        return new TableNaming(dataset, table);
    }
}
