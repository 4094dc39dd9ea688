// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of HTTP/1.1 (RFC 9112) as it came.
 *
 * @param head all before the body, with the empty line
 */
public record RawRequest(String head, String body) {
    // JDK 25's client writes small letters where it sends a request again by itself.
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)$");

    /** Reads one, and nothing behind it. */
    public static RawRequest read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the client is gone");
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return new RawRequest(head.toString(), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return head + body;
    }
}
