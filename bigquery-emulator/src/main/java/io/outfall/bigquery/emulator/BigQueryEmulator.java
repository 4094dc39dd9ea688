// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import com.google.gson.JsonObject;
import io.outfall.bigquery.emulator.fault.Calls;
import io.outfall.bigquery.emulator.fault.Faults;
import io.outfall.bigquery.emulator.rest.RestServer;
import io.outfall.bigquery.emulator.rest.Router;
import io.outfall.bigquery.emulator.schema.Names;
import io.outfall.bigquery.emulator.storage.Catalog;
import io.outfall.bigquery.emulator.write.StreamState;
import io.outfall.bigquery.emulator.write.WriteServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of BigQuery that a writer meets, on two ports of this machine. Google's clients are pointed at it by
 * configuration alone: the REST client by its root URL, the Storage Write client by its endpoint, in plain text and
 * without credentials.
 *
 * <p>It is stricter than BigQuery where BigQuery is kind, and answers 501 to what it does not know. Rows end up in an
 * embedded DuckDB, whose SQL {@link #query} speaks: NUMERIC is DECIMAL(38,9), TIMESTAMP is TIMESTAMPTZ, DATETIME is
 * TIMESTAMP, an array is a LIST, a record is a STRUCT; BIGNUMERIC, which is wider than any decimal of DuckDB, INTERVAL
 * and GEOGRAPHY are VARCHAR.
 */
public final class BigQueryEmulator implements AutoCloseable {

    private final Calls calls = new Calls();
    private final Faults faults = new Faults();
    private final Catalog catalog;
    private final RestServer rest;
    private final WriteServer write;

    private BigQueryEmulator(Builder builder) {
        catalog = new Catalog(builder.project, builder.clock);
        for (String dataset : builder.datasets) {
            JsonObject settings = new JsonObject();
            settings.addProperty("location", "US");
            catalog.createDataset(dataset, settings);
        }
        write = new WriteServer(builder.grpcPort, catalog, calls, faults, builder.writeDelay);
        rest = new RestServer(
                builder.restPort, new Router(catalog, calls, faults, builder.insertDelay, builder.dedupWindow));
    }

    /** Starts an emulator of the project {@code test}, without datasets, delays and faults. */
    public static BigQueryEmulator start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The root of the REST interface, as {@code http://127.0.0.1:port}. */
    public String restEndpoint() {
        return "http://127.0.0.1:" + rest.port();
    }

    /** The address of the Storage Write interface, as {@code 127.0.0.1:port}. */
    public String grpcEndpoint() {
        return "127.0.0.1:" + write.port();
    }

    /** The project that everything is in. */
    public String project() {
        return catalog.project();
    }

    /**
     * Runs a query of DuckDB, where tables are named {@code dataset.table}. It sees every row that was acknowledged and
     * is visible: pending rows not before their commit, buffered rows not before their flush, changes by key as what
     * they come to.
     *
     * @return each row as a map from the names of the columns, in their order, to Boolean, Long, Double, BigDecimal,
     *     String, byte[], LocalDate, LocalTime, LocalDateTime (DATETIME), Instant (TIMESTAMP), List, Map or null
     */
    public List<Map<String, @Nullable Object>> query(String sql) {
        return catalog.query(sql, List.of()).maps();
    }

    /** Where faults are scripted. */
    public Faults faults() {
        return faults;
    }

    /** What was called how often. */
    public Calls calls() {
        return calls;
    }

    /**
     * The write streams that clients have created for a table, oldest first, without the default stream.
     *
     * @param table as {@code dataset.table}
     */
    public List<StreamState> streams(String table) {
        return write.streams(table);
    }

    /**
     * Loses the write streams that clients have created for a table, as BigQuery does with those that nobody used for
     * long. Their rows stay.
     *
     * @param table as {@code dataset.table}
     */
    public void forgetStreams(String table) {
        write.forgetStreams(table);
    }

    /** Those of {@link #streams} that still take rows. */
    public List<StreamState> openStreams(String table) {
        return write.streams(table).stream()
                .filter(stream -> !stream.finalised())
                .toList();
    }

    /** How many connections of AppendRows are open now. */
    public int openConnections() {
        return write.connections();
    }

    /** Releases what is stalled and stops. */
    @Override
    public void close() {
        faults.clear();
        rest.close();
        write.close();
        catalog.close();
    }

    /** What an emulator starts with. */
    public static final class Builder {

        private final List<String> datasets = new ArrayList<>();
        private String project = "test";
        private Clock clock = Clock.systemUTC();
        private Duration insertDelay = Duration.ZERO;
        private Duration writeDelay = Duration.ZERO;
        private Duration dedupWindow = Duration.ofMinutes(1);
        private int restPort;
        private int grpcPort;

        private Builder() {}

        /** The only project there is; {@code test} by default. */
        public Builder project(String name) {
            project = name;
            return this;
        }

        /** A dataset that is there from the beginning. */
        public Builder dataset(String name) {
            Names.checkDataset(name);
            datasets.add(name);
            return this;
        }

        /** What delays, windows and rates are measured by. */
        public Builder clock(Clock source) {
            clock = source;
            return this;
        }

        /** How long neither streaming inserts nor the Storage Write interface see a new table or a new column. */
        public Builder visibilityDelay(Duration delay) {
            return insertVisibilityDelay(delay).writeVisibilityDelay(delay);
        }

        /** How long streaming inserts do not see a new table or a new column. */
        public Builder insertVisibilityDelay(Duration delay) {
            insertDelay = delay;
            return this;
        }

        /** How long the Storage Write interface does not see a new table or a new column. */
        public Builder writeVisibilityDelay(Duration delay) {
            writeDelay = delay;
            return this;
        }

        /** How long an insertId keeps a second row with it out; a minute by default, zero for never. */
        public Builder insertIdWindow(Duration window) {
            dedupWindow = window;
            return this;
        }

        /** The port of the REST interface; any free one by default. */
        public Builder restPort(int port) {
            restPort = port;
            return this;
        }

        /** The port of the Storage Write interface; any free one by default. */
        public Builder grpcPort(int port) {
            grpcPort = port;
            return this;
        }

        /** Starts the emulator. */
        public BigQueryEmulator start() {
            return new BigQueryEmulator(this);
        }
    }
}
