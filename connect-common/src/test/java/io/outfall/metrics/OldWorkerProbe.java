// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.lang.reflect.Proxy;
import java.time.Clock;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What a task does with its metrics, to be run on the class path of an old worker. */
public final class OldWorkerProbe implements AutoCloseable {
    private final SinkMetrics metrics;

    public OldWorkerProbe() {
        SinkTaskContext context = (SinkTaskContext) Proxy.newProxyInstance(
                SinkTaskContext.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        metrics = SinkMetrics.open(context, "probe", "old, worker", 7, Clock.systemUTC());
        metrics.topic("orders").rows().add(3);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
