// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param status such as 200
 * @param headers with names in any case
 * @param body as far as it was read; it is not consumed
 * @param whole whether that is all of it: an answer longer than the limit is cut off there
 */
public record Reply(int status, HttpHeaders headers, ByteBuffer body, boolean whole) {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    /** The first header of this name, in whatever case. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body as text: in the charset that it names, else UTF-8; without a mark at its beginning (RFC 8259, 8.1). */
    public String text() {
        String text = charset().decode(body.duplicate()).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private Charset charset() {
        Matcher named = CHARSET.matcher(header("Content-Type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /** The status alone: headers and body are the server's and can quote what it was sent. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
