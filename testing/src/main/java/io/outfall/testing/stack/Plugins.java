// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.nio.file.Path;

/** The folders of plugins that the build fetched, to be given to {@link WorkerSettings#plugin}. */
public final class Plugins {
    private Plugins() {}

    /** Debezium's connector for PostgreSQL, {@code io.debezium.connector.postgresql.PostgresConnector}. */
    public static Path debeziumPostgres() {
        return Runtimes.located().files("debezium-postgres").resolve("debezium-connector-postgres");
    }

    /**
     * An Avro converter for a {@link SchemaRegistry}, {@code io.apicurio.registry.utils.converter.AvroConverter};
     * {@link SchemaRegistry#converterSettings} makes it read and write the Confluent wire format.
     */
    public static Path avroConverter() {
        return Runtimes.located().files("avro-converter").resolve("apicurio-avro-converter");
    }
}
