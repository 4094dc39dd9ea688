// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands around and between the elements of a body.
 *
 * @param prefix before the first
 * @param separator between two
 * @param suffix after the last
 */
public record Framing(String prefix, String separator, String suffix) {
    /** One element, and nothing around it. */
    public static final Framing NONE = new Framing("", "", "");
    /** A JSON array. */
    public static final Framing ARRAY = new Framing("[", ",", "]");
    /** A line each. */
    public static final Framing LINES = new Framing("", "\n", "\n");

    /** How many bytes a body has with so many elements of so many bytes. */
    public long size(int elements, long bytes) {
        return bytes + length(prefix) + length(suffix) + (elements - 1L) * length(separator);
    }

    /** Whether a text can stand between separators that are line breaks. */
    boolean takes(byte[] element) {
        if (!separator.equals("\n")) {
            return true;
        }
        for (byte octet : element) {
            if (octet == '\n') {
                return false;
            }
        }
        return true;
    }

    /** The body. */
    ByteBuffer body(List<Item> items) {
        long bytes = items.stream().mapToLong(Item::size).sum();
        ByteBuffer body = ByteBuffer.allocate(Math.toIntExact(size(items.size(), bytes)));
        byte[] between = separator.getBytes(StandardCharsets.UTF_8);
        body.put(prefix.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                body.put(between);
            }
            byte[] element = items.get(i).body();
            if (element != null) {
                body.put(element);
            }
        }
        return body.put(suffix.getBytes(StandardCharsets.UTF_8)).flip();
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
