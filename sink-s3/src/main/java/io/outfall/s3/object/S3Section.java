// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link S3Settings}. */
public final class S3Section implements Section<S3Settings> {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    private static final Pattern BUCKET_NAME =
            Pattern.compile("(?!.*\\.\\.)(?![0-9.]+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ACCESS_POINT = Pattern.compile("arn:[a-z0-9-]+:s3[a-z0-9-]*:\\S+");

    static final Key<String> BUCKET = Key.text("s3.bucket")
            .doc("The bucket, or the ARN of an access point. It must exist.")
            .importance(Importance.HIGH)
            .where("the name of a bucket", S3Section::isBucket)
            .required();
    static final Key<Optional<String>> REGION = Key.text("s3.region")
            .doc("""
                    The region of the bucket, such as `eu-central-1`. Unless set, what the worker's environment says. Stores \
                    without regions take any.""")
            .importance(Importance.HIGH)
            .where("the name of a region", region -> region.matches("[a-z0-9-]+"))
            .optional();
    static final Key<Optional<URI>> ENDPOINT = Key.of(
                    "s3.endpoint", "an http or https address", S3Section::endpoint, URI::toString)
            .doc("The address of a store that is not Amazon's, such as `https://minio.example.org:9000`.")
            .optional();
    static final Key<Optional<Boolean>> PATH_STYLE =
            Key.flag("s3.path.style").doc("""
                    Whether the bucket stands in the path of an address instead of the name of the host. Unless set, it does \
                    where `s3.endpoint` is set.""").importance(Importance.LOW).optional();
    static final Key<Optional<Password>> ACCESS_KEY_ID =
            Key.secret("s3.access.key.id").doc("""
                    The id of an access key. Unless set, the credentials are those that the AWS SDK finds by itself: in the \
                    worker's environment, a web identity token, a profile, or a role of the container or machine.""").optional();
    static final Key<Optional<Password>> SECRET_ACCESS_KEY = Key.secret("s3.secret.access.key")
            .doc("The secret of the access key.")
            .optional();
    static final Key<Optional<Password>> SESSION_TOKEN = Key.secret("s3.session.token")
            .doc("The token of an access key that expires.")
            .importance(Importance.LOW)
            .optional();
    static final Key<Compatibility> COMPATIBILITY = Key.oneOf("s3.compatibility", Compatibility.class)
            .doc("""
                    What the store understands. `modern` sends a checksum with all data, which the store verifies; `legacy` sends \
                    none, for older stores that refuse it.""")
            .importance(Importance.LOW)
            .defaultsTo(Compatibility.MODERN);
    static final Key<Duration> REQUEST_TIMEOUT = Key.millis(
                    "s3.request.timeout.ms", Duration.ofMillis(1), Duration.ofHours(1))
            .doc("""
                    How long one request may take, with the part of a file that it carries. A request that takes longer is \
                    repeated.""")
            .defaultsTo(Duration.ofMinutes(1));
    static final Key<Long> PART_BYTES =
            Key.bytes("s3.part.bytes", PartSizes.MIN, PartSizes.MAX).doc("""
                    A file above this size is sent in parts of this size while it is written; a smaller one in one request when it is \
                    closed. After 1000 parts the size doubles, and so on, so that 10,000 parts suffice for any file.""").defaultsTo(8L << 20);

    @Override
    public String title() {
        return "S3";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                BUCKET,
                REGION,
                ENDPOINT,
                PATH_STYLE,
                ACCESS_KEY_ID,
                SECRET_ACCESS_KEY,
                SESSION_TOKEN,
                COMPATIBILITY,
                REQUEST_TIMEOUT,
                PART_BYTES);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    boolean id = values.get(ACCESS_KEY_ID).isPresent();
                    if (id != values.get(SECRET_ACCESS_KEY).isPresent()) {
                        problems.add(
                                id ? SECRET_ACCESS_KEY : ACCESS_KEY_ID,
                                "is missing: " + (id ? ACCESS_KEY_ID : SECRET_ACCESS_KEY) + " is set");
                    }
                },
                (values, problems) -> {
                    if (values.get(SESSION_TOKEN).isPresent()
                            && values.get(ACCESS_KEY_ID).isEmpty()) {
                        problems.add(SESSION_TOKEN, "belongs to an access key, but s3.access.key.id is not set");
                    }
                });
    }

    @Override
    public S3Settings read(Values values) {
        return new S3Settings(
                values.get(BUCKET),
                values.get(REGION).orElse(null),
                values.get(ENDPOINT).orElse(null),
                values.get(PATH_STYLE).orElse(values.get(ENDPOINT).isPresent()),
                credentials(values),
                values.get(COMPATIBILITY),
                values.get(REQUEST_TIMEOUT),
                values.get(PART_BYTES));
    }

    private static S3Credentials credentials(Values values) {
        Optional<Password> id = values.get(ACCESS_KEY_ID);
        Optional<Password> secret = values.get(SECRET_ACCESS_KEY);
        return id.isPresent() && secret.isPresent()
                ? new S3Credentials.StaticKeys(
                        id.get(), secret.get(), values.get(SESSION_TOKEN).orElse(null))
                : new S3Credentials.DefaultChain();
    }

    private static boolean isBucket(String name) {
        return BUCKET_NAME.matcher(name).matches() || ACCESS_POINT.matcher(name).matches();
    }

    private static URI endpoint(String text) {
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("it needs a scheme and a host");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null) {
            throw new IllegalArgumentException("it takes no user and no query");
        }
        return uri;
    }
}
