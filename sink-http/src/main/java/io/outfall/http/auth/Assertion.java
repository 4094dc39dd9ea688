// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import java.nio.file.Path;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * What a statement that we sign says (RFC 7523, section 3).
 *
 * @param issuer who makes it
 * @param subject whom it is about
 * @param audience whom it is for
 * @param keyFile a PEM file with the private key; null where it is given as text
 * @param keyPem the same as text; null where it is in a file
 * @param keyPassword of an encrypted key; null for none
 * @param keyId how the server calls the key; null to leave it out
 */
public record Assertion(
        String issuer,
        String subject,
        String audience,
        @Nullable Path keyFile,
        @Nullable Password keyPem,
        @Nullable Password keyPassword,
        @Nullable String keyId) {}
