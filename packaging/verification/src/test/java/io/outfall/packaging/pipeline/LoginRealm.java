// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.outfall.testing.stack.KeycloakServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** A realm of Keycloak, with what an administrator does to it and what it noted of those who asked for tokens. */
final class LoginRealm {
    private static final String NAME = "shop";
    private static final String KEYS = "org.keycloak.keys.KeyProvider";

    private final KeycloakServer keycloak;

    private LoginRealm(KeycloakServer keycloak) {
        this.keycloak = keycloak;
    }

    /**
     * Imports {@code shop-realm.json}.
     *
     * @param values what stands there in place of <code>${name}</code>, always in a string
     */
    static LoginRealm imported(KeycloakServer keycloak, Map<String, String> values) {
        String json = template();
        for (Map.Entry<String, String> value : values.entrySet()) {
            json = json.replace("${" + value.getKey() + "}", value.getValue().replace("\"", "\\\""));
        }
        keycloak.importRealm(json);
        return new LoginRealm(keycloak);
    }

    private static String template() {
        try (InputStream file = LoginRealm.class.getResourceAsStream("/shop-realm.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Somebody asked for a token.
     *
     * @param type such as {@code CLIENT_LOGIN}, {@code LOGIN} or {@code REFRESH_TOKEN}, and with {@code _ERROR} behind
     *     it where he got none
     * @param token the id of the token that he got; empty for none
     */
    record Event(String type, String token) {}

    /** Who asked for tokens as a client, the first one first. */
    List<Event> events(String client) {
        JsonNode events = keycloak.admin("GET", "/" + NAME + "/events?max=10000&direction=asc&client=" + client, null);
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> new Event(
                        event.path("type").asText(),
                        event.path("details").path("token_id").asText()))
                .toList();
    }

    /** The types of {@link #events}. */
    List<String> eventTypes(String client) {
        return events(client).stream().map(Event::type).toList();
    }

    /** The ids of all tokens that a client got. */
    List<String> tokensGiven(String client) {
        return events(client).stream()
                .map(Event::token)
                .filter(token -> !token.isEmpty())
                .toList();
    }

    /** Asks for a token as anybody can; the answer may be an error. */
    JsonNode ask(Map<String, String> params) {
        return keycloak.ask(NAME, params);
    }

    /** Logs a user out everywhere, so that his refresh tokens are good no longer. */
    void logOut(String user) {
        JsonNode found = keycloak.admin("GET", "/" + NAME + "/users?exact=true&username=" + user, null);
        keycloak.admin("POST", "/" + NAME + "/users/" + found.path(0).path("id").asText() + "/logout", null);
    }

    /** Makes a new key that signs tokens, and throws those away that did so far. */
    void replaceSigningKeys() {
        List<String> old = new ArrayList<>();
        for (JsonNode key : keycloak.admin("GET", "/" + NAME + "/components?type=" + KEYS, null)) {
            if (key.path("providerId").asText().equals("rsa-generated")) {
                old.add(key.path("id").asText());
            }
        }
        keycloak.admin("POST", "/" + NAME + "/components", """
                {"name": "next", "providerId": "rsa-generated", "providerType": "%s",
                 "config": {"priority": ["200"], "algorithm": ["RS256"]}}""".formatted(KEYS));
        old.forEach(id -> keycloak.admin("DELETE", "/" + NAME + "/components/" + id, null));
    }
}
