// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link S3Credentials}. */
final class S3CredentialsSection implements Section<S3Credentials> {
    /** What the settings of a provider of the user begin with. */
    static final String PROVIDER_SETTINGS = "s3.credentials.provider.";

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    private static final String SESSION_NAME = "[A-Za-z0-9_+=,.@-]{2,64}";
    private static final String EXTERNAL_ID = "[A-Za-z0-9_+=,.@:/-]{2,1224}";
    private static final String ROLE = "arn:[a-z0-9-]+:iam::[0-9]*:role/\\S+";

    static final Key<Optional<Password>> ACCESS_KEY_ID =
            Key.secret("s3.access.key.id").doc("The id of an access key.").optional();
    static final Key<Optional<Password>> SECRET_ACCESS_KEY = Key.secret("s3.secret.access.key")
            .doc("The secret of the access key.")
            .optional();
    static final Key<Optional<Password>> SESSION_TOKEN = Key.secret("s3.session.token")
            .doc("The token of an access key that expires.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> PROFILE = Key.text("s3.profile")
            .doc("The name of a profile in the AWS files of the worker.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<Class<?>>> PROVIDER_CLASS = Key.of(
                    "s3.credentials.provider.class",
                    "the name of a class that implements AwsCredentialsProvider",
                    CustomProvider::type,
                    Class::getName)
            .doc("""
                    A class of your own that gives credentials, in the folder of the plugin: an `AwsCredentialsProvider` of the \
                    AWS SDK 2 with a constructor without parameters, or a static method `create`. If it is a \
                    `org.apache.kafka.common.Configurable`, it gets the settings that begin with `s3.credentials.provider.`, \
                    without that beginning.""")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<Path>> WEB_IDENTITY_TOKEN_FILE = Key.of(
                    "s3.web.identity.token.file", "the path of a file", Path::of, Path::toString)
            .doc("""
                    A file with the token of an identity provider, for which STS gives the role `s3.assume.role.arn`. On EKS this \
                    need not be set: the AWS SDK finds the role of a service account by itself.""")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> ROLE_ARN = Key.text("s3.assume.role.arn")
            .doc("The ARN of a role to assume with the credentials that the other settings give.")
            .where("the ARN of a role", arn -> arn.matches(ROLE))
            .optional();
    static final Key<Optional<String>> EXTERNAL_ID_KEY = Key.text("s3.assume.role.external.id")
            .doc("What the owner of the role wants to hear from those who assume it.")
            .where("2 to 1224 letters, digits or _+=,.@:/-", id -> id.matches(EXTERNAL_ID))
            .optional();
    static final Key<String> ROLE_SESSION_NAME = Key.text("s3.assume.role.session.name")
            .doc("What tells this user of the role from others in the logs of its owner.")
            .importance(Importance.LOW)
            .where("2 to 64 letters, digits or _+=,.@-", name -> name.matches(SESSION_NAME))
            .defaultsTo("outfall");
    static final Key<Duration> ROLE_DURATION = Key.millis(
                    "s3.assume.role.duration.ms", Duration.ofMinutes(15), Duration.ofHours(12))
            .doc("How long the credentials of the role are good for; new ones are asked for in time.")
            .importance(Importance.LOW)
            .defaultsTo(Duration.ofHours(1));
    static final Key<Optional<URI>> STS_ENDPOINT = Key.address("s3.sts.endpoint")
            .doc("The address of STS where it is not Amazon's, or that of a VPC.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> STS_REGION = Key.text("s3.sts.region")
            .doc("The region of STS. Unless set, that of the bucket.")
            .importance(Importance.LOW)
            .where("the name of a region", region -> region.matches("[a-z0-9-]+"))
            .optional();

    @Override
    public String title() {
        return "S3 credentials";
    }

    @Override
    public String about() {
        return """
                As whom the sink speaks to the store: an access key, a profile or a provider of your own; unless one of them is \
                set, what the AWS SDK finds by itself in the worker's environment, a web identity token, a profile, or a role of \
                the container or machine. With that, or with a web identity token, it takes the role that is set. The log says at \
                the start whom it takes itself for.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                ACCESS_KEY_ID,
                SECRET_ACCESS_KEY,
                SESSION_TOKEN,
                PROFILE,
                PROVIDER_CLASS,
                WEB_IDENTITY_TOKEN_FILE,
                ROLE_ARN,
                EXTERNAL_ID_KEY,
                ROLE_SESSION_NAME,
                ROLE_DURATION,
                STS_ENDPOINT,
                STS_REGION);
    }

    @Override
    public List<String> prefixes() {
        return List.of(PROVIDER_SETTINGS);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                S3CredentialsSection::checkThatTheKeyIsWhole,
                (values, problems) -> {
                    if (values.get(SESSION_TOKEN).isPresent()
                            && values.get(ACCESS_KEY_ID).isEmpty()) {
                        problems.add(SESSION_TOKEN, "belongs to an access key, but s3.access.key.id is not set");
                    }
                },
                S3CredentialsSection::checkThatOneIsSpokenFor,
                (values, problems) -> needsRole(EXTERNAL_ID_KEY, values, problems),
                (values, problems) -> needsRole(WEB_IDENTITY_TOKEN_FILE, values, problems),
                (values, problems) -> needsRole(STS_ENDPOINT, values, problems),
                (values, problems) -> needsRole(STS_REGION, values, problems),
                (values, problems) -> {
                    if (values.get(EXTERNAL_ID_KEY).isPresent()
                            && values.get(WEB_IDENTITY_TOKEN_FILE).isPresent()) {
                        problems.add(
                                EXTERNAL_ID_KEY,
                                "has no place beside s3.web.identity.token.file: STS does not take it");
                    }
                },
                (values, problems) -> {
                    if (values.get(PROVIDER_CLASS).isEmpty()) {
                        values.startingWith(PROVIDER_SETTINGS)
                                .forEach((name, value) -> problems.add(
                                        PROVIDER_CLASS, "is missing: " + PROVIDER_SETTINGS + name + " is set"));
                    }
                });
    }

    private static void checkThatTheKeyIsWhole(Values values, Problems problems) {
        boolean id = values.get(ACCESS_KEY_ID).isPresent();
        if (id != values.get(SECRET_ACCESS_KEY).isPresent()) {
            problems.add(
                    id ? SECRET_ACCESS_KEY : ACCESS_KEY_ID,
                    "is missing: " + (id ? ACCESS_KEY_ID : SECRET_ACCESS_KEY) + " is set");
        }
    }

    private static void checkThatOneIsSpokenFor(Values values, Problems problems) {
        List<Key<?>> set = Stream.of(ACCESS_KEY_ID, PROFILE, PROVIDER_CLASS, WEB_IDENTITY_TOKEN_FILE)
                .filter(key -> values.get(key).isPresent())
                .collect(Collectors.toList());
        for (Key<?> other : set.subList(Math.min(1, set.size()), set.size())) {
            problems.add(other, "says as whom to speak to S3, and so does " + set.get(0) + ": keep one of them");
        }
    }

    private static void needsRole(Key<? extends Optional<?>> key, Values values, Problems problems) {
        if (values.get(key).isPresent() && values.get(ROLE_ARN).isEmpty()) {
            problems.add(key, "is for a role, but s3.assume.role.arn is not set");
        }
    }

    @Override
    public S3Credentials read(Values values) {
        Optional<String> arn = values.get(ROLE_ARN);
        if (arn.isEmpty()) {
            return base(values);
        }
        S3Credentials.Role role = new S3Credentials.Role(
                arn.get(),
                values.get(ROLE_SESSION_NAME),
                values.get(ROLE_DURATION),
                values.get(STS_ENDPOINT).orElse(null),
                values.get(STS_REGION).orElse(null));
        Optional<Path> token = values.get(WEB_IDENTITY_TOKEN_FILE);
        return token.isPresent()
                ? new S3Credentials.WebIdentity(role, token.get())
                : new S3Credentials.AssumedRole(
                        role, values.get(EXTERNAL_ID_KEY).orElse(null), base(values));
    }

    private static S3Credentials base(Values values) {
        Optional<Password> id = values.get(ACCESS_KEY_ID);
        if (id.isPresent()) {
            return new S3Credentials.StaticKeys(
                    id.get(),
                    values.get(SECRET_ACCESS_KEY).orElseThrow(),
                    values.get(SESSION_TOKEN).orElse(null));
        }
        Optional<Class<?>> provider = values.get(PROVIDER_CLASS);
        if (provider.isPresent()) {
            Map<String, Password> settings = values.startingWith(PROVIDER_SETTINGS).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Password(entry.getValue())));
            return new S3Credentials.Custom(provider.get(), settings);
        }
        return values.get(PROFILE)
                .<S3Credentials>map(S3Credentials.Profile::new)
                .orElseGet(S3Credentials.DefaultChain::new);
    }
}
