// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A key in the making; see {@link Key}.
 *
 * @param <T> what the setting is to the code that uses it
 */
public final class KeyBuilder<T> {
    final String name;
    final List<String> formerNames = new ArrayList<>();
    Form<T> form;
    String doc = "";
    ConfigDef.Importance importance = ConfigDef.Importance.MEDIUM;

    KeyBuilder(String name, Form<T> form) {
        this.name = name;
        this.form = form;
    }

    /** What the setting is for, in whole sentences of Markdown. */
    public KeyBuilder<T> doc(String sentences) {
        doc = sentences.strip().replace('\n', ' ');
        return this;
    }

    /** How much users should care; {@code MEDIUM} unless said. */
    public KeyBuilder<T> importance(ConfigDef.Importance level) {
        importance = level;
        return this;
    }

    /**
     * Narrows what the value may be.
     *
     * @param expected completes "must be …"; takes the place of what the type alone says
     */
    public KeyBuilder<T> where(String expected, Predicate<T> holds) {
        form = form.where(expected, holds);
        return this;
    }

    /** Values that tools should propose; others remain valid. */
    public KeyBuilder<T> suggest(List<String> values) {
        form = form.withOptions(values);
        return this;
    }

    /** A name that the setting had before: still read, with a warning. */
    public KeyBuilder<T> formerly(String oldName) {
        formerNames.add(oldName);
        return this;
    }

    /** A configuration without it is wrong. */
    public Key<T> required() {
        return new Key<>(
                this,
                text -> {
                    if (text == null || text.isBlank()) {
                        throw new IllegalArgumentException("is missing and has no default");
                    }
                    return form.read(text);
                },
                null,
                true);
    }

    /** Empty unless set. */
    public Key<Optional<T>> optional() {
        return new Key<>(
                this,
                text -> text == null || text.isBlank() ? Optional.empty() : Optional.of(form.read(text)),
                null,
                false);
    }

    /** That value unless set. */
    public Key<T> defaultsTo(T value) {
        String shown = form.show().apply(value);
        if (form.type() == ConfigDef.Type.PASSWORD) {
            throw new IllegalArgumentException(name + " is a secret and has a default");
        }
        form.read(shown);
        return new Key<>(this, text -> text == null ? value : form.read(text), shown, false);
    }
}
