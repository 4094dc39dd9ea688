// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final List<String> followed = new ArrayList<>();

    @Test
    void whatFollowsWaitsUntilAReportIsStored() {
        Reports reports = new Reports(producer, "done", "not-done");

        reports.accepted(record(7), () -> followed.add("7"));
        reports.rejected(record(8), "status 422", () -> followed.add("8"));
        reports.settle();
        assertThat(followed).isEmpty();
        assertThat(reports.areOnTheirWay()).isTrue();

        producer.completeNext();
        reports.settle();
        assertThat(followed).containsExactly("7");
        producer.completeNext();
        reports.settle();
        assertThat(followed).containsExactly("7", "8");
        assertThat(reports.areOnTheirWay()).isFalse();
        assertThat(producer.history())
                .extracting(report -> report.topic() + " " + text(report.key()) + " " + text(report.value()))
                .containsExactly(
                        "done orders-3-7 {\"topic\":\"orders\",\"partition\":3,\"offset\":7,\"status\":\"accepted\"}",
                        "not-done orders-3-8 {\"topic\":\"orders\",\"partition\":3,\"offset\":8,\"status\":\"rejected\","
                                + "\"reason\":\"status 422\"}");
    }

    @Test
    void aReportThatIsNotStoredFailsTheTaskAndFreesNothing() {
        Reports reports = new Reports(producer, "done", null);
        reports.accepted(record(7), () -> followed.add("7"));

        producer.errorNext(new TimeoutException("no broker"));

        assertThatThrownBy(reports::settle)
                .isInstanceOf(ConnectException.class)
                .hasMessage("A report was not stored")
                .hasRootCauseMessage("no broker");
        assertThat(followed).isEmpty();
    }

    @Test
    void whatNobodyWantsToHearIsNotTold() {
        Reports reports = new Reports(producer, null, "not-done");

        reports.accepted(record(7), () -> followed.add("7"));

        assertThat(followed).containsExactly("7");
        assertThat(producer.history()).isEmpty();
    }

    private static SinkRecord record(long offset) {
        return new SinkRecord("orders", 3, null, null, null, "value", offset);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
