// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.config.Key;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** The keys of {@link ObjectOptions}. */
final class ObjectOptionsSection implements Section<ObjectOptions> {
    /** Ways of encryption, as they are written. */
    enum Scheme {
        BUCKET,
        SSE_S3,
        SSE_KMS,
        SSE_C
    }

    private static final int MAX_TAGS = 10;
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
    private static final Pattern TAG_NAME = Pattern.compile("[\\p{L}\\p{N} +\\-=._:/@]{1,128}");
    private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{N} +\\-=._:/@]{0,256}");
    // A header of HTTP; S3 keeps names in lower case.
    private static final Pattern METADATA_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern METADATA_VALUE = Pattern.compile("[\\x20-\\x7e]{1,1000}");

    static final Key<Scheme> ENCRYPTION =
            Key.oneOf("s3.encryption", Scheme.class).doc("""
                    How the store encrypts: `bucket` as the bucket says, `sse-s3` with keys of the store, `sse-kms` with a key of \
                    the key management service, `sse-c` with a key that each request carries.""").defaultsTo(Scheme.BUCKET);
    static final Key<Optional<String>> KMS_KEY_ID =
            Key.text("s3.encryption.kms.key.id").doc("""
                    The id, ARN or alias of the key for `sse-kms`. Unless set, the one that the service keeps for S3.""").optional();
    static final Key<Optional<Boolean>> KMS_BUCKET_KEY = Key.flag("s3.encryption.kms.bucket.key")
            .doc("""
                    Whether the store derives keys from one of the bucket for `sse-kms`, which costs fewer calls of the service. \
                    Unless set, as the bucket says.""")
            .importance(Importance.LOW)
            .optional();
    static final Key<List<NamedValue>> KMS_CONTEXT = NamedValue.list(
                    "s3.encryption.kms.context",
                    "a list, each name=value, no name twice",
                    entry ->
                            METADATA_VALUE.matcher(entry.name() + entry.value()).matches())
            .doc(
                    "The encryption context for `sse-kms`: what the service writes into its log beside each use of the key.")
            .importance(Importance.LOW)
            .defaultsTo(List.of());
    static final Key<Optional<Password>> CUSTOMER_KEY = Key.secret("s3.encryption.customer.key")
            .doc("The key for `sse-c`: 256 bits in Base64. Nobody reads the files without it.")
            .where("256 bits in Base64", Encryption.OfCustomer::isKey)
            .optional();
    static final Key<Optional<ObjectCannedACL>> ACL = Key.oneOf(
                    "s3.acl", ObjectCannedACL.knownValues().stream().sorted().toList())
            .doc("""
                    A canned access control list, such as `bucket-owner-full-control` where the bucket is another account's. Unless \
                    set, as the bucket says.""")
            .importance(Importance.LOW)
            .optional();
    static final Key<Optional<String>> STORAGE_CLASS = Key.text("s3.storage.class")
            .doc("The storage class of files, such as `INTELLIGENT_TIERING`. Unless set, the store's default.")
            .importance(Importance.LOW)
            .where("the name of a storage class", name -> name.matches("[A-Za-z0-9_-]{1,64}"))
            .suggest(StorageClass.knownValues().stream()
                    .map(StorageClass::toString)
                    .sorted()
                    .toList())
            .optional();
    static final Key<List<NamedValue>> TAGS = NamedValue.list(
                    "s3.tags",
                    "a list of at most " + MAX_TAGS + " tags, each name=value, no name twice",
                    tag -> TAG_NAME.matcher(tag.name()).matches()
                            && TAG_VALUE.matcher(tag.value()).matches())
            .where(
                    "a list of at most " + MAX_TAGS + " tags, each name=value, no name twice",
                    tags -> tags.size() <= MAX_TAGS)
            .doc("Tags of files, such as `team=orders,pii=no`.")
            .importance(Importance.LOW)
            .defaultsTo(List.of());
    static final Key<List<NamedValue>> METADATA = NamedValue.list(
                    "s3.metadata",
                    "a list, each name=value in ASCII, names in lower case, no name twice",
                    entry -> METADATA_NAME.matcher(entry.name()).matches()
                            && METADATA_VALUE.matcher(entry.value()).matches())
            .doc("Metadata of files (`x-amz-meta-`) beside what the sink says of each, such as `owner=orders`.")
            .importance(Importance.LOW)
            .defaultsTo(List.of());
    static final Key<Checksum> CHECKSUM = Key.oneOf("s3.checksum.algorithm", Checksum.class)
            .doc("""
                    What the store verifies each request by, and keeps with the file. `crc32` and `crc32c` cost next to nothing; \
                    `sha256` costs more than the rest of an upload.""")
            .importance(Importance.LOW)
            .defaultsTo(Checksum.CRC32);

    @Override
    public String title() {
        return "S3 objects";
    }

    @Override
    public String about() {
        return "What files are stored with. The small objects by which the sink keeps its books below `_outfall/` are"
                + " encrypted alike and have the same access control list, but no storage class, tags or metadata.";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                ENCRYPTION,
                KMS_KEY_ID,
                KMS_BUCKET_KEY,
                KMS_CONTEXT,
                CUSTOMER_KEY,
                ACL,
                STORAGE_CLASS,
                TAGS,
                METADATA,
                CHECKSUM);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> onlyWith(
                        Scheme.SSE_KMS, KMS_KEY_ID, values.get(KMS_KEY_ID).isPresent(), values, problems),
                (values, problems) -> onlyWith(
                        Scheme.SSE_KMS,
                        KMS_BUCKET_KEY,
                        values.get(KMS_BUCKET_KEY).isPresent(),
                        values,
                        problems),
                (values, problems) -> onlyWith(
                        Scheme.SSE_KMS, KMS_CONTEXT, !values.get(KMS_CONTEXT).isEmpty(), values, problems),
                (values, problems) -> onlyWith(
                        Scheme.SSE_C, CUSTOMER_KEY, values.get(CUSTOMER_KEY).isPresent(), values, problems),
                (values, problems) -> {
                    if (values.get(ENCRYPTION) == Scheme.SSE_C
                            && values.get(CUSTOMER_KEY).isEmpty()) {
                        problems.add(CUSTOMER_KEY, "is missing: s3.encryption is sse-c");
                    }
                });
    }

    private static void onlyWith(Scheme scheme, Key<?> key, boolean set, Values values, Problems problems) {
        if (set && values.get(ENCRYPTION) != scheme) {
            problems.add(
                    key,
                    "is for " + (scheme == Scheme.SSE_C ? "s3.encryption=sse-c" : "s3.encryption=sse-kms") + " alone");
        }
    }

    @Override
    public ObjectOptions read(Values values) {
        return new ObjectOptions(
                encryption(values),
                values.get(ACL).orElse(null),
                values.get(STORAGE_CLASS).orElse(null),
                NamedValue.map(values.get(TAGS)),
                NamedValue.map(values.get(METADATA)),
                values.get(CHECKSUM));
    }

    private static Encryption encryption(Values values) {
        return switch (values.get(ENCRYPTION)) {
            case BUCKET -> new Encryption.OfBucket();
            case SSE_S3 -> new Encryption.OfStore();
            case SSE_KMS ->
                new Encryption.OfKeyService(
                        values.get(KMS_KEY_ID).orElse(null),
                        values.get(KMS_BUCKET_KEY).orElse(null),
                        NamedValue.map(values.get(KMS_CONTEXT)));
            case SSE_C -> new Encryption.OfCustomer(values.get(CUSTOMER_KEY).orElseThrow());
        };
    }
}
