// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import io.outfall.naming.PathEncoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Makes of any text a part of one segment of a path, by {@link PathEncoding}. A text too long for a key is cut, and the
 * start of its SHA-256 takes the place of what is gone.
 *
 * <p>Remembers what it encoded, for a column in a path has few values. Not thread-safe: the task thread owns it.
 */
final class SegmentEncoder {
    // Before the hash; no encoded text contains it.
    private static final char CUT = '~';
    private static final int HASH_BYTES = 16;
    private static final int REMEMBERED = 10_000;
    private static final int LONGEST_ESCAPE = "%uFFFF".length();

    private final int limit;
    private final Map<String, String> encoded = new HashMap<>();

    /** @param limit bytes that an encoded text may have in UTF-8, more than the hash takes */
    SegmentEncoder(int limit) {
        this.limit = limit;
    }

    String encode(String text) {
        String known = encoded.get(text);
        if (known != null) {
            return known;
        }
        if (encoded.size() >= REMEMBERED) {
            encoded.clear();
        }
        String whole = PathEncoding.encode(text);
        String fitting = KeyLength.utf8(whole) <= limit ? whole : cut(whole) + CUT + hash(text);
        encoded.put(text, fitting);
        return fitting;
    }

    private String cut(String whole) {
        int room = limit - 1 - 2 * HASH_BYTES;
        int end = 0;
        int bytes = 0;
        while (true) {
            int character = whole.codePointAt(end);
            bytes += KeyLength.utf8(Character.toString(character));
            if (bytes > room) {
                break;
            }
            end += Character.charCount(character);
        }
        // An escape must not be cut in two.
        int escape = whole.lastIndexOf('%', end - 1);
        if (escape > end - LONGEST_ESCAPE && escape + escapeLength(whole, escape) > end) {
            end = escape;
        }
        return whole.substring(0, end);
    }

    private static int escapeLength(String text, int at) {
        return text.charAt(at + 1) == 'u' ? LONGEST_ESCAPE : "%FF".length();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
