// SPDX-License-Identifier: Apache-2.0
package io.outfall.decode;

import io.outfall.type.TemporalRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** {@link TemporalRule} as it is configured: {@code columns:form} or {@code columns:form:zone}. */
final class TemporalRules {

    private TemporalRules() {}

    static TemporalRule parse(String text) {
        // From the end: the expression may hold colons.
        int last = text.lastIndexOf(':');
        if (last < 0) {
            throw new IllegalArgumentException("'" + text + "' does not say what the columns hold");
        }
        String tail = text.substring(last + 1);
        TemporalRule.Zone zone = TemporalRule.Zone.UTC;
        int before = last;
        if (isOption(tail, TemporalRule.Zone.values())) {
            zone = constant(tail, TemporalRule.Zone.values());
            before = text.lastIndexOf(':', last - 1);
            tail = text.substring(before + 1, last);
        }
        TemporalRule.Form form = constant(tail, TemporalRule.Form.values());
        if (before <= 0) {
            throw new IllegalArgumentException("'" + text + "' does not say which columns");
        }
        return new TemporalRule(columns(text.substring(0, before)), form, zone);
    }

    static String show(TemporalRule rule) {
        return rule.columns().pattern() + ":" + option(rule.form()) + ":" + option(rule.zone());
    }

    private static Pattern columns(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + regex + "': " + e.getDescription(), e);
        }
    }

    private static boolean isOption(String text, Enum<?>[] constants) {
        return Arrays.stream(constants).anyMatch(constant -> option(constant).equals(text));
    }

    private static <E extends Enum<E>> E constant(String text, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> option(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of "
                        + Arrays.stream(constants).map(TemporalRules::option).collect(Collectors.joining(", "))));
    }

    private static String option(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
