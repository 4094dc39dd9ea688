// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** As whom to speak to S3. */
public sealed interface S3Credentials {

    /**
     * What the worker's surroundings give, by the SDK's default chain: system properties, environment, web identity
     * token, profile files, container and instance roles.
     */
    record DefaultChain() implements S3Credentials {}

    /**
     * Keys of the connector's own.
     *
     * @param accessKeyId secret, too: it names an account
     * @param sessionToken null for keys that do not expire
     */
    record StaticKeys(
            Password accessKeyId,
            Password secretAccessKey,
            @Nullable Password sessionToken) implements S3Credentials {}
}
