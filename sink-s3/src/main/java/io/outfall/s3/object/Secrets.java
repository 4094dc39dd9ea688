// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import io.outfall.proxy.ProxySettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Texts that must not reach a log: stores are free to quote what they were sent. */
final class Secrets {
    private static final int SHORTEST_SETTING = 8;
    private static final String MASK = "[hidden]";

    private final List<String> texts;

    private Secrets(List<String> texts) {
        this.texts = texts;
    }

    static Secrets of(S3Settings settings) {
        Stream.Builder<@Nullable Password> all = Stream.builder();
        addAll(settings.credentials(), all);
        if (settings.objects().encryption() instanceof Encryption.OfCustomer customer) {
            all.add(customer.key());
        }
        ProxySettings proxy = settings.connection().proxy();
        if (proxy != null && proxy.login() != null) {
            all.add(proxy.login().password());
        }
        return new Secrets(all.build()
                .filter(Objects::nonNull)
                .map(Password::value)
                .filter(text -> !text.isBlank())
                .toList());
    }

    private static void addAll(S3Credentials credentials, Stream.Builder<@Nullable Password> secrets) {
        if (credentials instanceof S3Credentials.StaticKeys keys) {
            secrets.add(keys.secretAccessKey()).add(keys.accessKeyId()).add(keys.sessionToken());
        } else if (credentials instanceof S3Credentials.Custom custom) {
            // A short one, such as "true", is no secret and would be hidden in half of all words.
            custom.settings().values().stream()
                    .filter(value -> value.value().length() >= SHORTEST_SETTING)
                    .forEach(secrets::add);
        } else if (credentials instanceof S3Credentials.AssumedRole role) {
            addAll(role.by(), secrets);
        }
    }

    String hideIn(String message) {
        String hidden = message;
        for (String text : texts) {
            hidden = hidden.replace(text, MASK);
        }
        return hidden;
    }

    /** Whether the exception or one of its causes would show one of the texts. */
    boolean areIn(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String shown = cause.toString();
            if (texts.stream().anyMatch(shown::contains)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return texts.size() + " secrets";
    }
}
