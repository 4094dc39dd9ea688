// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/** Makes {@link S3Credentials} what the SDK signs with, and closes what that takes. */
final class S3Identity implements AutoCloseable {
    private final S3Settings settings;
    private final List<AutoCloseable> resources = new ArrayList<>();

    S3Identity(S3Settings settings) {
        this.settings = settings;
    }

    /**
     * Gives what signs requests. Nobody is asked for credentials before the first of them.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if the settings leave something open, such as the
     *     region
     */
    AwsCredentialsProvider open() {
        return provider(settings.credentials());
    }

    private AwsCredentialsProvider provider(S3Credentials credentials) {
        if (credentials instanceof S3Credentials.StaticKeys keys) {
            return StaticCredentialsProvider.create(credentials(keys));
        }
        if (credentials instanceof S3Credentials.Profile profile) {
            return kept(ProfileCredentialsProvider.create(profile.name()));
        }
        if (credentials instanceof S3Credentials.Custom custom) {
            return kept(CustomProvider.create(custom));
        }
        if (credentials instanceof S3Credentials.AssumedRole assumed) {
            return assumed(assumed);
        }
        if (credentials instanceof S3Credentials.WebIdentity web) {
            return webIdentity(web);
        }
        return kept(DefaultCredentialsProvider.builder().build());
    }

    private AwsCredentialsProvider assumed(S3Credentials.AssumedRole assumed) {
        S3Credentials.Role role = assumed.role();
        return kept(StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts(role, provider(assumed.by())))
                .refreshRequest(request -> request.roleArn(role.arn())
                        .roleSessionName(role.sessionName())
                        .externalId(assumed.externalId())
                        .durationSeconds((int) role.duration().toSeconds()))
                .build());
    }

    private AwsCredentialsProvider webIdentity(S3Credentials.WebIdentity web) {
        S3Credentials.Role role = web.role();
        return kept(StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                .stsClient(sts(role, AnonymousCredentialsProvider.create()))
                .refreshRequest(() -> AssumeRoleWithWebIdentityRequest.builder()
                        .roleArn(role.arn())
                        .roleSessionName(role.sessionName())
                        .durationSeconds((int) role.duration().toSeconds())
                        .webIdentityToken(WebIdentityToken.read(web.tokenFile()))
                        .build())
                .build());
    }

    private StsClient sts(S3Credentials.Role role, AwsCredentialsProvider by) {
        StsClientBuilder builder = StsClient.builder()
                .credentialsProvider(by)
                .httpClientBuilder(S3Clients.http(settings.connection()))
                .overrideConfiguration(S3Clients.override(settings.connection()));
        String region = role.region() == null ? settings.region() : role.region();
        if (region != null) {
            builder.region(Region.of(region));
        }
        URI endpoint = role.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return kept(builder.build());
    }

    private static AwsCredentials credentials(S3Credentials.StaticKeys keys) {
        String id = keys.accessKeyId().value();
        String secret = keys.secretAccessKey().value();
        return keys.sessionToken() == null
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, keys.sessionToken().value());
    }

    private <T extends AutoCloseable> T kept(T resource) {
        resources.add(resource);
        return resource;
    }

    /** Closes what was opened last first, for a role stands on what assumes it. */
    @Override
    public void close() {
        Collections.reverse(resources);
        resources.forEach(
                resource -> Utils.closeQuietly(resource, resource.getClass().getSimpleName()));
        resources.clear();
    }
}
