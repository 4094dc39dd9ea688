// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The store and how to speak to it.
 *
 * @param bucket name, or ARN of an access point
 * @param region null to ask the worker's surroundings
 * @param endpoint null for AWS
 * @param pathStyle whether the bucket stands in the path of an address instead of the name of the host
 * @param credentials as whom
 * @param compatibility what the store understands
 * @param requestTimeout how long one request may take, with its body
 * @param partBytes size of the first parts of a multipart upload
 */
public record S3Settings(
        String bucket,
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        S3Credentials credentials,
        Compatibility compatibility,
        Duration requestTimeout,
        long partBytes) {}
