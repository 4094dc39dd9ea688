// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the user reads: steps with the seconds since the start, and details below them. */
final class Screen {
    private static final String INDENT = "         ";

    private final PrintStream out;
    private final long start = System.nanoTime();

    Screen(PrintStream out) {
        this.out = out;
    }

    /** A step, now. */
    void step(String text) {
        out.printf(Locale.ROOT, "%6.1f s %s%n", (System.nanoTime() - start) / 1e9, text);
    }

    void detail(String text) {
        out.println(INDENT + text);
    }

    void details(List<String> lines) {
        lines.forEach(this::detail);
    }

    /** The first line of a text, with dots where there are more. */
    static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end) + " …";
    }

    void blank() {
        out.println();
    }
}
