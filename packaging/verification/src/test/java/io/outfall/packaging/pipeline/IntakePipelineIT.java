// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static io.outfall.testing.intake.FieldType.BOOLEAN;
import static io.outfall.testing.intake.FieldType.DATE;
import static io.outfall.testing.intake.FieldType.DOUBLE;
import static io.outfall.testing.intake.FieldType.LONG;
import static io.outfall.testing.intake.FieldType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.outfall.packaging.SinkPlugin;
import io.outfall.testing.intake.CarolIntake;
import io.outfall.testing.intake.Staging;
import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.StackExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A bookstore whose changes are posted to an intake like TOTVS Carol's, which takes nothing that is not as it should
 * be.
 */
class IntakePipelineIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    private static final String TABLES = """
            CREATE TABLE users (id int PRIMARY KEY, name text, born date, joined timestamptz);
            CREATE TABLE sales (id bigint PRIMARY KEY, price numeric(12,2), sold timestamp, paid boolean, weight double precision);
            INSERT INTO users VALUES
              (1, 'Ana "the first"', '1969-12-31', '1969-12-31 23:59:59.999999Z'), (2, 'Conceição', NULL, NULL);
            INSERT INTO sales VALUES (1, 9999999999.99, '2026-01-01 09:30:00.123456', true, 0.1), (2, NULL, NULL, NULL, NULL);
            """;
    private static final Map<String, Staging> STAGING = Map.of(
            "users",
            new Staging(
                    List.of("id"),
                    Map.of("id", LONG, "name", STRING, "born", DATE, "joined", DATE, "mdm_deleted", BOOLEAN)),
            "sales",
            new Staging(
                    List.of("id"),
                    Map.of(
                            "id",
                            LONG,
                            "price",
                            DOUBLE,
                            "sold",
                            DATE,
                            "paid",
                            BOOLEAN,
                            "weight",
                            DOUBLE,
                            "mdm_deleted",
                            BOOLEAN)));

    private static CarolIntake intake;
    private static Capture capture;

    @BeforeAll
    static void run(ConnectStack servers) throws SQLException {
        intake = CarolIntake.start(STAGING);
        capture = Capture.create(servers, "carol", TABLES);
        capture.source("carol-source", "carol.public.sales", """
                topic.prefix=carol
                plugin.name=pgoutput
                publication.autocreate.mode=filtered
                table.include.list=public\\.(users|sales)
                """);
        capture.start("carol-intake", Settings.with(settings(), """
                topics.regex=carol\\.public\\.(.*)
                """));
        eventually(() -> assertThat(intake.rows("sales")).hasSize(2));
        intake.revokeTokens();
        SourceDatabase database = capture.database();
        database.run("INSERT INTO sales SELECT n, n / 100.0, timestamp '2026-03-29 01:30:00' + n * interval '1 s', "
                + "n % 2 = 0, n / 4.0 FROM generate_series(3, 2000) n");
        database.run("UPDATE users SET name = 'João' WHERE id = 2");
        database.run("DELETE FROM users WHERE id = 1");
    }

    @AfterAll
    static void end() throws SQLException {
        capture.close();
        intake.close();
    }

    @Test
    void everyRowArrivesInOrderWithReadableDatesAndNumbers() {
        eventually(() -> assertThat(intake.rows("users"))
                .containsExactly(
                        "{\"id\":1,\"name\":\"Ana \\\"the first\\\"\",\"born\":\"1969-12-31\","
                                + "\"joined\":\"1969-12-31T23:59:59.999999Z\",\"mdm_deleted\":false}",
                        "{\"id\":2,\"name\":\"Conceição\",\"born\":null,\"joined\":null,\"mdm_deleted\":false}",
                        "{\"id\":2,\"name\":\"João\",\"born\":null,\"joined\":null,\"mdm_deleted\":false}",
                        "{\"id\":1,\"mdm_deleted\":true}"));
        eventually(() -> assertThat(intake.rows("sales"))
                .hasSize(2000)
                .startsWith(
                        "{\"id\":1,\"price\":9999999999.99,\"sold\":\"2026-01-01T09:30:00.123456\",\"paid\":true,"
                                + "\"weight\":0.1,\"mdm_deleted\":false}",
                        "{\"id\":2,\"price\":null,\"sold\":null,\"paid\":null,\"weight\":null,\"mdm_deleted\":false}",
                        "{\"id\":3,\"price\":0.03,\"sold\":\"2026-03-29T01:30:03\",\"paid\":false,\"weight\":0.75,"
                                + "\"mdm_deleted\":false}")
                .endsWith(
                        "{\"id\":2000,\"price\":20.00,\"sold\":\"2026-03-29T02:03:20\",\"paid\":true,\"weight\":500.0,"
                                + "\"mdm_deleted\":false}"));
    }

    @Test
    void twoTasksGetOneTokenAndOneMoreWhenItIsRevoked() {
        eventually(() -> assertThat(intake.rows("sales")).hasSize(2000));
        assertThat(intake.refusals())
                .filteredOn(refusal -> !refusal.contains("login"))
                .isNotEmpty()
                .containsOnly("401 the token is not good: Authorization");
        assertThat(intake.tokensGiven()).isEqualTo(2);
    }

    @Test
    void aWrongPasswordFailsTheTaskWithinSecondsAndSaysWhy() {
        capture.register("carol-wrong", Settings.with(settings(), """
                topics=carol.public.users
                http.oauth2.password=wrong
                """));

        assertThat(assertTimeout(
                        Duration.ofSeconds(15), () -> capture.connectors().awaitFailed("carol-wrong")))
                .contains("answered 401 (401, the login is not right, password)")
                .doesNotContain("wrong)");
    }

    private static Map<String, String> settings() {
        CarolIntake.Login login = intake.login();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("connector.class", SinkPlugin.HTTP.connector());
        settings.put("tasks.max", "2");
        settings.put(
                "http.url",
                intake.endpoint() + "/api/v3/staging/intake/${source.table}?connectorId=" + login.connectorId());
        settings.put("body.template", "{\"${*row}\": true, \"mdm_deleted\": \"${deleted}\"}");
        settings.put("delete.action", "send");
        settings.put("batch.format", "array");
        settings.put("batch.rows", "500");
        settings.put("batch.compact", "true");
        settings.put("http.compression", "gzip");
        settings.put("http.auth.type", "oauth2");
        settings.put("http.oauth2.token.url", intake.endpoint() + "/api/v1/oauth2/token");
        settings.put("http.oauth2.grant", "password");
        settings.put("http.oauth2.client.auth", "none");
        settings.put("http.oauth2.user", login.user());
        settings.put("http.oauth2.password", login.password());
        settings.put("http.oauth2.param.connectorId", login.connectorId());
        settings.put("http.oauth2.param.subdomain", login.subdomain());
        settings.put("http.oauth2.param.orgSubdomain", login.organization());
        settings.put("http.oauth2.scheme", "");
        settings.put("consumer.override.metadata.max.age.ms", "500");
        return settings;
    }
}
