// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The token of an identity provider, which replaces its file before the token expires. */
final class WebIdentityToken {
    private WebIdentityToken() {}

    /** @throws SdkClientException if there is no such file, or it may not be read */
    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            // Not as the cause: an IOException would be taken for a store that does not answer.
            throw SdkClientException.create("the token of s3.web.identity.token.file cannot be read: " + e);
        }
    }
}
