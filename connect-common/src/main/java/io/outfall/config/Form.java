// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * How a value is written.
 *
 * @param type what Connect's tools are told
 * @param expected completes "must be …"
 * @param parse makes the value of a text, or throws IllegalArgumentException, whose message may give the reason
 * @param show the inverse of {@code parse}
 * @param options the texts to choose from, or empty
 */
record Form<T>(
        ConfigDef.Type type,
        String expected,
        Function<String, T> parse,
        Function<T, String> show,
        List<String> options) {

    static final Form<String> TEXT = of("text", text -> text, text -> text);

    static final Form<Boolean> FLAG =
            new Form<>(ConfigDef.Type.BOOLEAN, "true or false", Form::flag, String::valueOf, List.of("true", "false"));

    static final Form<Pattern> REGEX = of("a regular expression", Form::regex, Pattern::pattern);

    static final Form<URI> ADDRESS = of("an http or https address", Form::address, URI::toString);

    static final Form<Password> SECRET =
            new Form<>(ConfigDef.Type.PASSWORD, "a secret", Password::new, Password::toString, List.of());

    // Long enough to recognise what was configured, short enough for a line of a log.
    private static final int QUOTED_LENGTH = 100;

    static <T> Form<T> of(String expected, Function<String, T> parse, Function<T, String> show) {
        return new Form<>(ConfigDef.Type.STRING, expected, parse, show, List.of());
    }

    static <N> Form<N> wholeNumber(
            ConfigDef.Type type, long min, long max, LongFunction<N> make, ToLongFunction<N> value) {
        return new Form<>(
                type,
                "a whole number " + range(min, max),
                text -> make.apply(inRange(wholeNumber(text), min, max)),
                number -> Long.toString(value.applyAsLong(number)),
                List.of());
    }

    static Form<Double> decimal(double min, double max) {
        return new Form<>(
                ConfigDef.Type.DOUBLE,
                "a number from " + min + " to " + max,
                text -> {
                    double number = decimal(text);
                    // A NaN compares false with everything and so is refused too.
                    if (!(number >= min && number <= max)) {
                        throw new IllegalArgumentException();
                    }
                    return number;
                },
                String::valueOf,
                List.of());
    }

    static <E extends Enum<E>> Form<E> oneOf(List<E> choices) {
        Map<String, E> byOption = new LinkedHashMap<>();
        choices.forEach(choice -> byOption.put(option(choice), choice));
        List<String> options = List.copyOf(byOption.keySet());
        return new Form<>(
                ConfigDef.Type.STRING,
                "one of " + String.join(", ", options),
                text -> Optional.ofNullable(byOption.get(text.toLowerCase(Locale.ROOT)))
                        .orElseThrow(IllegalArgumentException::new),
                Form::option,
                options);
    }

    static <E> Form<List<E>> listOf(Form<E> element) {
        return new Form<>(
                ConfigDef.Type.LIST,
                "a list, each " + element.expected,
                text -> text.isEmpty()
                        ? List.of()
                        : Arrays.stream(text.split(",", -1))
                                .map(element::element)
                                .toList(),
                list -> list.stream().map(element.show).collect(Collectors.joining(",")),
                List.of());
    }

    Form<T> where(String condition, Predicate<T> holds) {
        return new Form<>(
                type,
                condition,
                text -> {
                    T value = parse.apply(text);
                    if (!holds.test(value)) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                },
                show,
                options);
    }

    Form<T> withOptions(List<String> values) {
        return new Form<>(type, expected, parse, show, List.copyOf(values));
    }

    /** Reads a value, or throws IllegalArgumentException with "must be … not …", which never quotes a secret. */
    T read(String text) {
        boolean secret = type == ConfigDef.Type.PASSWORD;
        try {
            return parse.apply(secret ? text : text.strip());
        } catch (IllegalArgumentException e) {
            if (secret) {
                // The cause may quote the secret, so it goes no further either.
                throw new IllegalArgumentException("must be " + expected);
            }
            String reason = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            throw new IllegalArgumentException("must be " + expected + ", not '" + shortened(text) + "'" + reason, e);
        }
    }

    private T element(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an element is empty");
        }
        return parse.apply(text.strip());
    }

    private static boolean flag(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException();
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("it needs a scheme and a host");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null) {
            throw new IllegalArgumentException("it takes no user and no query");
        }
        return uri;
    }

    private static Pattern regex(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription() + " near index " + e.getIndex(), e);
        }
    }

    private static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException((String) null, e);
        }
    }

    private static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException((String) null, e);
        }
    }

    private static long inRange(long number, long min, long max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static String range(long min, long max) {
        return max == Long.MAX_VALUE || max == Integer.MAX_VALUE ? "from " + min : "from " + min + " to " + max;
    }

    private static String option(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shortened(String text) {
        return text.length() <= QUOTED_LENGTH ? text : text.substring(0, QUOTED_LENGTH) + "…";
    }
}
