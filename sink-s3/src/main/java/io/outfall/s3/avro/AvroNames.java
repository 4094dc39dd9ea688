// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.avro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names as Avro allows them: letters, digits and {@code _} of ASCII, and no digit first. */
final class AvroNames {

    private AvroNames() {}

    /** Each other character as {@code _x} and its four hexadecimal digits, so that different names stay different. */
    static String name(String name) {
        StringBuilder legal = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isLetter(c) || (i > 0 && c >= '0' && c <= '9')) {
                legal.append(c);
            } else {
                legal.append(String.format(Locale.ROOT, "_x%04x", (int) c));
            }
        }
        return legal.isEmpty() ? "_" : legal.toString();
    }

    /** A topic's name with its parts as name spaces: {@code shop.public.orders}. */
    static String fullName(String topic) {
        List<String> parts = new ArrayList<>();
        for (String part : topic.split("\\.", -1)) {
            parts.add(name(part));
        }
        return String.join(".", parts);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
