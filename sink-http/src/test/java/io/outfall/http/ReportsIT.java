// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.http.Intake.Answer;
import io.outfall.testing.stack.KafkaBroker;
import io.outfall.testing.task.TaskRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What topics are told of changes, by a broker. */
@Timeout(120)
class ReportsIT {

    @Test
    void everyChangeIsToldBeforeItsOffsetIsCommitted() {
        Orders orders = new Orders();
        try (KafkaBroker kafka = KafkaBroker.start();
                Intake intake = new Intake()) {
            kafka.topics().create("done", 1);
            kafka.topics().create("not-done", 1);
            intake.answer(request -> request.body().contains("\"id\":2,") ? new Answer(422) : new Answer(200));
            try (TaskRun run = intake.run(Map.of(
                    "report.success.topic", "done",
                    "report.error.topic", "not-done",
                    "report.producer.bootstrap.servers", kafka.bootstrapServers()))) {
                run.put(List.of(
                        orders.created(Orders.row(1, "one")),
                        orders.created(Orders.row(2, "two")),
                        orders.created(Orders.row(3, "three"))));
                run.pollUntil(() -> run.committable(new TopicPartition(Orders.TOPIC, 0)) == 3);

                assertThat(values(kafka, "done"))
                        .containsExactly(
                                "{\"topic\":\"shop.public.orders\",\"partition\":0,\"offset\":0,\"status\":\"accepted\"}",
                                "{\"topic\":\"shop.public.orders\",\"partition\":0,\"offset\":2,\"status\":\"accepted\"}");
                assertThat(values(kafka, "not-done"))
                        .singleElement()
                        .asString()
                        .satisfies(report -> assertThat(report)
                                .startsWith(
                                        "{\"topic\":\"shop.public.orders\",\"partition\":0,\"offset\":1,\"status\":\"rejected\",\"reason\":\"POST ")
                                .contains("422"));
            }
        }
    }

    private static List<String> values(KafkaBroker kafka, String topic) {
        return kafka.topics().records(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
