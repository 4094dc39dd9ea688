// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The store and how to speak to it.
 *
 * @param bucket name, or ARN of an access point
 * @param region null to ask the worker's surroundings
 * @param endpoint null for AWS
 * @param addressing where the bucket stands in an address
 * @param credentials as whom
 * @param compatibility what the store understands
 * @param objects what objects are stored with
 * @param connection timeouts and ways
 * @param partBytes size of the first parts of a multipart upload
 */
public record S3Settings(
        String bucket,
        @Nullable String region,
        @Nullable URI endpoint,
        Addressing addressing,
        S3Credentials credentials,
        Compatibility compatibility,
        ObjectOptions objects,
        ConnectionSettings connection,
        long partBytes) {

    /** Where the bucket stands in an address. */
    public enum Addressing {
        /** {@code https://endpoint/bucket/key}. */
        PATH,
        /** {@code https://bucket.endpoint/key}. */
        VIRTUAL_HOST,
        /** As before, by the edge of Amazon's network that is nearest (S3 Transfer Acceleration). */
        ACCELERATED
    }

    /** The same for a store that understands something else. */
    public S3Settings with(Compatibility other) {
        return new S3Settings(bucket, region, endpoint, addressing, credentials, other, objects, connection, partBytes);
    }

    /** The same with other options for objects. */
    public S3Settings with(ObjectOptions other) {
        return new S3Settings(
                bucket, region, endpoint, addressing, credentials, compatibility, other, connection, partBytes);
    }

    /** The same as somebody else. */
    public S3Settings with(S3Credentials other) {
        return new S3Settings(
                bucket, region, endpoint, addressing, other, compatibility, objects, connection, partBytes);
    }

    /** The same by another way. */
    public S3Settings with(ConnectionSettings other) {
        return new S3Settings(
                bucket, region, endpoint, addressing, credentials, compatibility, objects, other, partBytes);
    }
}
