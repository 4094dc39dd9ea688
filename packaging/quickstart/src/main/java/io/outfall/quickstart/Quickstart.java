// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outfall.testing.stack.StackException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A bookstore's database, Debezium, Kafka, the sinks, a bucket, an emulator of BigQuery and an API on this machine: it
 * changes rows, waits until bucket, tables and API have what the database has, and shows the rows as SQL reads them.
 */
public final class Quickstart {
    private static final List<String> CONNECTORS =
            List.of("bookstore-source", "bookstore-lake", "bookstore-history", "bookstore-mirror", "bookstore-intake");
    private static final Path LOGS = Path.of("target", "stack-logs");
    private static final int ROWS_SHOWN = 6;

    private final Settings settings;
    private final Screen screen;

    Quickstart(Settings settings, PrintStream out) {
        this.settings = settings;
        this.screen = new Screen(out);
    }

    /**
     * Runs the quickstart, see {@link Settings}; ends the JVM with 1 if a change did not arrive or a server failed.
     *
     * @param arguments the folder with its SQL and connector files
     */
    public static void main(String[] arguments) throws Exception {
        // UTF-8 whatever the locale: the bookstore's names have accents.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Quickstart quickstart = new Quickstart(Settings.of(Path.of(arguments[0]), System.getProperties()), out);
        try {
            if (!quickstart.run()) {
                System.exit(1);
            }
        } catch (InterruptedException ctrlC) {
            return;
        } catch (StackException e) {
            if (!Thread.currentThread().isInterrupted()) {
                System.err.println(e.getMessage());
                System.exit(1);
            }
        }
    }

    /** Returns whether every change arrived, and no other. */
    boolean run() throws Exception {
        CtrlC ctrlC = new CtrlC();
        try {
            return pipeline();
        } finally {
            ctrlC.close();
        }
    }

    private boolean pipeline() throws IOException, SQLException, InterruptedException {
        // Where it is missing, the servers log to somewhere among the temporary files.
        Files.createDirectories(LOGS);
        screen.step(
                "PostgreSQL, Kafka, Kafka Connect, an S3 server, a BigQuery emulator and an intake start; logs are in "
                        + LOGS);
        try (Servers servers = Servers.start(settings.plugins());
                Bookstore bookstore = new Bookstore(servers.postgres().jdbcUrl());
                Bucket bucket = new Bucket(servers.s3(), "bookstore")) {
            Arrival arrival = new Arrival(
                    bookstore,
                    bucket,
                    servers.warehouse(),
                    servers.intake(),
                    servers.connect().connectors(),
                    CONNECTORS,
                    screen);
            fill(bookstore);
            connect(servers);
            boolean complete = arrival.await(settings.limit());
            if (complete) {
                change(bookstore);
                complete = arrival.await(settings.limit());
            }
            show(bucket.lake(), servers.warehouse(), servers.intake());
            screen.step(complete ? "Every change arrived exactly once" : "The database and what arrived disagree");
            if (complete && !settings.once()) {
                stay(servers, arrival);
            }
            return complete;
        }
    }

    private void fill(Bookstore bookstore) throws IOException, SQLException {
        bookstore.run(settings.home().resolve("bookstore.sql"));
        bookstore.run(settings.home().resolve("witness.sql"));
        screen.step("The bookstore has its tables and first rows");
    }

    private void connect(Servers servers) throws IOException {
        for (String connector : CONNECTORS) {
            Path file = settings.home().resolve(connector + ".json");
            Map<String, String> configuration =
                    new ObjectMapper().readValue(Files.readString(file), new TypeReference<>() {});
            servers.connect().connectors().start(connector, configuration);
            screen.step("Connector " + connector + " runs, with " + file.getFileName());
        }
    }

    private void change(Bookstore bookstore) throws IOException, SQLException {
        screen.step("The bookstore changes, with the number of rows:");
        for (String statement : Bookstore.statements(settings.home().resolve("changes.sql"))) {
            int rows = bookstore.execute(statement);
            screen.detail(Screen.firstLine(statement) + (rows > 0 ? "  (" + rows + ")" : ""));
        }
    }

    private void show(Lake lake, Warehouse warehouse, Intake intake) throws SQLException {
        screen.blank();
        screen.detail("The files of the bucket, as DuckDB reads them");
        for (String table : lake.tables()) {
            showNewest(table, lake);
        }
        screen.blank();
        screen.detail("The tables of BigQuery: the history of one table, and the mirror");
        showNewest("Users", warehouse.history());
        for (String table : warehouse.mirror().tables()) {
            String sql = "SELECT * FROM bookstore." + table + " ORDER BY 1";
            screen.blank();
            screen.detail(sql);
            screen.details(warehouse.query(sql).lines());
        }
        screen.blank();
        screen.detail("What the intake took last for users, the newest first");
        screen.details(intake.newest("Users", ROWS_SHOWN));
        screen.blank();
    }

    private void showNewest(String table, Tables arrived) throws SQLException {
        String from = " FROM " + arrived.from(table);
        String count = arrived.query("SELECT count(*)" + from).rows().get(0).get(0);
        String columns = new Comparison(arrived)
                .columns(table).keySet().stream().map(Comparison::name).collect(Collectors.joining(", "));
        screen.blank();
        screen.detail(table + ", " + count + " changes" + (Long.parseLong(count) > ROWS_SHOWN ? ", the newest:" : ":"));
        screen.details(arrived.query("SELECT __op, " + columns + ", __source_time, __offset" + from
                        + " ORDER BY __offset DESC LIMIT " + ROWS_SHOWN)
                .lines());
    }

    private void stay(Servers servers, Arrival arrival) throws IOException, SQLException {
        screen.blank();
        screen.detail("PostgreSQL     " + servers.postgres().jdbcUrl());
        screen.detail("Kafka          " + servers.kafka().bootstrapServers());
        screen.detail("Kafka Connect  " + servers.connect().url());
        screen.detail("S3             " + servers.s3().endpoint() + "  bucket bookstore, access key "
                + servers.s3().accessKey() + ", secret key " + servers.s3().secretKey());
        screen.detail("BigQuery       " + servers.warehouse().endpoint() + "  project "
                + servers.warehouse().project() + ", datasets bookstore_history and bookstore");
        screen.detail("Intake         " + servers.intake().endpoint());
        screen.blank();
        screen.step("All of it stays up until you press Ctrl-C; new files are told here");
        try {
            while (true) {
                arrival.tellNewFiles();
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException ctrlC) {
            screen.step("The servers end");
        }
    }
}
