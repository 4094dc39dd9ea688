// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class AuthSectionTest {
    private static final Map<String, String> OAUTH2 = Map.of(
            "http.auth.type", "oauth2",
            "http.oauth2.token.url", "https://login.example.org/token",
            "http.oauth2.client.id", "outfall",
            "http.oauth2.client.secret", "hidden");

    @Test
    void nobodyIsShownUnlessSomethingIsSet() {
        assertThat(Tasks.settings(Map.of())).isEqualTo(AuthSettings.NONE);
    }

    @Test
    void aUserAndAPasswordAreAHeader() {
        assertThat(Tasks.settings(Map.of(
                                "http.auth.type", "basic", "http.auth.user", "ada", "http.auth.password", "löve"))
                        .headers())
                .containsExactly(Map.entry("Authorization", new Password("Basic YWRhOmzDtnZl")));
    }

    @Test
    void aTokenAndKeysAreHeaders() {
        assertThat(Tasks.settings(Map.of(
                                "http.auth.type", "bearer",
                                "http.auth.token", "t0ken",
                                "http.auth.header.X-Auth-Key", "k3y",
                                "http.auth.header.X-Auth-ConnectorId", "0a1b"))
                        .headers())
                .isEqualTo(Map.of(
                        "Authorization", new Password("Bearer t0ken"),
                        "X-Auth-Key", new Password("k3y"),
                        "X-Auth-ConnectorId", new Password("0a1b")));
    }

    @Test
    void whatATypeNeedsMustBeSetAndNothingElse() {
        assertThat(problems(Map.of("http.auth.type", "basic", "http.auth.token", "hidden", "http.auth.user", "a:b")))
                .containsExactlyInAnyOrder(
                        "http.auth.password is missing: http.auth.type is basic",
                        "http.auth.token is for http.auth.type=bearer, which is not set",
                        "http.auth.user must have no colon: it would end there");
        assertThat(problems(Map.of("http.auth.type", "oauth2")))
                .containsExactly("http.oauth2.token.url is missing: http.auth.type is oauth2");
        assertThat(problems(Map.of("http.auth.type", "bearer", "http.auth.token", "two\nlines")))
                .containsExactly("http.auth.token must be printable ASCII on one line");
    }

    @Test
    void aHeaderIsOneThatCanBeSet() {
        assertThat(problems(Map.of(
                        "http.auth.header.Host", "hidden",
                        "http.auth.header.X Y", "hidden",
                        "http.auth.header.X-Ok", "hid\r\nden")))
                .containsExactlyInAnyOrder(
                        "http.auth.type cannot come with http.auth.header.Host: that is no header to set",
                        "http.auth.type cannot come with http.auth.header.X Y: that is no header to set",
                        "http.auth.type cannot come with this value of http.auth.header.X-Ok: it must be printable ASCII on one line");
    }

    @Test
    void aGrantHasWhatItNeedsAndNothingElse() {
        assertThat(problems(with("http.oauth2.grant", "password")))
                .containsExactlyInAnyOrder(
                        "http.oauth2.user is missing: http.oauth2.grant is password",
                        "http.oauth2.password is missing: http.oauth2.grant is password");
        assertThat(problems(with("http.oauth2.refresh.token", "hidden")))
                .containsExactly("http.oauth2.refresh.token is for http.oauth2.grant=refresh-token, which is not set");
        assertThat(problems(with("http.oauth2.grant", "jwt-bearer")))
                .containsExactly("http.oauth2.key.file is missing: a statement is to be signed");
    }

    @Test
    void aClientIsShownInOneWay() {
        assertThat(problems(with("http.oauth2.client.auth", "private-key-jwt")))
                .containsExactlyInAnyOrder(
                        "http.oauth2.client.secret is set, but http.oauth2.client.auth is not basic or post",
                        "http.oauth2.key.file is missing: a statement is to be signed");
        assertThat(problems(with("http.oauth2.key.pem", "hidden")))
                .containsExactly("http.oauth2.key.pem is set, but nothing is signed: neither "
                        + "http.oauth2.client.auth=private-key-jwt nor http.oauth2.grant=jwt-bearer");
        assertThat(problems(with("http.oauth2.client.id", "")))
                .containsExactly("http.oauth2.client.id is missing: http.oauth2.client.auth is not none");
    }

    @Test
    void onlyStandardParametersHaveOtherNames() {
        assertThat(problems(with("http.oauth2.request.field.user", "login")))
                .containsExactly(
                        "http.oauth2.request.form cannot come with http.oauth2.request.field.user: there is no standard parameter user");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(OAUTH2);
        settings.put(name, value);
        return settings;
    }

    private static List<String> problems(Map<String, String> settings) {
        return new Spec<>(new AuthSection())
                .validate(settings).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }
}
