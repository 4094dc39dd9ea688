// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

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
    /** SQL NULL, a null header: the name by which Hive, Spark, Trino and Athena read a NULL back. */
    static final String NULL = "__HIVE_DEFAULT_PARTITION__";
    /**
     * The record says nothing of it: no such column, header or part of the topic, a deleted row of which only the key
     * is known, a value that the source did not repeat.
     */
    static final String ABSENT = "__ABSENT__";
    /** A text of no characters, which a path cannot show. */
    static final String EMPTY = "__EMPTY__";
    /** Before the hash of a text that was cut; no encoded text contains it. */
    static final char CUT = '~';

    private static final int HASH_BYTES = 16;
    private static final int REMEMBERED = 10_000;

    private final int limit;
    private final Map<String, String> encoded = new HashMap<>();

    /** @param limit bytes that an encoded text may have, more than the hash takes */
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
        String fresh = fitting(text);
        encoded.put(text, fresh);
        return fresh;
    }

    private String fitting(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        String whole = PathEncoding.encode(text);
        if (whole.equals(NULL) || whole.equals(ABSENT) || whole.equals(EMPTY)) {
            return "%5F" + whole.substring(1);
        }
        if (whole.length() <= limit) {
            return whole;
        }
        int end = limit - 1 - 2 * HASH_BYTES;
        // An escape is three characters long and must not be cut in two.
        int escape = whole.lastIndexOf('%', end - 1);
        if (escape >= 0 && escape > end - 3) {
            end = escape;
        }
        return whole.substring(0, end) + CUT + hash(text);
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
