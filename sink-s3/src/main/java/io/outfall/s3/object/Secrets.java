// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/** Texts that must not reach a log: stores are free to quote what they were sent. */
final class Secrets {
    private static final String MASK = "[hidden]";

    private final List<String> texts;

    private Secrets(List<String> texts) {
        this.texts = texts;
    }

    static Secrets of(S3Credentials credentials) {
        if (credentials instanceof S3Credentials.StaticKeys keys) {
            return new Secrets(Stream.of(keys.secretAccessKey(), keys.accessKeyId(), keys.sessionToken())
                    .filter(Objects::nonNull)
                    .map(Password::value)
                    .filter(text -> !text.isEmpty())
                    .toList());
        }
        return new Secrets(List.of());
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
