// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.http.client.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link AuthSettings}. */
public final class AuthSection implements Section<AuthSettings> {
    /** What the names of headers with secrets begin with. */
    static final String HEADERS = "http.auth.header.";

    // RFC 9110, section 5.6.2.
    private static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String AUTHORIZATION = "Authorization";
    private static final int LOWEST_STATUS = 400;
    private static final int HIGHEST_STATUS = 499;
    private static final int UNAUTHORIZED = 401;

    /** How the sink shows who it is. */
    enum Type {
        /** Not, but for headers that are set. */
        NONE,
        BASIC,
        BEARER,
        OAUTH2
    }

    static final Key<Type> TYPE = Key.oneOf("http.auth.type", Type.class)
            .doc("""
                    How the sink shows servers who it is: a user and a password (`basic`), a token that does not change (`bearer`), \
                    or tokens of an authorization server (`oauth2`). Headers with keys, `http.auth.header.…`, can come with each of \
                    them or alone. For certificates, see `http.tls.client.file`.""")
            .importance(Importance.HIGH)
            .defaultsTo(Type.NONE);
    static final Key<Optional<String>> USER =
            Key.text("http.auth.user").doc("The user, for `basic`.").optional();
    static final Key<Optional<Password>> PASSWORD = Key.secret("http.auth.password")
            .doc("The password of the user, for `basic`.")
            .optional();
    static final Key<Optional<Password>> TOKEN =
            Key.secret("http.auth.token").doc("The token, for `bearer`.").optional();
    static final Key<String> HEADER = Key.text("http.oauth2.header")
            .doc("The header that shows a token of `oauth2`.")
            .importance(Importance.LOW)
            .where("the name of a header", name -> name.matches(HEADER_NAME) && !Call.isHeaderOfTransport(name))
            .defaultsTo(AUTHORIZATION);
    static final Key<String> SCHEME = Key.text("http.oauth2.scheme")
            .doc("What stands before the token in its header; may be empty.")
            .importance(Importance.LOW)
            .where("one word, or nothing", scheme -> scheme.matches("[!-~]*"))
            .defaultsTo("Bearer");
    static final Key<List<Integer>> REFUSALS = Key.list(
                    "http.oauth2.refusal.statuses", "a status from 400 to 499", AuthSection::status, String::valueOf)
            .doc("""
                    The statuses by which the server says that it does not take a token. The request is then sent once more with \
                    a new one; if that is not taken either, the status is the answer, and for a minute at least, and longer each \
                    time, no new token is asked for because of it.""")
            .importance(Importance.LOW)
            .defaultsTo(List.of(UNAUTHORIZED));

    private final TokenSection tokens = new TokenSection();

    @Override
    public String title() {
        return "Authentication";
    }

    @Override
    public String about() {
        return """
                A setting `http.auth.header.NAME` is a header of every request and is taken for a secret, such as \
                `http.auth.header.X-Api-Key`. Secrets are best given by a config provider: when a file or a vault changes, \
                restart the connector, and its tasks read the new value. No secret is ever written to a log, an error or a metric.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(TYPE, USER, PASSWORD, TOKEN, HEADER, SCHEME, REFUSALS);
    }

    @Override
    public List<String> prefixes() {
        return List.of(HEADERS);
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(tokens);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> belongs(USER, Type.BASIC, values, problems),
                (values, problems) -> belongs(PASSWORD, Type.BASIC, values, problems),
                (values, problems) -> belongs(TOKEN, Type.BEARER, values, problems),
                (values, problems) -> belongs(TokenSection.URL, Type.OAUTH2, values, problems),
                (values, problems) -> {
                    if (values.get(USER).filter(user -> user.contains(":")).isPresent()) {
                        problems.add(USER, "must have no colon: it would end there");
                    }
                },
                AuthSection::checkHeaders,
                (values, problems) -> {
                    if (values.get(TOKEN)
                            .filter(token -> !isHeaderValue(token.value()))
                            .isPresent()) {
                        problems.add(TOKEN, "must be printable ASCII on one line");
                    }
                });
    }

    private static void belongs(Key<? extends Optional<?>> key, Type type, Values values, Problems problems) {
        boolean set = values.get(key).isPresent();
        if (set != (values.get(TYPE) == type)) {
            String name = type.name().toLowerCase(Locale.ROOT);
            problems.add(
                    key,
                    set
                            ? "is for http.auth.type=" + name + ", which is not set"
                            : "is missing: http.auth.type is " + name);
        }
    }

    private static void checkHeaders(Values values, Problems problems) {
        values.startingWith(HEADERS).forEach((name, value) -> {
            if (!name.matches(HEADER_NAME) || Call.isHeaderOfTransport(name)) {
                problems.add(TYPE, "cannot come with " + HEADERS + name + ": that is no header to set");
            } else if (!isHeaderValue(value)) {
                problems.add(
                        TYPE,
                        "cannot come with this value of " + HEADERS + name
                                + ": it must be printable ASCII on one line");
            }
        });
    }

    private static boolean isHeaderValue(String value) {
        return value.matches("[!-~]([ -~]*[!-~])?");
    }

    private static int status(String text) {
        int status = Integer.parseInt(text);
        if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
            throw new IllegalArgumentException();
        }
        return status;
    }

    @Override
    public AuthSettings read(Values values) {
        Map<String, Password> headers = new LinkedHashMap<>();
        values.startingWith(HEADERS).forEach((name, value) -> headers.put(name, new Password(value)));
        Type type = values.get(TYPE);
        if (type == Type.BASIC) {
            String login = values.get(USER).orElseThrow() + ":"
                    + values.get(PASSWORD).orElseThrow().value();
            String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            headers.put(AUTHORIZATION, new Password("Basic " + encoded));
        } else if (type == Type.BEARER) {
            headers.put(
                    AUTHORIZATION,
                    new Password("Bearer " + values.get(TOKEN).orElseThrow().value()));
        }
        return new AuthSettings(
                headers,
                type == Type.OAUTH2
                        ? new AuthSettings.Bearing(
                                tokens.read(values),
                                values.get(HEADER),
                                values.get(SCHEME),
                                Set.copyOf(values.get(REFUSALS)))
                        : null);
    }
}
