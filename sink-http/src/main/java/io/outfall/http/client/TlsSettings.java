// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.nio.file.Path;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust, and who we are. Files are read when a task starts; PEM or PKCS #12, told apart by their content. That
 * a certificate is for the host that was asked for is checked always.
 *
 * @param trustFile certificates that vouch for servers; null for those that Java trusts
 * @param trustPassword of that file; null for PEM
 * @param clientFile our certificate with its chain and its private key; null for none
 * @param clientPem the same as PEM text; null for none
 * @param clientPassword of the file, or of the private key in it; null for none
 */
public record TlsSettings(
        @Nullable Path trustFile,
        @Nullable Password trustPassword,
        @Nullable Path clientFile,
        @Nullable Password clientPem,
        @Nullable Password clientPassword) {

    /** Whom Java trusts, and nobody in particular. */
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, null, null);
}
