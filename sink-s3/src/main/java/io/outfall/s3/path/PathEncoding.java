// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986) of all but unreserved characters; what could be mistaken for a directory too. */
final class PathEncoding {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    private PathEncoding() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        boolean dots = text.equals(".") || text.equals("..");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (PLAIN.indexOf(c) >= 0 && !(dots && c == '.')) {
                encoded.append(c);
            } else {
                encoded.append(String.format(java.util.Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
