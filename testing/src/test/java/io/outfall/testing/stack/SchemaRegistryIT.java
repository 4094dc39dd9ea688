// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnabledIf(
        value = "io.outfall.testing.stack.SchemaRegistry#available",
        disabledReason = "the schema registry needs Java 21")
class SchemaRegistryIT {

    @RegisterExtension
    static final StackExtension STACK = StackExtension.ofClass(
            StackLayout.of(WorkerSettings.withPlugins(Plugins.debeziumPostgres(), Plugins.avroConverter()))
                    .with(StackLayout.Part.POSTGRES, StackLayout.Part.REGISTRY));

    @Test
    void changeEventsComeInTheConfluentWireFormat(ConnectStack stack) throws Exception {
        stack.postgres().execute("CREATE TABLE words (id int PRIMARY KEY); INSERT INTO words VALUES (1)");
        Map<String, String> source = stack.postgres().sourceSettings("avro");
        source.put("table.include.list", "public.words");
        source.putAll(stack.registry().converterSettings());

        stack.connectors().start("avro-source", source);

        byte[] value = stack.topics().await("avro.public.words", 1).get(0).value();
        assertThat(value).startsWith(0, 0, 0);
        assertThat(new Http()
                        .send("GET", stack.registry().endpoint("/subjects"), null)
                        .body())
                .contains("avro.public.words-key", "avro.public.words-value");
    }

    @Test
    void registriesRunSideBySide(ConnectStack stack) {
        try (SchemaRegistry another = SchemaRegistry.start()) {
            assertThat(another.url()).isNotEqualTo(stack.registry().url());
        }
    }
}
