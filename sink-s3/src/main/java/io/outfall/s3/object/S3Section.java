// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;

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
    static final Key<Optional<URI>> ENDPOINT = Key.address("s3.endpoint")
            .doc("The address of a store that is not Amazon's, such as `https://minio.example.org:9000`.")
            .optional();
    static final Key<Optional<Boolean>> PATH_STYLE =
            Key.flag("s3.path.style").doc("""
                    Whether the bucket stands in the path of an address instead of the name of the host. Unless set, it does \
                    where `s3.endpoint` is set.""").importance(Importance.LOW).optional();
    static final Key<Boolean> ACCELERATE =
            Key.flag("s3.accelerate").doc("""
                    Whether to send files by the edge of Amazon's network that is nearest (S3 Transfer Acceleration). The bucket \
                    must allow it.""").importance(Importance.LOW).defaultsTo(false);
    static final Key<Compatibility> COMPATIBILITY = Key.oneOf("s3.compatibility", Compatibility.class)
            .doc("""
                    What the store understands. `modern` sends a checksum with all data, which the store verifies; `legacy` sends \
                    none, for older stores that refuse it.""")
            .importance(Importance.LOW)
            .defaultsTo(Compatibility.MODERN);
    static final Key<Long> PART_BYTES =
            Key.bytes("s3.part.bytes", PartSizes.MIN, PartSizes.MAX).doc("""
                    A file above this size is sent in parts of this size while it is written; a smaller one in one request when it is \
                    closed. After 1000 parts the size doubles, and so on, so that 10,000 parts suffice for any file.""").defaultsTo(8L << 20);

    private final S3CredentialsSection credentials = new S3CredentialsSection();
    private final ObjectOptionsSection objects = new ObjectOptionsSection();
    private final ConnectionSection connection = new ConnectionSection();

    @Override
    public String title() {
        return "S3";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(BUCKET, REGION, ENDPOINT, PATH_STYLE, ACCELERATE, COMPATIBILITY, PART_BYTES);
    }

    @Override
    public List<Section<?>> parts() {
        return List.of(credentials, objects, connection);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    if (values.get(ACCELERATE) && values.get(ENDPOINT).isPresent()) {
                        problems.add(ACCELERATE, "is Amazon's alone, but s3.endpoint is set");
                    }
                },
                (values, problems) -> {
                    if (values.get(ACCELERATE) && values.get(PATH_STYLE).orElse(false)) {
                        problems.add(ACCELERATE, "needs the bucket in the name of the host, but s3.path.style is true");
                    }
                },
                (values, problems) -> {
                    if (values.get(ACCELERATE) && !values.get(BUCKET).matches("[a-z0-9-]+")) {
                        problems.add(ACCELERATE, "needs a bucket without dots, and no access point");
                    }
                },
                (values, problems) -> {
                    if (values.get(ObjectOptionsSection.CHECKSUM) != Checksum.CRC32
                            && values.get(COMPATIBILITY) == Compatibility.LEGACY) {
                        problems.add(
                                ObjectOptionsSection.CHECKSUM,
                                "has no effect: with s3.compatibility=legacy no checksum is sent");
                    }
                },
                (values, problems) -> {
                    // Amazon refuses such requests; any other store would read the key, and so would everybody between.
                    if (values.get(ObjectOptionsSection.ENCRYPTION) == ObjectOptionsSection.Scheme.SSE_C
                            && values.get(ENDPOINT)
                                    .filter(uri -> "http".equals(uri.getScheme()))
                                    .isPresent()) {
                        problems.add(
                                ENDPOINT, "must begin with https: with s3.encryption=sse-c each request has the key");
                    }
                });
    }

    @Override
    public S3Settings read(Values values) {
        return new S3Settings(
                values.get(BUCKET),
                values.get(REGION).orElse(null),
                values.get(ENDPOINT).orElse(null),
                addressing(values),
                credentials.read(values),
                values.get(COMPATIBILITY),
                objects.read(values),
                connection.read(values),
                values.get(PART_BYTES));
    }

    private static S3Settings.Addressing addressing(Values values) {
        if (values.get(ACCELERATE)) {
            return S3Settings.Addressing.ACCELERATED;
        }
        return values.get(PATH_STYLE).orElse(values.get(ENDPOINT).isPresent())
                ? S3Settings.Addressing.PATH
                : S3Settings.Addressing.VIRTUAL_HOST;
    }

    private static boolean isBucket(String name) {
        return BUCKET_NAME.matcher(name).matches() || ACCESS_POINT.matcher(name).matches();
    }
}
