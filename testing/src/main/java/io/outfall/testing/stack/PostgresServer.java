// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL server with logical decoding on, its time zone UTC and its data not worth a sync to disk. Everybody is
 * let in as {@link #user()} without a password. Works for root too.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
    private static final String USER = "postgres";

    /** The database that every server has. */
    private static final String DATABASE = "postgres";

    private static final List<String> INIT =
            List.of("--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions");

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "wal_level=logical",
            "max_replication_slots=64",
            "max_wal_senders=64",
            "max_connections=200",
            "shared_buffers=32MB",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "timezone=UTC",
            "lc_messages=C");

    private final Home home;
    private final int port;
    private final ServerProcess process;

    private PostgresServer(Home home, int port, ServerProcess process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts an empty server and returns when it answers queries.
     *
     * @throws StackException if it does not start; the message has the end of its log
     */
    public static PostgresServer start() {
        PostgresServer server = launch();
        server.awaitReady();
        return server;
    }

    /** Creates the cluster, starts the server and returns at once. */
    static PostgresServer launch() {
        PostgresBinaries binaries = PostgresBinaries.unpacked();
        Home home = Home.of("postgres");
        Account account = Account.ofServer(home.data());
        account.own(home.data());
        int port = Ports.free();
        String cluster = home.data().resolve("cluster").toString();
        List<String> init = account.running(Stream.concat(
                Stream.of(binaries.program("initdb"), "--pgdata=" + cluster, "--username=" + USER), INIT.stream()));
        List<String> serve = account.running(Stream.concat(
                Stream.of(binaries.program("postgres"), "-D", cluster, "-p", Integer.toString(port)),
                SETTINGS.stream().flatMap(setting -> Stream.of("-c", setting))));
        new ServerProcess.Launch("initdb", init, home).run(INIT_LIMIT);
        return new PostgresServer(home, port, new ServerProcess.Launch("PostgreSQL", serve, home).start());
    }

    void awaitReady() {
        process.awaitReady(() -> {
            try (Connection connection = connect(DATABASE)) {
                return connection.isValid(1);
            } catch (SQLException e) {
                return false;
            }
        });
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** A superuser. */
    public String user() {
        return USER;
    }

    /** The database that is there from the start. */
    public String database() {
        return DATABASE;
    }

    /** The JDBC address of {@link #database()}. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The JDBC address of a database of this server. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }

    /** A new connection to a database of this server. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database));
    }

    /** Creates a database. */
    public void createDatabase(String name) {
        execute("CREATE DATABASE \"" + name + "\"");
    }

    /**
     * Runs one or more statements in {@link #database()}; several form one transaction unless they say otherwise.
     *
     * @throws StackException if the server refuses one
     */
    public void execute(String sql) {
        execute(DATABASE, sql);
    }

    /** Runs one or more statements in the database named. */
    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StackException("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    /**
     * Settings of a Debezium source over all tables of {@link #database()}: how to connect, the topic prefix, and slot
     * and publication named after it. The map may be changed.
     */
    public Map<String, String> sourceSettings(String topicPrefix) {
        return sourceSettings(DATABASE, topicPrefix);
    }

    /** As {@link #sourceSettings(String)}, over another database of this server. */
    public Map<String, String> sourceSettings(String database, String topicPrefix) {
        String name = topicPrefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        return new HashMap<>(Map.of(
                "connector.class",
                "io.debezium.connector.postgresql.PostgresConnector",
                "plugin.name",
                "pgoutput",
                "database.hostname",
                host(),
                "database.port",
                Integer.toString(port),
                "database.user",
                USER,
                "database.password",
                "unused",
                "database.dbname",
                database,
                "topic.prefix",
                topicPrefix,
                "slot.name",
                name,
                "publication.name",
                name));
    }

    /** What the server prints. */
    public Path log() {
        return home.log();
    }

    /** Ends the server and removes its data. */
    @Override
    public void close() {
        process.close();
        home.close();
    }
}
