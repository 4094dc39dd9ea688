// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status such as 200
 * @param headers with names in any case
 * @param body as far as it was read; it is not consumed
 * @param whole whether that is all of it: an answer longer than the limit is cut off there
 */
public record Reply(int status, HttpHeaders headers, ByteBuffer body, boolean whole) {

    /** The first header of this name, in whatever case. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body as UTF-8. */
    public String text() {
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    /** The status alone: headers and body are the server's and can quote what it was sent. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
