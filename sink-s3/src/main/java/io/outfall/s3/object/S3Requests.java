// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The requests about objects, with what the settings add to them. That goes into headers, for the SDK's builders have
 * no type in common.
 */
final class S3Requests {
    private final String bucket;
    private final ObjectOptions options;
    private final @Nullable Checksum checksum;

    S3Requests(S3Settings settings) {
        this.bucket = settings.bucket();
        this.options = settings.objects();
        this.checksum = settings.compatibility() == Compatibility.MODERN ? options.checksum() : null;
    }

    PutObjectRequest put(ObjectSpec object, Body body, Condition condition) {
        Map<String, String> headers = creation(object);
        addSum(sum(body), headers);
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(object.key())
                .contentType(object.contentType())
                .metadata(metadata(object))
                .ifNoneMatch(ifNoneMatch(condition instanceof Condition.IfAbsent))
                .ifMatch(condition instanceof Condition.IfMatch match ? match.etag() : null)
                .overrideConfiguration(with(headers))
                .build();
    }

    CreateMultipartUploadRequest createUpload(ObjectSpec object) {
        return CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(object.key())
                .contentType(object.contentType())
                .metadata(metadata(object))
                .checksumAlgorithm(checksum == null ? null : ChecksumAlgorithm.fromValue(checksum.name()))
                .overrideConfiguration(
                        with(creation(object)).andThen(once -> once.addPlugin(S3Clients::withoutRepetition)))
                .build();
    }

    /** @param sum what {@link #sum} gave */
    UploadPartRequest uploadPart(String key, String uploadId, int number, @Nullable String sum) {
        Map<String, String> headers = access();
        addSum(sum, headers);
        return UploadPartRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(uploadId)
                .partNumber(number)
                .overrideConfiguration(with(headers))
                .build();
    }

    CompleteMultipartUploadRequest completeUpload(
            String key, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
        List<CompletedPart> all = parts.stream().map(this::completed).toList();
        return CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(uploadId)
                .ifNoneMatch(ifNoneMatch(ifAbsent))
                .multipartUpload(upload -> upload.parts(all))
                .overrideConfiguration(with(access()))
                .build();
    }

    HeadObjectRequest head(String key) {
        return HeadObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(with(access()))
                .build();
    }

    GetObjectRequest get(String key) {
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(with(access()))
                .build();
    }

    /** The checksum that requests need of bodies. */
    Checksum checksum() {
        return options.checksum();
    }

    /** The checksum of a body as S3 writes it; null where none is sent. */
    @Nullable
    String sum(Body body) {
        return checksum == null ? null : Base64.getEncoder().encodeToString(body.checksum(checksum));
    }

    private CompletedPart completed(UploadedPart part) {
        CompletedPart.Builder completed =
                CompletedPart.builder().partNumber(part.number()).eTag(part.etag());
        if (checksum != null) {
            switch (checksum) {
                case CRC32 -> completed.checksumCRC32(part.checksum());
                case CRC32C -> completed.checksumCRC32C(part.checksum());
                case SHA1 -> completed.checksumSHA1(part.checksum());
                case SHA256 -> completed.checksumSHA256(part.checksum());
            }
        }
        return completed.build();
    }

    private void addSum(@Nullable String sum, Map<String, String> headers) {
        if (checksum != null && sum != null) {
            headers.put("x-amz-checksum-" + checksum.name().toLowerCase(Locale.ROOT), sum);
        }
    }

    private Map<String, String> creation(ObjectSpec object) {
        Map<String, String> headers = new HashMap<>(options.encryption().headers());
        if (options.acl() != null) {
            headers.put("x-amz-acl", options.acl().toString());
        }
        if (isData(object)) {
            if (options.storageClass() != null) {
                headers.put("x-amz-storage-class", options.storageClass());
            }
            if (!options.tags().isEmpty()) {
                headers.put("x-amz-tagging", query(options.tags()));
            }
        }
        return headers;
    }

    private Map<String, String> access() {
        return new HashMap<>(options.encryption().accessHeaders());
    }

    private Map<String, String> metadata(ObjectSpec object) {
        Map<String, String> all = new HashMap<>(isData(object) ? options.metadata() : Map.of());
        all.putAll(object.metadata());
        return all;
    }

    private static boolean isData(ObjectSpec object) {
        return object.purpose() == ObjectSpec.Purpose.DATA;
    }

    /** As in the query of an address. */
    private static String query(Map<String, String> entries) {
        return new TreeMap<>(entries)
                .entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable String ifNoneMatch(boolean ifAbsent) {
        return ifAbsent ? "*" : null;
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> with(Map<String, String> headers) {
        return override -> headers.forEach(override::putHeader);
    }
}
