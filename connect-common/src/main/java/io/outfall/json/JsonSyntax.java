// SPDX-License-Identifier: Apache-2.0
package io.outfall.json;

/**
 * Whether text is one JSON document (RFC 8259). Sources promise it of their JSON columns; but one that is none would
 * make whatever it is written into unreadable as a whole.
 */
final class JsonSyntax {
    /** Jackson reads no deeper either. */
    private static final int MAX_DEPTH = 1_000;

    private static final int HEX_DIGITS = 4;

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    static boolean isDocument(String text) {
        JsonSyntax syntax = new JsonSyntax(text);
        return syntax.value(0) && syntax.at == text.length();
    }

    /** Takes a value and the blanks around it. */
    private boolean value(int depth) {
        blanks();
        boolean taken = depth < MAX_DEPTH
                && switch (peek()) {
                    case '{' -> object(depth);
                    case '[' -> array(depth);
                    case '"' -> string();
                    case 't' -> word("true");
                    case 'f' -> word("false");
                    case 'n' -> word("null");
                    default -> number();
                };
        blanks();
        return taken;
    }

    private boolean object(int depth) {
        at++;
        blanks();
        if (take('}')) {
            return true;
        }
        do {
            blanks();
            if (!string()) {
                return false;
            }
            blanks();
            if (!take(':') || !value(depth + 1)) {
                return false;
            }
        } while (take(','));
        return take('}');
    }

    private boolean array(int depth) {
        at++;
        blanks();
        if (take(']')) {
            return true;
        }
        do {
            if (!value(depth + 1)) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c < ' ' || (c == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        char c = peek();
        at++;
        if (c != 'u') {
            return c != 0 && "\"\\/bfnrt".indexOf(c) >= 0;
        }
        for (int i = 0; i < HEX_DIGITS; i++) {
            char digit = peek();
            if (digit >= 0x80 || Character.digit(digit, 16) < 0) {
                return false;
            }
            at++;
        }
        return true;
    }

    private boolean number() {
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (!take('e') && !take('E')) {
            return true;
        }
        if (!take('+')) {
            take('-');
        }
        return digits();
    }

    private boolean digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at > start;
    }

    private boolean word(String word) {
        boolean here = text.startsWith(word, at);
        at += here ? word.length() : 0;
        return here;
    }

    private boolean take(char c) {
        boolean here = peek() == c;
        at += here ? 1 : 0;
        return here;
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    /** The next character, or 0 at the end, which is none of JSON's. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
