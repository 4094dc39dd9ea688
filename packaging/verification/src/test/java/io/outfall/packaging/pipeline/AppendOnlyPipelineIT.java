// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flattened rows in Avro whose metadata other transforms renamed, from tables that say everything of a deleted row. */
@EnabledIf(
        value = "io.outfall.testing.stack.SchemaRegistry#available",
        disabledReason = "the schema registry needs Java 21, which this machine has not")
class AppendOnlyPipelineIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String TABLES = """
            CREATE TABLE users (id serial PRIMARY KEY, name text, email text UNIQUE, created_at date);
            CREATE TABLE orders (id serial PRIMARY KEY, order_date timestamp, total_amount decimal(10,2), created_at date);
            CREATE TABLE products (id serial PRIMARY KEY, name text, price decimal(10,2), created_at date);
            ALTER TABLE users REPLICA IDENTITY FULL;
            ALTER TABLE orders REPLICA IDENTITY FULL;
            ALTER TABLE products REPLICA IDENTITY FULL;

            INSERT INTO users (name, email, created_at) VALUES ('Ana', 'ana@example.com', '2024-02-29');
            INSERT INTO orders (order_date, total_amount, created_at)
              VALUES ('2024-02-29 23:59:59.123', 99999999.99, '2024-02-29'), (NULL, -0.01, NULL);
            INSERT INTO products (name, price, created_at) VALUES ('Livro', 12.30, '2024-01-01');
            """;

    private static Pipeline pipeline;

    @BeforeAll
    static void run(ConnectStack servers) throws SQLException {
        pipeline = Pipeline.create(servers, "shop", TABLES);
        SourceDatabase database = pipeline.database();
        database.witness("users");
        database.witness("orders");
        pipeline.source(
                "shop-source",
                "shop.public.users",
                Settings.text(servers.registry().converterSettings()) + """
                topic.prefix=shop
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                schema.include.list=public
                decimal.handling.mode=precise
                time.precision.mode=connect
                transforms=unwrap,rename
                transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState
                transforms.unwrap.delete.tombstone.handling.mode=rewrite
                transforms.unwrap.add.fields=source.ts_ms,source.lsn
                transforms.rename.type=org.apache.kafka.connect.transforms.ReplaceField$Value
                transforms.rename.renames=__source_ts_ms:__timestamp,__source_lsn:__log_sequence_number
                """);
        pipeline.sink("shop-sink", Settings.text(servers.registry().converterSettings()) + """
                topics.regex=shop\\.public\\.(.*)
                flattened.fields.renamed=source.ts_ms:__timestamp,source.lsn:__log_sequence_number
                event.before.trusted=true
                temporal.connect.timestamp=local
                path.template=${topic.3}/created_at=${column:created_at}/${topic}+${partition}+${start.offset:20}.${ext}
                """);

        database.run("UPDATE orders SET total_amount = 0.10 WHERE id = 2");
        database.run("DELETE FROM orders WHERE id = 1");
        database.run("INSERT INTO users (name, email, created_at) VALUES ('João', NULL, '2024-03-01')");
        database.run("DELETE FROM users WHERE id = 1");
        database.run("ALTER TABLE products ADD COLUMN in_stock boolean");
        database.run("UPDATE products SET in_stock = true, price = 9.99 WHERE id = 1");
        database.run("ALTER TABLE products DROP COLUMN price");
        database.run("INSERT INTO products (name, created_at, in_stock) VALUES ('Caderno', '2024-01-02', false)");
    }

    @AfterAll
    static void end() throws SQLException {
        pipeline.close();
    }

    /** The transform was not told to add the operation, so there is none but that a row was deleted. */
    @Test
    void everyChangeIsARowAndADeletedRowIsCompleteBecauseTheTableSaysSo() {
        for (String table : new String[] {"users", "orders"}) {
            eventually(() -> assertThat(pipeline.lake()
                            .differences(
                                    "FROM changes('" + table + "')",
                                    pipeline.database().json("""
                                    SELECT row_data || jsonb_build_object('__op', nullif(op, op)) FROM witness.changes
                                    WHERE table_name = '%1$s' AND op <> 'd'
                                    UNION ALL
                                    SELECT row_data || '{"__op": "d"}' FROM witness.changes
                                    WHERE table_name = '%1$s' AND op = 'd'""".formatted(table))))
                    .isEmpty());
        }
    }

    @Test
    void decimalsDatesAndTimestampsKeepTheirTypes() {
        eventually(() -> assertThat(pipeline.lake().columns("FROM changes('orders')"))
                .containsOnly(
                        entry("id", "INTEGER"),
                        entry("order_date", "TIMESTAMP"),
                        entry("total_amount", "DECIMAL(10,2)"),
                        entry("created_at", "DATE"),
                        entry("__op", "VARCHAR")));
    }

    @Test
    void theRenamedMetadataIsUnderstood() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT DISTINCT __source_time > now() - INTERVAL 1 HOUR, __source_position IS NOT NULL FROM files('orders')""")).containsExactly("true | true"));
        eventually(() -> assertThat(pipeline.lake().columns("FROM files('orders')"))
                .doesNotContainKeys("__timestamp", "__log_sequence_number"));
    }

    @Test
    void columnsThatComeAndGoAtTheSourceComeAndGoInTheFiles() {
        eventually(() -> assertThat(pipeline.lake().rows("""
                SELECT id, name, price, created_at, in_stock FROM files('products') ORDER BY __offset"""))
                .containsExactly(
                        "1 | Livro | 12.30 | 2024-01-01 | null",
                        "1 | Livro | 9.99 | 2024-01-01 | true",
                        "2 | Caderno | null | 2024-01-02 | false"));
    }

    @Test
    void filesAreInADirectoryPerDayOfAColumn() {
        eventually(() -> assertThat(pipeline.keys().stream()
                        .filter(key -> key.startsWith("orders/"))
                        .map(key -> key.substring(0, key.lastIndexOf('/')))
                        .distinct())
                .containsExactly("orders/created_at=2024-02-29", "orders/created_at=__HIVE_DEFAULT_PARTITION__"));
    }
}
