// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The page that documents every setting of a connector, in Markdown, section by section.
 *
 * @param title the page's heading
 * @param introduction what stands before the first section, in Markdown
 * @param spec the settings
 */
public record ReferencePage(String title, String introduction, Spec<?> spec) {

    /** Writes the page, and the folders above it. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, markdown());
    }

    public String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# ")
                .append(title)
                .append("\n\n")
                .append(introduction.strip())
                .append('\n');
        for (Section<?> section : spec.sections()) {
            if (!section.keys().isEmpty()) {
                append(page, section);
            }
        }
        return page.toString();
    }

    private static void append(StringBuilder page, Section<?> section) {
        page.append("\n## ").append(section.title()).append('\n');
        if (!section.about().isBlank()) {
            page.append('\n').append(section.about().strip()).append('\n');
        }
        page.append("\n| Setting | Type | Default | Valid values | Importance |\n|---|---|---|---|---|\n");
        for (Key<?> key : section.keys()) {
            page.append(row(
                    code(key.name()) + "<br>" + key.doc(),
                    key.type().name().toLowerCase(Locale.ROOT),
                    defaultOf(key),
                    key.expected(),
                    key.importance().name().toLowerCase(Locale.ROOT)));
        }
    }

    private static String defaultOf(Key<?> key) {
        String text = key.defaultText();
        if (text == null) {
            return key.isRequired() ? "required" : "none";
        }
        return text.isEmpty() ? "empty" : code(text);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(cell.replace("|", "\\|")).append(" |");
        }
        return row.append('\n').toString();
    }
}
