// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outfall.testing.fixture.Fixtures;
import io.outfall.testing.task.TaskRun;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Debezium's own events become at a server. */
@Timeout(60)
class RecordedChangesTest {
    private static final String SET = "adaptive_precise";

    @AutoClose
    private final Intake intake = new Intake();

    private void post(String topic, Map<String, String> settings) {
        try (TaskRun run = intake.run(settings)) {
            run.put(Fixtures.load(SET, topic));
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }
    }

    @Test
    void eachChangeIsARequestAndADeleteIsOneOfItsOwn() {
        post(
                "fx.identity_default",
                Map.of(
                        "update.method",
                        "PATCH",
                        "delete.url",
                        intake.url() + "/rows/${key.id}",
                        "delete.method",
                        "DELETE"));

        assertThat(intake.lines())
                .containsExactly(
                        "POST /rows {\"id\":1,\"a\":\"a1\",\"b\":\"b1\"}",
                        "POST /rows {\"id\":2,\"a\":\"a2\",\"b\":null}",
                        "POST /rows {\"id\":10,\"a\":\"a10\",\"b\":\"b10\"}",
                        "PATCH /rows {\"id\":10,\"a\":\"a10 changed\",\"b\":\"b10\"}",
                        "PATCH /rows {\"id\":10,\"a\":\"a10 changed\",\"b\":\"b10\"}",
                        "DELETE /rows/10",
                        "POST /rows {\"id\":10,\"a\":\"a10 again\",\"b\":null}",
                        "DELETE /rows/2",
                        "DELETE /rows/1",
                        "POST /rows {\"id\":20,\"a\":\"a1\",\"b\":\"b1\"}");
    }

    @Test
    void aBatchIsAnArrayOfFlatRowsWithWhatTheTemplateAdds() {
        post(
                "fx.identity_default",
                Map.of(
                        "batch.format", "array",
                        "batch.rows", "4",
                        "delete.action", "send",
                        "body.template",
                                "{\"${*row}\": true, \"op\": \"${op}\", \"mdm_deleted\": \"${deleted}\", \"src\": \"${topic.-1}-${partition}-${offset}\"}"));

        assertThat(intake.bodies()).containsExactly("""
                        [{"id":1,"a":"a1","b":"b1","op":"r","mdm_deleted":false,"src":"identity_default-0-0"},\
                        {"id":2,"a":"a2","b":null,"op":"r","mdm_deleted":false,"src":"identity_default-0-1"},\
                        {"id":10,"a":"a10","b":"b10","op":"c","mdm_deleted":false,"src":"identity_default-0-2"},\
                        {"id":10,"a":"a10 changed","b":"b10","op":"u","mdm_deleted":false,"src":"identity_default-0-3"}]""", """
                        [{"id":10,"a":"a10 changed","b":"b10","op":"u","mdm_deleted":false,"src":"identity_default-0-4"},\
                        {"id":10,"op":"d","mdm_deleted":true,"src":"identity_default-0-5"},\
                        {"id":10,"a":"a10 again","b":null,"op":"c","mdm_deleted":false,"src":"identity_default-0-7"},\
                        {"id":2,"op":"d","mdm_deleted":true,"src":"identity_default-0-8"}]""", """
                        [{"id":1,"op":"d","mdm_deleted":true,"src":"identity_default-0-10"},\
                        {"id":20,"a":"a1","b":"b1","op":"c","mdm_deleted":false,"src":"identity_default-0-12"}]""");
    }

    @Test
    void everyRecordedTopicIsPostedAsJson() {
        for (String topic : Fixtures.topics(SET)) {
            if (topic.startsWith("fx.")) {
                try (TaskRun run = intake.run(Map.of("delete.action", "send", "truncate.action", "skip"))) {
                    run.put(Fixtures.load(SET, topic));
                    run.awaitDurable();
                }
            }
        }

        assertThat(intake.requests()).hasSizeGreaterThan(100).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("content-type", "application/json");
            assertThat(new ObjectMapper().readTree(request.body()).isObject()).isTrue();
        });
    }
}
