// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, its type, what it may be, what it is when nobody sets it, and what it is for.
 *
 * <pre>{@code
 * static final Key<RejectionPolicy> POLICY = Key.oneOf("rejection.policy", RejectionPolicy.class)
 *         .doc("Where a record goes that cannot be delivered.")
 *         .importance(Importance.HIGH)
 *         .defaultsTo(RejectionPolicy.REPORT);
 * }</pre>
 *
 * How a definition ends says what a missing value means: {@link KeyBuilder#defaultsTo}, {@link KeyBuilder#required} or
 * {@link KeyBuilder#optional}, which makes the value an {@link Optional}. A blank value counts as missing, except where
 * there is a default: then it is a value like any other, so that an empty text or list can be set.
 *
 * @param <T> what the setting is to the code that uses it
 */
public final class Key<T> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9]+)*");

    private final String name;
    private final Form<?> form;
    private final Function<@Nullable String, T> reader;
    private final String doc;
    private final ConfigDef.Importance importance;
    private final List<String> formerNames;
    private final @Nullable String defaultText;
    private final boolean required;

    Key(KeyBuilder<?> builder, Function<@Nullable String, T> reader, @Nullable String defaultText, boolean required) {
        this.name = builder.name;
        this.form = builder.form;
        this.doc = builder.doc;
        this.importance = builder.importance;
        this.formerNames = List.copyOf(builder.formerNames);
        this.reader = reader;
        this.defaultText = defaultText;
        this.required = required;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(name + " is not a dotted name in lower case");
        }
        if (!doc.endsWith(".")) {
            throw new IllegalArgumentException(name + " has no sentence that documents it");
        }
    }

    /** Any text; blanks around it are cut off. */
    public static KeyBuilder<String> text(String name) {
        return new KeyBuilder<>(name, Form.TEXT);
    }

    /** A whole number from {@code min} to {@code max}. */
    public static KeyBuilder<Integer> integer(String name, int min, int max) {
        return new KeyBuilder<>(
                name, Form.wholeNumber(ConfigDef.Type.INT, min, max, Math::toIntExact, Integer::longValue));
    }

    /** A whole number from {@code min} to {@code max}. */
    public static KeyBuilder<Long> integer(String name, long min, long max) {
        return new KeyBuilder<>(name, Form.wholeNumber(ConfigDef.Type.LONG, min, max, n -> n, n -> n));
    }

    /** A size in bytes; the name ends in {@code .bytes}. */
    public static KeyBuilder<Long> bytes(String name, long min, long max) {
        return integer(withUnit(name, ".bytes"), min, max);
    }

    /** A length of time in milliseconds; the name ends in {@code .ms}. */
    public static KeyBuilder<Duration> millis(String name, Duration min, Duration max) {
        return new KeyBuilder<>(
                withUnit(name, ".ms"),
                Form.wholeNumber(
                        ConfigDef.Type.LONG, min.toMillis(), max.toMillis(), Duration::ofMillis, Duration::toMillis));
    }

    /** A number from {@code min} to {@code max}. */
    public static KeyBuilder<Double> decimal(String name, double min, double max) {
        return new KeyBuilder<>(name, Form.decimal(min, max));
    }

    /** {@code true} or {@code false}. */
    public static KeyBuilder<Boolean> flag(String name) {
        return new KeyBuilder<>(name, Form.FLAG);
    }

    /** One of an enum's constants, written in lower case with {@code -} for {@code _}. */
    public static <E extends Enum<E>> KeyBuilder<E> oneOf(String name, Class<E> type) {
        return oneOf(name, List.of(type.getEnumConstants()));
    }

    /** One of these constants of an enum, written in lower case with {@code -} for {@code _}. */
    public static <E extends Enum<E>> KeyBuilder<E> oneOf(String name, List<E> choices) {
        return new KeyBuilder<>(name, Form.oneOf(choices));
    }

    /** Texts separated by commas; blanks around them are cut off, none may be empty. */
    public static KeyBuilder<List<String>> list(String name) {
        return new KeyBuilder<>(name, Form.listOf(Form.TEXT));
    }

    /** Values separated by commas, each {@code expected} and taken apart by {@code parse}; see {@link #of}. */
    public static <E> KeyBuilder<List<E>> list(
            String name, String expected, Function<String, E> parse, Function<E, String> show) {
        return new KeyBuilder<>(name, Form.listOf(Form.of(expected, parse, show)));
    }

    /** The address of a server, by http or https, without user and query: what is secret has a key of its own. */
    public static KeyBuilder<URI> address(String name) {
        return new KeyBuilder<>(name, Form.ADDRESS);
    }

    /** A regular expression. */
    public static KeyBuilder<Pattern> regex(String name) {
        return new KeyBuilder<>(name, Form.REGEX);
    }

    /** A secret: {@link Password} keeps it out of every text, and it can have no default. */
    public static KeyBuilder<Password> secret(String name) {
        return new KeyBuilder<>(name, Form.SECRET);
    }

    /**
     * A value of its own kind.
     *
     * @param expected completes "must be …" and stands in the reference, such as {@code a time zone}
     * @param parse makes the value of the text; an {@link IllegalArgumentException} says why it cannot
     * @param show gives the text that {@code parse} makes the value of
     */
    public static <T> KeyBuilder<T> of(
            String name, String expected, Function<String, T> parse, Function<T, String> show) {
        return new KeyBuilder<>(name, Form.of(expected, parse, show));
    }

    public String name() {
        return name;
    }

    /** The name in words, with the unit in brackets: {@code Retry backoff (ms)}. */
    public String displayName() {
        String words = name.replaceFirst("\\.(ms|bytes)$", " ($1)").replace('.', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    public String doc() {
        return doc;
    }

    public ConfigDef.Importance importance() {
        return importance;
    }

    /** The type that Connect's tools are told. */
    public ConfigDef.Type type() {
        return form.type();
    }

    /** What a value must be, completing "must be …". */
    public String expected() {
        return form.expected();
    }

    /** The values to choose from, or empty where there is no end of them. */
    public List<String> options() {
        return form.options();
    }

    /** The default as it would be written; null for a required or an optional key. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** Whether a configuration without a value is wrong. */
    public boolean isRequired() {
        return required;
    }

    boolean isSecret() {
        return type() == ConfigDef.Type.PASSWORD;
    }

    List<String> formerNames() {
        return formerNames;
    }

    /**
     * Reads a configured value.
     *
     * @throws IllegalArgumentException with a message that goes on after the key's name
     */
    T read(@Nullable String text) {
        return reader.apply(text);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String withUnit(String name, String unit) {
        if (!name.endsWith(unit)) {
            throw new IllegalArgumentException(name + " does not end in " + unit);
        }
        return name;
    }
}
