// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.testing.stack.StackLayout.Part.POSTGRES;
import static io.outfall.testing.stack.StackLayout.Part.REGISTRY;
import static io.outfall.testing.stack.StackLayout.Part.S3;

import io.outfall.packaging.SinkPlugin;
import io.outfall.testing.stack.Plugins;
import io.outfall.testing.stack.SchemaRegistry;
import io.outfall.testing.stack.StackExtension;
import io.outfall.testing.stack.StackLayout;
import io.outfall.testing.stack.WorkerSettings;
import java.nio.file.Path;

/** The servers that all these tests share, with the plugin archives in the worker's plugin path. */
final class SharedStack {
    /** The archives, unpacked. */
    static final Path S3_SINK = SinkPlugin.S3.unpacked();

    static final Path BIGQUERY_SINK = SinkPlugin.BIGQUERY.unpacked();

    static final Path HTTP_SINK = SinkPlugin.HTTP.unpacked();

    /** Starts the servers with the first test and ends them with the last. */
    static final StackExtension SERVERS = StackExtension.shared(layout());

    private SharedStack() {}

    private static StackLayout layout() {
        WorkerSettings worker = WorkerSettings.withPlugins(
                        S3_SINK, BIGQUERY_SINK, HTTP_SINK, Plugins.debeziumPostgres(), Plugins.avroConverter())
                .variable("PLAYGROUND_BUCKET", "playground");
        StackLayout layout = StackLayout.of(worker).with(POSTGRES, S3);
        return SchemaRegistry.available() ? layout.with(REGISTRY) : layout;
    }
}
