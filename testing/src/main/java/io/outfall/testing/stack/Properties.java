// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Settings as the text of a properties file. */
final class Properties {
    private Properties() {}

    static String text(Map<String, String> settings) {
        java.util.Properties properties = new java.util.Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
