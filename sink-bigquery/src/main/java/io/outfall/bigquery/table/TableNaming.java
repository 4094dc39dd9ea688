// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.table;

import io.outfall.naming.TableId;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Which table a row goes to. What a name must not have becomes an underscore; two names that become the same one by
 * that end the task, since rows of one would be taken for rows of the other. The task thread owns it.
 */
public final class TableNaming {
    private static final int MAX_LENGTH = 1024;

    private final NameTemplate dataset;
    private final NameTemplate table;
    private final Map<Asked, NamedTable> known = new HashMap<>();
    private final Map<TableRef, String> owners = new HashMap<>();
    private @Nullable String lastTopic;
    private @Nullable NamedTable last;

    private record Asked(String topic, @Nullable TableId source) {}

    TableNaming(NameTemplate dataset, NameTemplate table) {
        this.dataset = dataset;
        this.table = table;
    }

    /**
     * The table of a row.
     *
     * @throws UnfitRowException if the row lacks what the templates ask for
     * @throws ConnectException if another name was made the same
     */
    public NamedTable of(ChangeRow row) throws UnfitRowException {
        String topic = row.record().topic();
        boolean asksSource = dataset.asksSource() || table.asksSource();
        NamedTable hit = last;
        if (!asksSource && hit != null && topic.equals(lastTopic)) {
            return hit;
        }
        Asked asked = new Asked(topic, asksSource ? TableId.of(row.source(), topic) : null);
        NamedTable named = known.get(asked);
        if (named == null) {
            named = name(asked);
            known.put(asked, named);
        }
        lastTopic = topic;
        last = named;
        return named;
    }

    private NamedTable name(Asked asked) throws UnfitRowException {
        String datasetName = render(dataset, asked);
        String tableName = render(table, asked);
        TableRef ref = new TableRef(legal(datasetName), legal(tableName));
        String spelled = datasetName + "." + tableName;
        String other = owners.putIfAbsent(ref, spelled);
        if (other != null && !other.equals(spelled)) {
            throw new ConnectException("Topic " + asked.topic() + " would go to the table " + ref
                    + ", as which BigQuery takes both " + spelled + " and " + other
                    + ": set table.name so that they differ");
        }
        return new NamedTable(ref, spelled);
    }

    private static String render(NameTemplate template, Asked asked) throws UnfitRowException {
        String name = template.render(asked.topic(), asked.source());
        if (name == null || name.isEmpty()) {
            throw new UnfitRowException(null, "has nothing for " + template);
        }
        return name;
    }

    /** Letters, digits and underscores, as both datasets and tables may have, so that no query needs to quote them. */
    static String legal(String name) {
        StringBuilder legal = new StringBuilder(name.length());
        name.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : '_'));
        return legal.length() <= MAX_LENGTH ? legal.toString() : legal.substring(0, MAX_LENGTH);
    }

    private static boolean isLegal(int c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
