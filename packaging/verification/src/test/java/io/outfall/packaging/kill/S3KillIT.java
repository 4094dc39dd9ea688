// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.packaging.SinkPlugin;
import io.outfall.testing.audit.AuditReport;
import io.outfall.testing.audit.OffsetAudit;
import io.outfall.testing.stack.S3Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two workers run two sinks under load, one with many small files at paths of the wall clock and eager rebalances, one
 * with multipart uploads, less memory than its files need and cooperative rebalances, and are killed and stalled again
 * and again: see {@link Attack}. {@code kill.guarantee} set to {@code at-least-once} shows that the comparison finds
 * what there is to find.
 */
class S3KillIT {
    private static final String SMALL_FILES = """
            topics=orders
            path.template=${topic}/${column:kind}/${time.wall:mm-ss}/${partition}+${start.offset}.${ext}
            rotate.interval.ms=700
            """;
    private static final String LARGE_FILES = """
            topics=photos
            parquet.compression=none
            memory.budget.bytes=6291456
            rotate.bytes=14680064
            rotate.interval.ms=20000
            rotate.idle.ms=2000
            consumer.override.partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor
            """;
    private static final String GUARANTEE = System.getProperty("kill.guarantee", "exactly-once");

    private static Cluster cluster;
    private static S3Server s3;

    @BeforeAll
    static void start() {
        s3 = S3Server.start();
        cluster = Cluster.start(SinkPlugin.S3.unpacked());
        cluster.kafka().topics().create(Load.SMALL_ROWS, Load.SMALL_PARTITIONS);
        cluster.kafka().topics().create(Load.LARGE_ROWS, Load.LARGE_PARTITIONS);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        s3.close();
    }

    @Test
    void eachOffsetIsInOneObjectHoweverOftenWorkersAreKilledAndStalled() throws InterruptedException {
        startSink("small-files", SMALL_FILES);
        startSink("large-files", LARGE_FILES);
        String attacked;
        try (Load load = Load.on(cluster.kafka().bootstrapServers())) {
            Attack attack = new Attack(cluster, List.of("small-files", "large-files"), load);
            for (int cycle = 0; cycle < Attack.CYCLES; cycle++) {
                attack.strike();
            }
            load.awaitRows(600);
            load.stop();
            attacked = attack.toString();
        }
        cluster.awaitDrained("small-files", List.of(Load.SMALL_ROWS));
        cluster.awaitDrained("large-files", List.of(Load.LARGE_ROWS));
        cluster.worker(0).stop();
        cluster.worker(1).stop();

        AuditReport small = audit("small-files", Load.SMALL_ROWS);
        AuditReport large = audit("large-files", Load.LARGE_ROWS);
        String outcome = attacked + "\n" + small + "\n" + large;
        System.out.println(outcome);
        assertThat(small.isExact() && large.isExact()).as(outcome).isTrue();
    }

    private static AuditReport audit(String sink, String topic) {
        return OffsetAudit.compare(
                s3.folder(sink), cluster.kafka().topics().offsets(topic, row -> true), s3.unfinishedUploads(sink));
    }

    private static void startSink(String name, String more) {
        s3.createBucket(name);
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", SinkPlugin.S3.connector());
        settings.put("s3.bucket", name);
        settings.put("s3.endpoint", s3.endpoint().toString());
        settings.put("s3.region", s3.region());
        settings.put("s3.access.key.id", s3.accessKey());
        settings.put("s3.secret.access.key", s3.secretKey());
        settings.put("s3.part.bytes", "5242880");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter.schemas.enable", "false");
        settings.put("delivery.guarantee", GUARANTEE);
        cluster.startSink(name, settings, more);
    }
}
