// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Which setting to look at, by what S3 answered. */
final class S3Advice {
    /** What Versity's gateway answers, with 404, to an access key that it does not know. */
    static final String UNKNOWN_KEY = "XAdminUserNotFound";

    static final String NO_CREDENTIALS =
            "no credentials were found. Set s3.access.key.id and s3.secret.access.key, or give"
                    + " the worker credentials that the AWS SDK finds by itself";
    static final String CERTIFICATE =
            "the certificate of the store is not trusted. Put its issuer into the trust store of the worker's JVM, or"
                    + " correct s3.endpoint";
    private static final String NO_BUCKET = "Create the bucket, or correct s3.bucket.";
    private static final String GONE =
            "Somebody aborted the upload: perhaps a lifecycle rule that ends uploads too early. The records are still in"
                    + " Kafka: restart the task, after setting the connector's offsets back to those of the file where"
                    + " delivery is exactly once (PATCH /connectors/{name}/offsets).";
    private static final String LEGACY = "If this is an older store than Amazon's, set s3.compatibility=legacy.";

    private static final String UNCONDITIONAL = "The store has no conditional writes (If-None-Match, If-Match).";

    private S3Advice() {}

    static String of(Operation operation, int status, String code, AwsServiceException e) {
        if (operation.isConditional() && (status == 501 || code.equals("NotImplemented"))) {
            return UNCONDITIONAL;
        }
        if (operation == Operation.ASSUME_ROLE) {
            return ofRole(code);
        }
        return switch (code) {
            case "NoSuchBucket" -> NO_BUCKET;
            case "InvalidBucketName" -> "Correct s3.bucket, or s3.path.style.";
            case "InvalidAccessKeyId", UNKNOWN_KEY -> "Correct s3.access.key.id, or the credentials of the worker.";
            case "SignatureDoesNotMatch" ->
                "Correct s3.secret.access.key, or the credentials of the worker; some stores say so of a wrong s3.region.";
            case "InvalidToken", "ExpiredToken", "TokenRefreshRequired" ->
                "Set a valid s3.session.token, or credentials that do not expire.";
            case "AuthorizationHeaderMalformed",
                    "PermanentRedirect",
                    "TemporaryRedirect",
                    "IllegalLocationConstraintException" -> region(e);
            case "RequestTimeTooSkewed" -> "Set the worker's clock.";
            case "NoSuchUpload" -> GONE;
            case "XAmzContentSHA256Mismatch", "NotImplemented", "InvalidRequest", "InvalidArgument" -> LEGACY;
            default -> byStatus(operation, status, e);
        };
    }

    private static String ofRole(String code) {
        return switch (code) {
            case "AccessDenied" ->
                "The role's trust policy must allow it; look at s3.assume.role.arn, s3.assume.role.external.id and who"
                        + " assumes it.";
            case "InvalidClientTokenId", "SignatureDoesNotMatch", "IncompleteSignature" ->
                "Correct the credentials that assume the role.";
            case "ExpiredTokenException", "ExpiredToken", "InvalidIdentityToken", "IDPRejectedClaim" ->
                "The token must be valid and of a provider that the role trusts.";
            case "ValidationError" -> "Correct s3.assume.role.arn, or s3.assume.role.duration.ms.";
            case "RegionDisabledException" -> "Set s3.sts.region to a region that is on.";
            default -> "";
        };
    }

    // The answer to a HEAD has no body and so no code.
    private static String byStatus(Operation operation, int status, AwsServiceException e) {
        return switch (status) {
            case 301, 307 -> region(e);
            case 400 -> region(e) + " " + LEGACY;
            case 401, 403 -> "The credentials must be right and allow " + operation.right() + ".";
            case 404 -> operation.isOfAnUpload() ? GONE : NO_BUCKET;
            case 405 -> "Correct s3.endpoint and s3.path.style.";
            case 501 -> LEGACY;
            default -> "";
        };
    }

    private static String region(AwsServiceException e) {
        return bucketRegion(e)
                .map(region -> "The bucket is in the region " + region + ": set s3.region to it.")
                .orElse("Correct s3.region and s3.endpoint.");
    }

    private static Optional<String> bucketRegion(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.sdkHttpResponse() == null
                ? Optional.empty()
                : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    }
}
