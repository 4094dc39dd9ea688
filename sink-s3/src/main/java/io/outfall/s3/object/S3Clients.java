// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.time.Duration;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Builds the SDK's client. */
final class S3Clients {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    // One repetition corrects a clock and replaces a connection that the store closed meanwhile, before anybody hears
    // of it; all longer waits are those of a lane.
    private static final int ATTEMPTS = 2;
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);

    private S3Clients() {}

    static S3Client create(S3Settings settings) {
        Duration timeout = settings.requestTimeout();
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(provider(settings.credentials()))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .socketTimeout(timeout)
                        .connectionTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        // aws-chunked would copy every part, and many stores store its framing as if it were content.
                        .chunkedEncodingEnabled(false)
                        .build())
                // Checksums are computed while a part is filled and given with it.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(retries())
                        .apiCallAttemptTimeout(timeout)
                        .apiCallTimeout(timeout.multipliedBy(ATTEMPTS).plusSeconds(1)));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static RetryStrategy retries() {
        BackoffStrategy wait = BackoffStrategy.fixedDelay(SHORT_WAIT);
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(wait)
                .throttlingBackoffStrategy(wait)
                .build();
    }

    private static AwsCredentialsProvider provider(S3Credentials credentials) {
        if (credentials instanceof S3Credentials.StaticKeys keys) {
            return StaticCredentialsProvider.create(session(keys, keys.sessionToken()));
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private static software.amazon.awssdk.auth.credentials.AwsCredentials session(
            S3Credentials.StaticKeys keys, @Nullable Password token) {
        String id = keys.accessKeyId().value();
        String secret = keys.secretAccessKey().value();
        return token == null
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, token.value());
    }
}
