// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.Map;
import org.apache.kafka.common.Configurable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** A credentials provider as a user writes it: with settings of its own. */
public final class VaultProvider implements AwsCredentialsProvider, Configurable {
    private String token = "";

    @Override
    public void configure(Map<String, ?> settings) {
        token = String.valueOf(settings.get("vault.token"));
        if (token.equals("wrong")) {
            throw new IllegalArgumentException("the vault does not know me");
        }
    }

    @Override
    public AwsCredentials resolveCredentials() {
        if (token.equals("sealed")) {
            throw new IllegalStateException("the vault is sealed");
        }
        return AwsBasicCredentials.create("VAULT" + token, "secret");
    }
}
