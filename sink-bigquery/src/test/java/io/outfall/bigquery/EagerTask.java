// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import io.outfall.testing.bench.OrderRows;
import io.outfall.testing.task.TaskRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task that is handed rows as fast as it takes them, and says when it does not take more for the first time, and when
 * all are durable. Arguments: rows, then settings of the sink as {@code key=value}.
 */
final class EagerTask {
    private static final int POLL = 500;
    private static final int MANY_POLLS = 200;

    private EagerTask() {}

    public static void main(String[] arguments) {
        OrderRows rows = new OrderRows(new OrderRows.Options("shop.public.orders", 1, 1, true));
        Map<String, String> settings = new HashMap<>(Map.of(
                "name",
                "test",
                "bigquery.project",
                Warehouse.PROJECT,
                "table.dataset",
                Warehouse.DATASET,
                "table.name",
                "orders"));
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        boolean paused = false;
        try (TaskRun run = new TaskRun(new BigQuerySinkTask(), settings, true)) {
            for (long next = 0; next < Long.parseLong(arguments[0]); next += POLL) {
                if (next > POLL && !paused && !run.context().paused().isEmpty()) {
                    paused = true;
                    int[] polls = {0};
                    run.pollUntil(() -> ++polls[0] == MANY_POLLS);
                    System.out.println("paused");
                }
                List<SinkRecord> polled = new ArrayList<>();
                for (long i = next; i < next + POLL; i++) {
                    polled.add(rows.record(i));
                }
                run.put(polled);
            }
            run.awaitDurable();
            System.out.println("written");
        }
    }
}
