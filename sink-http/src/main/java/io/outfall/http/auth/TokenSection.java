// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.config.Key;
import io.outfall.config.KeyBuilder;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link TokenSettings}. */
final class TokenSection implements Section<TokenSettings> {
    /** What the names of parameters of one's own begin with. */
    static final String PARAMS = "http.oauth2.param.";
    /** What the names of settings begin with that give standard parameters other names. */
    static final String NAMES = "http.oauth2.request.field.";

    // What a request can have: RFC 6749, RFC 7521.
    private static final Set<String> STANDARD_PARAMS = Set.of(
            "grant_type",
            "username",
            "password",
            "refresh_token",
            "assertion",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type");

    /** By what right tokens are asked for. */
    enum GrantType {
        CLIENT_CREDENTIALS,
        PASSWORD,
        REFRESH_TOKEN,
        JWT_BEARER
    }

    /** How a request is written. */
    enum BodyForm {
        FORM,
        JSON
    }

    static final Key<Optional<URI>> URL = Key.address("http.oauth2.token.url")
            .doc("The address of the token endpoint, for `oauth2`.")
            .importance(Importance.HIGH)
            .optional();
    static final Key<GrantType> GRANT =
            Key.oneOf("http.oauth2.grant", GrantType.class).doc("""
                    By what right tokens are asked for. With `password`, a refresh token that the server gives is used for the \
                    next token, and the password again when that is refused. With `refresh-token`, a new refresh token takes the \
                    place of the configured one until the worker ends: a server that takes each only once needs `password`.""").defaultsTo(GrantType.CLIENT_CREDENTIALS);
    static final Key<Optional<String>> USER =
            Key.text("http.oauth2.user").doc("The user, for `password`.").optional();
    static final Key<Optional<Password>> PASSWORD =
            Key.secret("http.oauth2.password").doc("The password of the user.").optional();
    static final Key<Optional<Password>> REFRESH = Key.secret("http.oauth2.refresh.token")
            .doc("The refresh token, for `refresh-token`.")
            .optional();
    static final Key<BodyForm> BODY = Key.oneOf("http.oauth2.request.form", BodyForm.class)
            .doc("Whether a token request is a form, as the standard has it, or a JSON object.")
            .importance(Importance.LOW)
            .defaultsTo(BodyForm.FORM);
    static final Key<String> ACCESS_FIELD = path("http.oauth2.response.access.token")
            .doc("Where an answer has the token: the name of a field, or a path of names separated by dots.")
            .importance(Importance.LOW)
            .defaultsTo("access_token");
    static final Key<String> REFRESH_FIELD = path("http.oauth2.response.refresh.token")
            .doc("Where it has the refresh token.")
            .importance(Importance.LOW)
            .defaultsTo("refresh_token");
    static final Key<String> EXPIRY_FIELD = path("http.oauth2.response.expiry")
            .doc("Where it has the number that says how long the token is good.")
            .importance(Importance.LOW)
            .defaultsTo("expires_in");
    static final Key<ExpiryForm> EXPIRY_FORM = Key.oneOf("http.oauth2.response.expiry.form", ExpiryForm.class)
            .doc("What that number is: a length of time, or a time since 1970.")
            .importance(Importance.LOW)
            .defaultsTo(ExpiryForm.SECONDS);
    static final Key<Duration> LIFETIME = Key.millis(
                    "http.oauth2.lifetime.ms", Duration.ofSeconds(1), Duration.ofDays(365))
            .doc("How long a token is taken to be good whose answer does not say.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofMinutes(30));
    static final Key<Duration> TIMEOUT = Key.millis(
                    "http.oauth2.timeout.ms", Duration.ofMillis(1), Duration.ofMinutes(10))
            .doc("How long one token request may take, with its whole answer.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofSeconds(15));

    private final ClientAuthSection client = new ClientAuthSection();

    private static KeyBuilder<String> path(String name) {
        return Key.text(name).where("a path of names", path -> path.matches("[^.\\s]+(\\.[^.\\s]+)*"));
    }

    @Override
    public String title() {
        return "OAuth 2 tokens";
    }

    @Override
    public String about() {
        return """
                The tasks of a worker with equal settings share one token and ask for the next one when four fifths of its life are \
                over, or a minute before its end if that is sooner. A server that says no is not asked again for a minute, and \
                longer each time, so that a wrong password locks no account; the task fails with what the server said.

                A setting `http.oauth2.param.NAME` is a parameter of every token request, such as `http.oauth2.param.audience` or \
                `http.oauth2.param.scope`. For servers with names of their own, `http.oauth2.request.field.NAME` gives the standard \
                parameter of that name another one, as `http.oauth2.request.field.username=userLogin` does; an empty one leaves it \
                out.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                URL,
                GRANT,
                USER,
                PASSWORD,
                REFRESH,
                BODY,
                ACCESS_FIELD,
                REFRESH_FIELD,
                EXPIRY_FIELD,
                EXPIRY_FORM,
                LIFETIME,
                TIMEOUT);
    }

    @Override
    public List<String> prefixes() {
        return List.of(PARAMS, NAMES);
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(client);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> belongs(USER, GrantType.PASSWORD, values, problems),
                (values, problems) -> belongs(PASSWORD, GrantType.PASSWORD, values, problems),
                (values, problems) -> belongs(REFRESH, GrantType.REFRESH_TOKEN, values, problems),
                TokenSection::checkKey,
                (values, problems) -> values.startingWith(NAMES).keySet().stream()
                        .filter(name -> !STANDARD_PARAMS.contains(name))
                        .forEach(name -> problems.add(
                                BODY,
                                "cannot come with " + NAMES + name + ": there is no standard parameter " + name)));
    }

    private static void belongs(Key<? extends Optional<?>> key, GrantType grant, Values values, Problems problems) {
        boolean set = values.get(key).isPresent();
        if (set != (values.get(GRANT) == grant)) {
            String name = grant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            problems.add(
                    key,
                    set
                            ? "is for http.oauth2.grant=" + name + ", which is not set"
                            : "is missing: http.oauth2.grant is " + name);
        }
    }

    private static void checkKey(Values values, Problems problems) {
        ClientAuthSection.checkKey(values.get(GRANT) == GrantType.JWT_BEARER, values, problems);
    }

    @Override
    public TokenSettings read(Values values) {
        URI url = values.get(URL).orElseThrow();
        Map<String, Password> params = values.startingWith(PARAMS).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, param -> new Password(param.getValue())));
        return new TokenSettings(
                url,
                grant(values, url),
                client.read(values),
                params,
                values.startingWith(NAMES),
                values.get(BODY) == BodyForm.JSON,
                new TokenSettings.ReplyFields(
                        values.get(ACCESS_FIELD),
                        values.get(REFRESH_FIELD),
                        values.get(EXPIRY_FIELD),
                        values.get(EXPIRY_FORM),
                        values.get(LIFETIME)),
                values.get(TIMEOUT));
    }

    private Grant grant(Values values, URI url) {
        return switch (values.get(GRANT)) {
            case CLIENT_CREDENTIALS -> new Grant.ClientCredentials();
            case PASSWORD ->
                new Grant.OfUser(
                        values.get(USER).orElseThrow(), values.get(PASSWORD).orElseThrow());
            case REFRESH_TOKEN -> new Grant.Refresh(values.get(REFRESH).orElseThrow());
            case JWT_BEARER -> new Grant.JwtBearer(client.grantAssertion(values, url));
        };
    }
}
