// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/**
 * Holds a test of a section to naming every key: its default, and what a value that is not the default makes of the
 * record.
 *
 * <pre>{@code
 * SectionAssertions.assertThatSection(new RetrySection())
 *         .hasDefaults(Map.of("retry.limit", "10"))
 *         .reads(Map.of("retry.limit", "3"), new Retry(3))
 *         .mentionsEveryKey();
 * }</pre>
 *
 * @param <T> what the section reads
 */
public final class SectionAssertions<T> {
    private static final RecursiveComparisonConfiguration BY_CONTENT = RecursiveComparisonConfiguration.builder()
            .withEqualsForType((a, b) -> a.toString().equals(b.toString()) && a.flags() == b.flags(), Pattern.class)
            .withStrictTypeChecking(true)
            .build();

    private final Section<T> section;
    private final Spec<T> spec;
    private final Map<String, Key<?>> keys = new LinkedHashMap<>();
    private final Set<String> mapped = new HashSet<>();

    private SectionAssertions(Section<T> section) {
        this.section = section;
        this.spec = new Spec<>(section);
        spec.sections().forEach(part -> part.keys().forEach(key -> keys.put(key.name(), key)));
    }

    public static <T> SectionAssertions<T> assertThatSection(Section<T> section) {
        return new SectionAssertions<>(section);
    }

    /**
     * Compares every key's default. A key without one is {@code "required"} or {@code "none"}.
     *
     * @param expected by name; exactly the section's keys
     */
    public SectionAssertions<T> hasDefaults(Map<String, String> expected) {
        Map<String, String> defaults = new HashMap<>();
        keys.forEach((name, key) -> {
            String text = key.defaultText();
            defaults.put(name, text != null ? text : key.isRequired() ? "required" : "none");
        });
        assertThat(defaults).as("defaults of %s", section.title()).containsExactlyInAnyOrderEntriesOf(expected);
        return this;
    }

    /**
     * Reads settings and compares the record. Each setting must matter: the record is another one without it. No text
     * may show the value of a secret.
     */
    public SectionAssertions<T> reads(Map<String, String> settings, T expected) {
        T actual = spec.parse(settings);
        assertThat(actual).usingRecursiveComparison(BY_CONTENT).isEqualTo(expected);
        settings.forEach((name, value) -> {
            Key<?> key = keys.get(name);
            if (key == null) {
                throw new AssertionError(section.title() + " has no key " + name);
            }
            if (key.isSecret()) {
                assertHidden(value, settings, actual);
            }
            assertMatters(name, settings, actual);
            mapped.add(name);
        });
        return this;
    }

    /** Compares every problem of some settings. */
    public SectionAssertions<T> refuses(Map<String, String> settings, String... problems) {
        List<String> found = spec.validate(settings).configValues().stream()
                .flatMap(value -> value.errorMessages().stream())
                .toList();
        assertThat(found).containsExactlyInAnyOrder(problems);
        return this;
    }

    /** Fails if a key was in the settings of no {@link #reads}. */
    public void mentionsEveryKey() {
        Set<String> forgotten = new TreeSet<>(keys.keySet());
        forgotten.removeAll(mapped);
        assertThat(forgotten)
                .as("keys of %s that no example sets", section.title())
                .isEmpty();
    }

    private void assertMatters(String name, Map<String, String> settings, T actual) {
        Map<String, String> without = new HashMap<>(settings);
        without.remove(name);
        T other;
        try {
            other = spec.parse(without);
        } catch (ConfigException needed) {
            return;
        }
        assertThat(other)
                .as("%s read without %s, which is expected to change it", section.title(), name)
                .usingRecursiveComparison(BY_CONTENT)
                .isNotEqualTo(actual);
    }

    private void assertHidden(String secret, Map<String, String> settings, T actual) {
        assertThat(String.valueOf(actual)).doesNotContain(secret);
        assertThat(spec.validate(settings).configValues().toString()).doesNotContain(secret);
        assertThat(String.join("\n", spec.warnings(settings))).doesNotContain(secret);
    }
}
