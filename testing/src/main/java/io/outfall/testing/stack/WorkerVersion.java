// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

/** Which Connect a worker runs. */
public enum WorkerVersion {
    /** The version that the connectors are compiled against. */
    CURRENT("kafka", KafkaLogging.LOG4J2),

    /** 3.6, the oldest version that the connectors run on. */
    OLDEST_SUPPORTED("connect-oldest", KafkaLogging.RELOAD4J);

    private final String runtime;
    private final KafkaLogging logging;

    WorkerVersion(String runtime, KafkaLogging logging) {
        this.runtime = runtime;
        this.logging = logging;
    }

    String classpath() {
        return Runtimes.located().classpath(runtime);
    }

    KafkaLogging logging() {
        return logging;
    }
}
