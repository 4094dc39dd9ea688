// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link ClientAuth}, and of the key that signs statements. */
final class ClientAuthSection implements Section<ClientAuth> {

    /** How the client shows who it is. */
    enum Form {
        BASIC,
        POST,
        PRIVATE_KEY_JWT,
        NONE
    }

    static final Key<Form> FORM =
            Key.oneOf("http.oauth2.client.auth", Form.class).doc("""
                    How the client shows the token server who it is: its secret in a header (`basic`) or in the body (`post`), a \
                    statement that it signs (`private-key-jwt`), or not (`none`). It is never shown in two ways.""").defaultsTo(Form.BASIC);
    static final Key<Optional<String>> ID = Key.text("http.oauth2.client.id")
            .doc("The id of the client.")
            .importance(Importance.HIGH)
            .optional();
    static final Key<Optional<Password>> SECRET = Key.secret("http.oauth2.client.secret")
            .doc("The secret of the client, for `basic` and `post`.")
            .importance(Importance.HIGH)
            .optional();
    static final Key<Optional<Path>> KEY_FILE = Key.of(
                    "http.oauth2.key.file", "the path of a file", Path::of, Path::toString)
            .doc("""
                    A PEM file of the worker with the private key, PKCS #8, that signs statements: RSA for RS256, or an elliptic \
                    curve for ES256.""")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<Password>> KEY_PEM = Key.secret("http.oauth2.key.pem")
            .doc("The same as text; best given by a config provider.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<Password>> KEY_PASSWORD = Key.secret("http.oauth2.key.password")
            .doc("The password of an encrypted key.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> KEY_ID = Key.text("http.oauth2.key.id")
            .doc("How the token server calls the key (`kid`).")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> ISSUER = Key.text("http.oauth2.jwt.issuer")
            .doc("Who makes the statement of `jwt-bearer`. Unless set, the client.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> SUBJECT = Key.text("http.oauth2.jwt.subject")
            .doc("Whom the statement of `jwt-bearer` is about. Unless set, the client.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> AUDIENCE = Key.text("http.oauth2.jwt.audience")
            .doc("Whom statements are for. Unless set, the address of the token endpoint.")
            .importance(Importance.LOW)
            .optional();

    @Override
    public String title() {
        return "OAuth 2 client";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(FORM, ID, SECRET, KEY_FILE, KEY_PEM, KEY_PASSWORD, KEY_ID, ISSUER, SUBJECT, AUDIENCE);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    boolean needed = isAsked(values) && hasSecret(values);
                    if (needed && values.get(SECRET).isEmpty()) {
                        problems.add(SECRET, "is missing: http.oauth2.client.auth wants it");
                    }
                },
                (values, problems) -> {
                    if (values.get(SECRET).isPresent() && !hasSecret(values)) {
                        problems.add(SECRET, "is set, but http.oauth2.client.auth is not basic or post");
                    }
                },
                (values, problems) -> {
                    boolean needed = isAsked(values) && values.get(FORM) != Form.NONE;
                    if (needed && values.get(ID).isEmpty()) {
                        problems.add(ID, "is missing: http.oauth2.client.auth is not none");
                    }
                },
                (values, problems) -> {
                    if (values.get(KEY_FILE).isPresent() && values.get(KEY_PEM).isPresent()) {
                        problems.add(KEY_PEM, "gives a key, and so does " + KEY_FILE + ": keep one of them");
                    }
                });
    }

    /** A key must be there exactly if something is signed. */
    static void checkKey(boolean signsGrant, Values values, Problems problems) {
        boolean signs = isAsked(values) && (signsGrant || values.get(FORM) == Form.PRIVATE_KEY_JWT);
        boolean key = values.get(KEY_FILE).isPresent() || values.get(KEY_PEM).isPresent();
        if (signs && !key) {
            problems.add(KEY_FILE, "is missing: a statement is to be signed");
        }
        if (key && !signs) {
            problems.add(
                    values.get(KEY_FILE).isPresent() ? KEY_FILE : KEY_PEM,
                    "is set, but nothing is signed: neither http.oauth2.client.auth=private-key-jwt nor "
                            + "http.oauth2.grant=jwt-bearer");
        }
        boolean named = values.get(ID).isPresent()
                || (values.get(ISSUER).isPresent() && values.get(SUBJECT).isPresent());
        if (signs && signsGrant && !named) {
            problems.add(ISSUER, "or http.oauth2.client.id is missing: a statement needs an issuer and a subject");
        }
    }

    private static boolean isAsked(Values values) {
        return values.get(TokenSection.URL).isPresent();
    }

    private static boolean hasSecret(Values values) {
        Form form = values.get(FORM);
        return form == Form.BASIC || form == Form.POST;
    }

    @Override
    public ClientAuth read(Values values) {
        Optional<String> id = values.get(ID);
        return switch (values.get(FORM)) {
            case BASIC ->
                new ClientAuth.Basic(id.orElseThrow(), values.get(SECRET).orElseThrow());
            case POST ->
                new ClientAuth.Post(id.orElseThrow(), values.get(SECRET).orElseThrow());
            case PRIVATE_KEY_JWT ->
                new ClientAuth.PrivateKeyJwt(
                        id.orElseThrow(),
                        assertion(
                                id.orElseThrow(),
                                id.orElseThrow(),
                                values,
                                values.get(TokenSection.URL).orElseThrow()));
            case NONE -> new ClientAuth.None(id.orElse(null));
        };
    }

    /** The statement of {@link Grant.JwtBearer}. */
    Assertion grantAssertion(Values values, URI url) {
        String id = values.get(ID).orElse("");
        return assertion(values.get(ISSUER).orElse(id), values.get(SUBJECT).orElse(id), values, url);
    }

    private static Assertion assertion(String issuer, String subject, Values values, URI url) {
        return new Assertion(
                issuer,
                subject,
                values.get(AUDIENCE).orElse(url.toString()),
                values.get(KEY_FILE).orElse(null),
                values.get(KEY_PEM).orElse(null),
                values.get(KEY_PASSWORD).orElse(null),
                values.get(KEY_ID).orElse(null));
    }
}
