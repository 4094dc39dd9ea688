// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.fixture.Fixtures;
import io.outfall.testing.task.TaskRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What recorded change events become in a table that is a mirror. */
@Timeout(60)
class MirrorIT {
    private static final String SET = "adaptive_precise";
    private static final Map<String, String> UPSERT = Map.of("table.mode", "upsert");

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void theTableHasTheRowsOfTheSourceAndNoOthers() {
        write(Fixtures.load(SET, "fx.identity_default"));

        assertThat(warehouse.query("SELECT id, a, b FROM shop.fx_identity_default ORDER BY id"))
                .containsExactly("10 | a10 again | null", "20 | a1 | b1");
    }

    @Test
    void theTableIsMadeWithTheKeyOfTheRecords() throws IOException {
        write(Fixtures.load(SET, "fx.compound_key"));

        assertThat(warehouse
                        .table("fx_compound_key")
                        .getTableConstraints()
                        .getPrimaryKey()
                        .getColumns())
                .isEqualTo(warehouse.table("fx_compound_key").getClustering().getFields())
                .hasSizeGreaterThan(1);
    }

    @Test
    void aChangedKeyLeavesNoRowBehind() {
        write(Fixtures.load(SET, "fx.key_change"));

        assertThat(warehouse.query("SELECT id, a FROM shop.fx_key_change ORDER BY id"))
                .containsExactly("3 | a3");
    }

    @Test
    void whateverIsReadAgainTheTableEndsAsTheSourceIs() {
        List<SinkRecord> records = Fixtures.load(SET, "fx.identity_full");
        write(records);
        List<String> mirrored = warehouse.query("SELECT * FROM shop.fx_identity_full ORDER BY id");

        Random random = new Random(42);
        for (int replay = 0; replay < 5; replay++) {
            int from = random.nextInt(records.size());
            write(new ArrayList<>(records.subList(from, records.size())));
            write(new ArrayList<>(records.subList(0, from)));
        }
        List<SinkRecord> backwards = new ArrayList<>(records);
        Collections.reverse(backwards);
        backwards.forEach(record -> write(List.of(record)));

        assertThat(warehouse.query("SELECT * FROM shop.fx_identity_full ORDER BY id"))
                .isEqualTo(mirrored);
    }

    private void write(List<SinkRecord> records) {
        try (TaskRun run = warehouse.run(UPSERT)) {
            run.put(records);
            run.awaitDurable();
            assertThat(run.context().reported()).isEmpty();
        }
    }
}
