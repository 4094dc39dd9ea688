// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import static io.outfall.packaging.pipeline.Eventually.eventually;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.testing.stack.ConnectStack;
import io.outfall.testing.stack.KeycloakServer;
import io.outfall.testing.stack.StackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Rows that are posted with tokens of a real authorization server, Keycloak, to an API that takes no others. Each sink
 * is a client of its own there, by the same name.
 */
class KeycloakIT {
    @RegisterExtension
    static final StackExtension SERVERS = SharedStack.SERVERS;

    /** Everything that has a meaning in a form, in a header of a user and a password, or when it is decoded twice. */
    private static final String SECRET = "s%41 c&r=e+t/:?ß";

    private static final String PASSWORD = "p%41 a&s=s+w/:?ß";

    private static final SigningKey RSA = SigningKey.rsa("rsa-7");
    private static final SigningKey ELLIPTIC = SigningKey.elliptic("ec-7");

    private static KeycloakServer keycloak;
    private static LoginRealm realm;
    private static TokenCheck check;
    private static GuardedIntake intake;
    private static WorkerBeans worker;

    private final ConnectStack servers;
    private final TokenSinks sinks;

    KeycloakIT(ConnectStack servers) {
        this.servers = servers;
        this.sinks = new TokenSinks(servers, intake, keycloak.tokenEndpoint("shop"), worker);
    }

    @BeforeAll
    static void start(ConnectStack servers) {
        keycloak = KeycloakServer.launch();
        keycloak.awaitReady();
        realm = LoginRealm.imported(
                keycloak,
                Map.of(
                        "secret", SECRET,
                        "password", PASSWORD,
                        "rsa.jwks", RSA.jwks(),
                        "rsa.key", RSA.publicText(),
                        "elliptic.jwks", ELLIPTIC.jwks()));
        check = new TokenCheck(keycloak.realm("shop"));
        intake = GuardedIntake.start(check);
        worker = WorkerBeans.of(servers.worker());
    }

    @AfterAll
    static void end() {
        keycloak.close();
        intake.close();
        worker.close();
    }

    @AfterEach
    void noSecretAndNoTokenWasLogged() {
        sinks.close();
        // All tokens and statements begin like this: it is Base64 of an opening brace and a quotation mark.
        assertThat(servers.worker().log()).content().doesNotContain(SECRET, PASSWORD, "eyJ");
    }

    @Test
    void theApiTakesNoTokenButGoodOnesOfItsRealm() throws Exception {
        String good = realm.ask(
                        Map.of("grant_type", "client_credentials", "client_id", "by-hand", "client_secret", SECRET))
                .path("access_token")
                .asText();
        String[] parts = good.split("\\.", -1);
        String unsigned = base64("{\"alg\":\"none\"}");
        String said = new String(Base64.getUrlDecoder().decode(parts[1]), US_ASCII);
        String forged = base64(said.replace("by-hand", "by-head"));

        assertThat(intake.answerTo("Bearer " + good)).isEqualTo(204);
        assertThat(intake.answerTo("Basic " + good)).isEqualTo(401);
        assertThat(intake.answerTo("Bearer " + unsigned + "." + parts[1] + ".")).isEqualTo(401);
        assertThat(intake.answerTo("Bearer " + parts[0] + "." + forged + "." + parts[2]))
                .isEqualTo(401);
        assertThat(intake.refusals("by-hand"))
                .containsExactly("there is no token", "it is not signed by RS256", "its signature is not right");
    }

    @Test
    void aClientIsKnownByItsSecretInAHeader() {
        RowLoad rows = sinks.start("by-header", 1, """
                http.oauth2.client.id=by-header
                http.oauth2.client.secret=%s
                """.formatted(SECRET));

        assertDeliveredWithOneToken("by-header", rows);
    }

    @Test
    void aClientIsKnownByItsSecretInTheBody() {
        RowLoad rows = sinks.start("by-body", 1, """
                http.oauth2.client.auth=post
                http.oauth2.client.id=by-body
                http.oauth2.client.secret=%s
                """.formatted(SECRET));

        assertDeliveredWithOneToken("by-body", rows);
    }

    @Test
    void aClientIsKnownByAStatementThatItSignsWithAnRsaKey() throws IOException {
        Path key = Files.createTempFile(Path.of("target"), "client-", ".pem").toAbsolutePath();
        Files.writeString(key, RSA.pem());
        RowLoad rows = sinks.start("by-rsa", 1, """
                http.oauth2.client.auth=private-key-jwt
                http.oauth2.client.id=by-rsa
                http.oauth2.key.file=%s
                http.oauth2.key.id=rsa-7
                """.formatted(key));

        assertDeliveredWithOneToken("by-rsa", rows);
    }

    @Test
    void aClientIsKnownByAStatementThatItSignsWithAnEllipticKey() {
        RowLoad rows = sinks.start("by-curve", 1, """
                http.oauth2.client.auth=private-key-jwt
                http.oauth2.client.id=by-curve
                http.oauth2.key.pem=%s
                """.formatted(ELLIPTIC.pem().replaceAll("\\s*\\R", " ")));

        assertDeliveredWithOneToken("by-curve", rows);
    }

    @Test
    void eightTasksAskOnceForEachTokenAndLoseNothingWhenOneEnds() {
        RowLoad rows = sinks.start("eight-tasks", 8, """
                http.oauth2.client.id=eight-tasks
                http.oauth2.client.secret=%s
                """.formatted(SECRET));
        rows.addUntil(() -> intake.tokens("eight-tasks").size() >= 2);
        rows.add(100);

        assertDelivered("eight-tasks", rows);
        assertNotRetried("eight-tasks");
        assertThat(intake.refusals("eight-tasks")).isEmpty();
        assertThat(realm.tokensGiven("eight-tasks")).isEqualTo(intake.tokens("eight-tasks"));
        assertThat(intake.tokens("eight-tasks").stream().skip(1).map(KeycloakIT::tasksThatShowed))
                .contains(Set.of(0, 1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void aTokenThatEndsBeforeTheSinkThinksIsReplacedOnceForAllTasks() {
        RowLoad rows = sinks.start("too-late", 8, """
                http.oauth2.client.id=too-late
                http.oauth2.client.secret=%s
                http.oauth2.response.expiry=not_in_the_answer
                """.formatted(SECRET));
        rows.addUntil(() -> intake.tokens("too-late").size() >= 2);

        assertDelivered("too-late", rows);
        assertNotRetried("too-late");
        assertThat(intake.refusals("too-late")).isNotEmpty().containsOnly("it has expired");
        assertThat(realm.tokensGiven("too-late")).isEqualTo(intake.tokens("too-late"));
    }

    @Test
    void aTokenWhoseKeyTheRealmThrowsAwayIsReplacedOnceForAllTasks() {
        RowLoad rows = sinks.start("new-keys", 8, """
                http.oauth2.client.id=new-keys
                http.oauth2.client.secret=%s
                """.formatted(SECRET));
        eventually(() -> assertThat(intake.ids("new-keys")).hasSameSizeAs(rows.ids()));

        realm.replaceSigningKeys();
        check.forgetKeys();
        rows.add(100);

        assertDelivered("new-keys", rows);
        assertNotRetried("new-keys");
        assertThat(intake.refusals("new-keys")).isNotEmpty().containsOnly("the realm has no such key");
        assertThat(realm.tokensGiven("new-keys")).hasSize(2).isEqualTo(intake.tokens("new-keys"));
    }

    @Test
    void aUserIsLoggedInOnceThenRefreshedAndLoggedInAgainWhenAnAdministratorEndsHisSession() {
        RowLoad rows = sinks.start("by-password", 2, """
                http.oauth2.client.id=by-password
                http.oauth2.client.secret=%s
                http.oauth2.grant=password
                http.oauth2.user=ada
                http.oauth2.password=%s
                """.formatted(SECRET, PASSWORD));
        rows.addUntil(() -> intake.tokens("by-password").size() >= 3);
        realm.logOut("ada");
        rows.addUntil(() -> Collections.frequency(realm.eventTypes("by-password"), "LOGIN") == 2);

        assertDelivered("by-password", rows);
        assertThat(intake.taken("by-password"))
                .allMatch(request -> request.token().user().equals("ada"));
        assertThat(realm.eventTypes("by-password"))
                .startsWith("LOGIN", "REFRESH_TOKEN", "REFRESH_TOKEN")
                .containsOnlyOnce("REFRESH_TOKEN_ERROR")
                .containsSubsequence("REFRESH_TOKEN_ERROR", "LOGIN");
    }

    @Test
    void aConfiguredRefreshTokenIsUsedOnceHoweverOftenTheConnectorIsStoppedAndTheTasksFailWhenItsHeirIsRevoked() {
        String configured = realm.ask(Map.of(
                        "grant_type", "password",
                        "client_id", "by-refresh",
                        "client_secret", SECRET,
                        "username", "eve",
                        "password", PASSWORD))
                .path("refresh_token")
                .asText();
        RowLoad rows = sinks.start("by-refresh", 2, """
                http.oauth2.client.id=by-refresh
                http.oauth2.client.secret=%s
                http.oauth2.grant=refresh-token
                http.oauth2.refresh.token=%s
                """.formatted(SECRET, configured));
        rows.addUntil(() -> intake.tokens("by-refresh").size() >= 2);
        sinks.stopAndResume("by-refresh");
        rows.addUntil(() -> intake.tokens("by-refresh").size() >= 4);
        assertThat(realm.eventTypes("by-refresh"))
                .startsWith("LOGIN", "REFRESH_TOKEN", "REFRESH_TOKEN", "REFRESH_TOKEN", "REFRESH_TOKEN")
                .doesNotContain("REFRESH_TOKEN_ERROR");

        realm.logOut("eve");
        rows.addUntil(() -> sinks.hasFailed("by-refresh"));
        assertThat(sinks.failureOfAllTasks("by-refresh"))
                .contains("answered 400 (invalid_grant, Session not active)")
                .doesNotContain("eyJ");
    }

    @Test
    void aStatementOfAnIssuerThatTheRealmTrustsGetsATokenOfTheUserThatItIsAbout() {
        RowLoad rows =
                sinks.start("by-statement", 2, """
                http.oauth2.client.id=by-statement
                http.oauth2.client.secret=%s
                http.oauth2.grant=jwt-bearer
                http.oauth2.jwt.issuer=https://payroll.example.org
                http.oauth2.jwt.subject=employee-7
                http.oauth2.key.pem=%s
                http.oauth2.key.id=rsa-7
                """.formatted(SECRET, RSA.pem().replaceAll("\\s*\\R", " ")));
        rows.addUntil(() -> intake.tokens("by-statement").size() >= 2);

        assertDelivered("by-statement", rows);
        assertThat(intake.taken("by-statement"))
                .allMatch(request -> request.token().user().equals("bob"));
    }

    @Test
    void aWrongSecretFailsAllTasksWithinSecondsAndIsTriedOnce() {
        sinks.register("wrong-secret", 8, """
                http.oauth2.client.id=wrong-secret
                http.oauth2.client.secret=not-the-secret
                """);

        assertThat(sinks.failureOfAllTasks("wrong-secret"))
                .contains("answered 401 (unauthorized_client, Invalid client or Invalid client credentials)")
                .doesNotContain("not-the-secret");
        assertThat(realm.eventTypes("wrong-secret")).containsExactly("CLIENT_LOGIN_ERROR");
    }

    @Test
    void aWrongKeyFailsTheTaskWithinSeconds() {
        sinks.register(
                "wrong-key", 1, """
                http.oauth2.client.auth=private-key-jwt
                http.oauth2.client.id=wrong-key
                http.oauth2.key.pem=%s
                http.oauth2.key.id=rsa-7
                """.formatted(SigningKey.rsa("rsa-7").pem().replaceAll("\\s*\\R", " ")));

        assertThat(sinks.failureOfAllTasks("wrong-key"))
                .contains("answered 400 (invalid_client, Client authentication with signed JWT failed: ")
                .doesNotContain("eyJ");
    }

    @Test
    void aWrongPasswordOfEightTasksThatAreMadeTwiceLocksNobodyOut() {
        String settings = """
                http.oauth2.client.auth=none
                http.oauth2.client.id=wrong-password
                http.oauth2.grant=password
                http.oauth2.user=eve
                http.oauth2.password=not-the-password
                """;
        RowLoad rows = sinks.register("wrong-password", 8, settings);
        assertThat(sinks.failureOfAllTasks("wrong-password"))
                .contains("answered 400 (invalid_grant, Invalid user credentials)")
                .doesNotContain("not-the-password");
        sinks.registerAgain("wrong-password", 8, settings);
        sinks.failureOfAllTasks("wrong-password");

        assertThat(realm.eventTypes("wrong-password")).containsExactly("LOGIN_ERROR");
        sinks.registerAgain("wrong-password", 8, settings + "http.oauth2.password=" + PASSWORD);
        eventually(() -> assertThat(intake.ids("wrong-password")).containsAll(rows.ids()));
    }

    private void assertDeliveredWithOneToken(String sink, RowLoad rows) {
        eventually(() -> assertThat(intake.ids(sink)).isEqualTo(rows.ids()));
        assertThat(intake.taken(sink))
                .allMatch(request -> request.token().client().equals(sink));
        assertThat(realm.eventTypes(sink)).containsExactly("CLIENT_LOGIN");
        assertThat(realm.tokensGiven(sink)).isEqualTo(intake.tokens(sink));
    }

    /** Every row came, and came once. */
    private static void assertDelivered(String sink, RowLoad rows) {
        eventually(() -> assertThat(intake.ids(sink))
                .hasSizeGreaterThanOrEqualTo(rows.ids().size()));
        assertThat(intake.ids(sink)).isEqualTo(rows.ids());
    }

    /** No request for rows was ever repeated but for its token. Only for tokens that outlast a stall of the machine. */
    private static void assertNotRetried(String sink) {
        assertThat(worker.figures(sink, "retries-total")).isNotEmpty().containsOnly(0L);
    }

    private static Set<Integer> tasksThatShowed(String token) {
        return intake.taken("eight-tasks").stream()
                .filter(request -> request.token().id().equals(token))
                .map(GuardedIntake.Taken::partition)
                .collect(Collectors.toSet());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));
    }
}
