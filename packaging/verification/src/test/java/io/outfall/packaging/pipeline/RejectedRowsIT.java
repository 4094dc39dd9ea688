// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One of three contracts has no end, which Parquet cannot say of a timestamp. */
class RejectedRowsIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String TOPIC = "law.public.contracts";
    private static final String WHAT_IS_WRONG = "topic law.public.contracts, partition 0, offset 1, column ends_at: ";

    private static Pipeline pipeline;

    @BeforeAll
    static void run(ConnectStack servers) throws SQLException {
        pipeline = Pipeline.create(servers, "law", """
                CREATE TABLE contracts (id int PRIMARY KEY, ends_at timestamptz);
                INSERT INTO contracts VALUES (1, '2030-01-01 00:00:00Z'), (2, 'infinity'), (3, NULL);
                """);
        pipeline.source("law-source", TOPIC, """
                topic.prefix=law
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                table.include.list=public\\.contracts
                """);
        servers.topics().await(TOPIC, 3);
    }

    @AfterAll
    static void end() throws SQLException {
        pipeline.close();
    }

    @Test
    void aBadRowGoesToTheDeadLetterTopicWithItsPlaceAndReasonAndTheFileHasTheOthers(ConnectStack servers)
            throws SQLException {
        pipeline.sink("law-tolerant", """
                topics=law.public.contracts
                path.prefix=tolerant
                errors.tolerance=all
                errors.deadletterqueue.topic.name=law-rejected
                errors.deadletterqueue.topic.replication.factor=1
                errors.deadletterqueue.context.headers.enable=true
                """);

        ConsumerRecord<byte @Nullable [], byte @Nullable []> rejected =
                servers.topics().await("law-rejected", 1).get(0);
        assertThat(header(rejected, "topic")).isEqualTo(TOPIC);
        assertThat(header(rejected, "partition")).isEqualTo("0");
        assertThat(header(rejected, "offset")).isEqualTo("1");
        assertThat(header(rejected, "exception.message"))
                .startsWith(WHAT_IS_WRONG)
                .contains("infinit");
        assertThat(new String(rejected.value(), UTF_8)).contains("\"after\":{\"id\":2,");
        eventually(
                () -> assertThat(pipeline.lake().rows("SELECT id, ends_at FROM files('tolerant/law.public.contracts')"))
                        .containsExactly("1 | 2030-01-01T00:00Z", "3 | null"));
        assertThat(pipeline.keys())
                .filteredOn(key -> key.startsWith("tolerant"))
                .hasSize(1);
    }

    @Test
    void withoutADeadLetterTopicTheTaskFailsWithTheSameWords() {
        pipeline.registerSink("law-strict", """
                topics=law.public.contracts
                path.prefix=strict
                """);

        assertThat(pipeline.connectors().awaitFailed("law-strict")).contains(WHAT_IS_WRONG);
    }

    @Test
    void aRowThatIsAllowedToBeBentArrivesWithTheOthers() {
        pipeline.sink("law-lenient", """
                topics=law.public.contracts
                path.prefix=lenient
                values.infinity=null
                """);

        eventually(
                () -> assertThat(pipeline.lake().rows("SELECT id, ends_at FROM files('lenient/law.public.contracts')"))
                        .containsExactly("1 | 2030-01-01T00:00Z", "2 | null", "3 | null"));
    }

    private static String header(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String name) {
        return new String(
                record.headers().lastHeader("__connect.errors." + name).value(), UTF_8);
    }
}
