// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.proxy.ProxySettings;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Builds the SDK's clients. */
final class S3Clients {
    // One repetition corrects a clock and replaces a connection that the store closed meanwhile, before anybody hears
    // of it; all longer waits are those of a lane.
    private static final int ATTEMPTS = 2;
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);

    private S3Clients() {}

    static S3Client create(S3Settings settings, AwsCredentialsProvider credentials) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(http(settings.connection()))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.addressing() == S3Settings.Addressing.PATH)
                        .accelerateModeEnabled(settings.addressing() == S3Settings.Addressing.ACCELERATED)
                        // aws-chunked would copy every part, and many stores store its framing as if it were content.
                        .chunkedEncodingEnabled(false)
                        .build())
                // Checksums are computed while a part is filled and given with it.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override(settings.connection()));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    static ClientOverrideConfiguration override(ConnectionSettings connection) {
        Duration timeout = connection.requestTimeout();
        return ClientOverrideConfiguration.builder()
                .retryStrategy(retries())
                .apiCallAttemptTimeout(timeout)
                .apiCallTimeout(timeout.multipliedBy(ATTEMPTS).plusSeconds(1))
                .build();
    }

    static Apache5HttpClient.Builder http(ConnectionSettings connection) {
        Duration timeout = connection.requestTimeout();
        Duration connect = connection.connectTimeout();
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .socketTimeout(timeout)
                .connectionTimeout(timeout.compareTo(connect) < 0 ? timeout : connect)
                .maxConnections(connection.maxConnections());
        ProxySettings proxy = connection.proxy();
        return proxy == null ? builder : builder.proxyConfiguration(configuration(proxy, connection.proxyBypass()));
    }

    private static ProxyConfiguration configuration(ProxySettings proxy, Set<String> bypass) {
        ProxyConfiguration.Builder builder = ProxyConfiguration.builder()
                .endpoint(proxy.address())
                .nonProxyHosts(bypass)
                .useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false);
        ProxySettings.Login login = proxy.login();
        if (login != null) {
            // Without being asked first, for not every proxy repeats what it was sent before it refused.
            builder.username(login.user())
                    .password(login.password().value())
                    .preemptiveBasicAuthenticationEnabled(true);
        }
        return builder.build();
    }

    /** For a request of which each repetition leaves something behind; whoever sends it repeats it and clears up. */
    static void withoutRepetition(SdkServiceClientConfiguration.Builder client) {
        client.overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    private static RetryStrategy retries() {
        BackoffStrategy wait = BackoffStrategy.fixedDelay(SHORT_WAIT);
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(wait)
                .throttlingBackoffStrategy(wait)
                .build();
    }
}
