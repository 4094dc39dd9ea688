// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.outfall.http.client.Failure;
import io.outfall.http.client.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokensTest {
    @AutoClose
    private final TokenServer server = TokenServer.start();

    @Test
    void eightTasksAskForOneToken() throws Exception {
        Tasks tasks = Tasks.ofClient(server);

        assertThat(postAtOnce(tasks, 8, 10)).hasSize(80).containsOnly(200);

        assertThat(server.tokenRequests()).hasSize(1);
        assertThat(server.rows()).hasSize(80).containsOnly("Bearer token-1");
    }

    @Test
    void eightTasksAskForOneTokenAlsoWhenItHasExpired() throws Exception {
        Tasks tasks = Tasks.ofClient(server);
        try (Transport keepsTheToken = tasks.start()) {
            tasks.post(keepsTheToken);
            tasks.clock.advance(Duration.ofHours(2));
            server.revokeAll();

            assertThat(postAtOnce(tasks, 8, 10)).containsOnly(200);
            assertThat(server.tokenRequests()).hasSize(2);
            assertThat(server.refused()).isZero();
        }
    }

    @Test
    void eightTasksAskForOneTokenAlsoWhenItIsRevoked() throws Exception {
        Tasks tasks = Tasks.ofClient(server);
        try (Transport keepsTheToken = tasks.start()) {
            tasks.post(keepsTheToken);
            server.revokeAll();

            assertThat(postAtOnce(tasks, 8, 10)).containsOnly(200);
            assertThat(server.tokenRequests()).hasSize(2);
        }
    }

    @Test
    void tasksWithOtherSettingsAskForTokensOfTheirOwn() throws Exception {
        Tasks tasks = Tasks.ofClient(server);
        Tasks others = new Tasks(server, "http.oauth2.client.id", "outfall", "http.oauth2.client.secret", "hidden too");

        try (Transport one = tasks.start();
                Transport other = others.start()) {
            tasks.post(one);
            others.post(other);

            assertThat(server.rows()).containsExactly("Bearer token-1", "Bearer token-2");
        }
    }

    @Test
    void nothingIsKeptWhenTheLastTaskHasEnded() throws Exception {
        Tasks tasks = Tasks.ofClient(server);
        Transport one = tasks.start();
        Transport other = tasks.start();
        tasks.post(one);

        one.close();
        assertThat(tasks.shared.size()).isEqualTo(1);
        other.close();
        assertThat(tasks.shared.size()).isZero();
    }

    @Test
    void theNextTokenIsGotBeforeTheOneEnds() throws Exception {
        Tasks tasks = Tasks.ofClient(server);
        try (Transport task = tasks.start()) {
            tasks.post(task);
            tasks.clock.advance(Duration.ofMinutes(47));
            tasks.post(task);
            assertThat(server.tokenRequests()).hasSize(1);
            tasks.clock.advance(Duration.ofMinutes(1));
            tasks.post(task);

            assertThat(server.rows()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
        }
    }

    @Test
    void aTokenThatIsGoodForAMinuteServesHalfOfIt() throws Exception {
        server.answering(200, "{\"access_token\":\"" + server.issue("brief") + "\",\"expires_in\":\"60\"}");
        Tasks tasks = Tasks.ofClient(server);
        try (Transport task = tasks.start()) {
            for (int second = 0; second < 30; second++) {
                tasks.post(task);
                tasks.clock.advance(Duration.ofSeconds(1));
            }
            assertThat(server.tokenRequests()).hasSize(1);
            tasks.post(task);
            assertThat(server.tokenRequests()).hasSize(2);
        }
    }

    @Test
    void aTokenWithoutAnEndServesUntilItIsRefused() throws Exception {
        server.answering(200, "{\"access_token\":\"" + server.issue("lasting") + "\",\"expires_in\":0}");
        Tasks tasks = Tasks.ofClient(server);
        try (Transport task = tasks.start()) {
            for (int i = 0; i < 10; i++) {
                tasks.post(task);
            }
            assertThat(server.tokenRequests()).hasSize(1);
        }
    }

    @Test
    void aTokenThatIsStillGoodOutlastsAnOutageOfTheTokenServer() throws Exception {
        Tasks tasks = Tasks.ofClient(server);
        try (Transport task = tasks.start()) {
            tasks.post(task);
            server.answering(503, "");
            tasks.clock.advance(Duration.ofMinutes(50));

            for (int i = 0; i < 10; i++) {
                assertThat(tasks.post(task)).isEqualTo(200);
            }
            assertThat(server.tokenRequests()).hasSize(2);
        }
    }

    @Test
    void aTokenServerThatIsAwayIsAskedEverMoreSeldom() throws Exception {
        server.answering(503, "");
        Tasks tasks = Tasks.ofClient(server);
        try (Transport task = tasks.start()) {
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                Failure failure = failure(tasks, task);
                assertThat(failure.isPassing()).isTrue();
                assertThat(failure.mayHaveHappened()).isFalse();
                waits.add(failure.notBefore());
                // As soon as that, nothing is asked.
                assertThat(failure(tasks, task).message()).isEqualTo(failure.message());
                tasks.clock.advance(failure.notBefore());
            }
            assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
            assertThat(server.tokenRequests()).hasSize(7);
        }
    }

    @Test
    void aWrongPasswordIsTriedOnceHoweverManyTasksAndRestartsThereAre() throws Exception {
        server.answering(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Wrong password hidden\"}");
        Tasks tasks = Tasks.ofUser(server);
        for (int restart = 0; restart < 5; restart++) {
            for (int i = 0; i < 8; i++) {
                try (Transport task = tasks.start()) {
                    Failure failure = failure(tasks, task);
                    assertThat(failure.isPassing()).isFalse();
                    assertThat(failure.message())
                            .startsWith(
                                    "the token server " + server.uri("/token")
                                            + " answered 400 (invalid_grant, Wrong password [hidden]); it is not asked again for ");
                }
            }
        }
        assertThat(server.tokenRequests()).hasSize(1);

        tasks.clock.advance(Duration.ofMinutes(1));
        try (Transport task = tasks.start()) {
            assertThat(failure(tasks, task).message()).endsWith("; it is not asked again for 120 s");
        }
        assertThat(server.tokenRequests()).hasSize(2);
    }

    @Test
    void aServerThatTakesNoTokenGetsOneMoreAndThenNoneForAWhile() throws Exception {
        server.answering(200, "{\"access_token\":\"worthless\",\"expires_in\":3600}");
        Tasks tasks = Tasks.ofClient(server);
        try (Transport task = tasks.start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(tasks.post(task)).isEqualTo(401);
            }
            assertThat(server.tokenRequests()).hasSize(2);
            assertThat(server.refused()).isEqualTo(21);

            tasks.clock.advance(Duration.ofMinutes(1));
            tasks.post(task);
            tasks.clock.advance(Duration.ofMinutes(1));
            tasks.post(task);
            assertThat(server.tokenRequests()).hasSize(3);
        }
    }

    @Test
    void aUsersTokenIsRefreshedWithoutThePassword() throws Exception {
        server.answering(asked -> "password".equals(asked.params().get("grant_type"))
                ? pair("by-password", "r1")
                : pair("by-" + asked.params().get("refresh_token"), "r2"));
        Tasks tasks = Tasks.ofUser(server);
        try (Transport task = tasks.start()) {
            for (int i = 0; i < 3; i++) {
                tasks.post(task);
                tasks.clock.advance(Duration.ofHours(1));
            }
        }
        assertThat(server.rows()).containsExactly("Bearer by-password", "Bearer by-r1", "Bearer by-r2");
        assertThat(server.tokenRequests())
                .extracting(TokenServer.Asked::params)
                .containsExactly(
                        Map.of("grant_type", "password", "username", "ada@example.org", "password", "hidden"),
                        Map.of("grant_type", "refresh_token", "refresh_token", "r1"),
                        Map.of("grant_type", "refresh_token", "refresh_token", "r2"));
    }

    @Test
    void aRefreshTokenThatIsRefusedIsFollowedByThePassword() throws Exception {
        server.answering(asked -> "password".equals(asked.params().get("grant_type"))
                ? pair("by-password", "r1")
                : new TokenServer.Answer(400, "{\"error\":\"invalid_grant\"}"));
        Tasks tasks = Tasks.ofUser(server);
        try (Transport task = tasks.start()) {
            tasks.post(task);
            tasks.clock.advance(Duration.ofHours(1));
            assertThat(tasks.post(task)).isEqualTo(200);
        }
        assertThat(server.tokenRequests())
                .extracting(asked -> asked.params().get("grant_type"))
                .containsExactly("password", "refresh_token", "password");
    }

    @Test
    void aConfiguredRefreshTokenRotatesAndIsTheLastResort() throws Exception {
        Tasks tasks = withRotatingRefreshTokens();
        try (Transport task = tasks.start()) {
            for (int i = 0; i < 3; i++) {
                tasks.post(task);
                tasks.clock.advance(Duration.ofHours(1));
            }
        }
        assertThat(server.tokenRequests())
                .extracting(asked -> asked.params().get("refresh_token"))
                .containsExactly("configured", "r1", "r2", "configured");
    }

    @Test
    void aRefreshTokenThatTookThePlaceOfTheConfiguredOneOutlastsTheTasks() throws Exception {
        Tasks tasks = withRotatingRefreshTokens();
        for (int restart = 0; restart < 2; restart++) {
            try (Transport task = tasks.start()) {
                assertThat(tasks.post(task)).isEqualTo(200);
            }
            tasks.clock.advance(Duration.ofHours(1));
        }

        assertThat(server.tokenRequests())
                .extracting(asked -> asked.params().get("refresh_token"))
                .containsExactly("configured", "r1");
    }

    /** The server takes the configured token, and the first one it gave for that; no other. */
    private Tasks withRotatingRefreshTokens() {
        server.answering(asked -> switch (asked.params().getOrDefault("refresh_token", "")) {
            case "configured" -> pair("by-configured", "r1");
            case "r1" -> pair("by-r1", "r2");
            default -> new TokenServer.Answer(400, "{\"error\":\"invalid_grant\"}");
        });
        return new Tasks(
                server,
                "http.oauth2.client.auth",
                "none",
                "http.oauth2.grant",
                "refresh-token",
                "http.oauth2.refresh.token",
                "configured");
    }

    private TokenServer.Answer pair(String token, String refresh) {
        return new TokenServer.Answer(
                200,
                "{\"access_token\":\"" + server.issue(token) + "\",\"refresh_token\":\"" + refresh
                        + "\",\"expires_in\":3600}");
    }

    private static Failure failure(Tasks tasks, Transport task) {
        IOException thrown = catchThrowableOfType(IOException.class, () -> tasks.post(task));
        assertThat(thrown).isNotNull();
        return Failure.of(thrown);
    }

    private static List<Integer> postAtOnce(Tasks tasks, int many, int rowsEach) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        List<Transport> all = new ArrayList<>();
        try {
            List<Callable<List<Integer>>> posts = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                Transport task = tasks.start();
                all.add(task);
                posts.add(() -> {
                    List<Integer> statuses = new ArrayList<>();
                    for (int row = 0; row < rowsEach; row++) {
                        statuses.add(tasks.post(task));
                    }
                    return statuses;
                });
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<List<Integer>> post : threads.invokeAll(posts)) {
                statuses.addAll(post.get());
            }
            return statuses;
        } finally {
            all.forEach(Transport::close);
            threads.shutdownNow();
        }
    }
}
