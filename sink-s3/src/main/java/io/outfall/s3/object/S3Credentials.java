// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** As whom to speak to S3. */
public sealed interface S3Credentials {

    /** Who that is, in words for a log: without secrets. */
    String describe();

    /**
     * What the worker's surroundings give, by the SDK's default chain: system properties, environment, web identity
     * token, profile files, container and instance roles.
     */
    record DefaultChain() implements S3Credentials {
        @Override
        public String describe() {
            return "what the AWS SDK finds around the worker";
        }
    }

    /**
     * Keys of the connector's own.
     *
     * @param accessKeyId secret, too: it names an account
     * @param sessionToken null for keys that do not expire
     */
    record StaticKeys(
            Password accessKeyId,
            Password secretAccessKey,
            @Nullable Password sessionToken) implements S3Credentials {
        @Override
        public String describe() {
            return sessionToken == null ? "the connector's access key" : "the connector's access key for a session";
        }
    }

    /** What the AWS files of the worker say under a name. */
    record Profile(String name) implements S3Credentials {
        @Override
        public String describe() {
            return "the profile " + name;
        }
    }

    /**
     * What a class of the user gives.
     *
     * @param type implements the SDK's {@code AwsCredentialsProvider}
     * @param settings for it, if it is {@link org.apache.kafka.common.Configurable}
     */
    record Custom(Class<?> type, Map<String, Password> settings) implements S3Credentials {
        public Custom {
            settings = Map.copyOf(settings);
        }

        @Override
        public String describe() {
            return "the provider " + type.getName();
        }
    }

    /** A role that somebody assumes by asking STS. */
    record AssumedRole(Role role, @Nullable String externalId, S3Credentials by) implements S3Credentials {
        @Override
        public String describe() {
            return "the role " + role.arn() + ", assumed by " + by.describe();
        }
    }

    /**
     * A role that STS gives for a token of an identity provider, such as that of a Kubernetes service account.
     *
     * @param tokenFile read again whenever credentials are asked for
     */
    record WebIdentity(Role role, Path tokenFile) implements S3Credentials {
        @Override
        public String describe() {
            return "the role " + role.arn() + ", for the web identity in " + tokenFile;
        }
    }

    /**
     * A role and how to ask STS for it.
     *
     * @param arn of the role
     * @param sessionName by which the role's user is told apart in logs
     * @param duration how long credentials are good for
     * @param endpoint of STS; null for that of the region
     * @param region of STS; null for that of the bucket
     */
    record Role(
            String arn,
            String sessionName,
            Duration duration,
            @Nullable URI endpoint,
            @Nullable String region) {}
}
