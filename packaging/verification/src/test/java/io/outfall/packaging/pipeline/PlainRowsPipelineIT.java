// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows as ksqlDB writes them: upper-case columns, no key, no operation, and dates that are bare numbers. */
class PlainRowsPipelineIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String CUSTOMER = """
            {"schema": {"type": "struct", "optional": false, "fields": [
               {"field": "ID", "type": "int64", "optional": true},
               {"field": "NAME", "type": "string", "optional": true},
               {"field": "BIRTH", "type": "int32", "optional": true},
               {"field": "DT_UPDATE", "type": "int64", "optional": true}]},
             "payload": {"ID": 1, "NAME": "Ana", "BIRTH": 7363, "DT_UPDATE": 1709251199123}}""";

    @Test
    void numbersThatAreDatesBecomeDatesByRule(ConnectStack servers) throws SQLException {
        servers.topics().create("psg-customers", 1);
        servers.topics().produce("psg-customers", null, CUSTOMER.getBytes(UTF_8));
        try (Lake lake = new Lake(servers.s3().createBucket("customers"))) {
            servers.connectors()
                    .start("customers-sink", Settings.with(SinkSettings.of(servers.s3(), "customers"), """
                    topics=psg-customers
                    temporal.columns=BIRTH:epoch-days,DT_.*:epoch-millis:local
                    """));

            eventually(() -> assertThat(lake.columns("FROM changes('psg-customers')"))
                    .containsExactly(
                            entry("ID", "BIGINT"),
                            entry("NAME", "VARCHAR"),
                            entry("BIRTH", "DATE"),
                            entry("DT_UPDATE", "TIMESTAMP"),
                            entry("__op", "VARCHAR")));
            assertThat(lake.rows("FROM changes('psg-customers')"))
                    .containsExactly("1 | Ana | 1990-02-28 | 2024-02-29 23:59:59.123 | null");
        } finally {
            servers.connectors().delete("customers-sink");
        }
    }
}
