// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator.rest;

import io.outfall.bigquery.emulator.error.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query in the words of DuckDB: names in back-ticks, texts in double quotes, comments with a hash and parameters are
 * put otherwise. Functions are those of DuckDB.
 *
 * @param sql the query with a {@code ?} for each parameter
 * @param parameters the name of each, or null if it goes by position
 */
record GoogleSql(String sql, List<@Nullable String> parameters) {

    private static final Pattern TOKEN = Pattern.compile("(?<text>'(?:[^'\\\\]|\\\\.)*')"
            + "|(?<quoted>\"(?:[^\"\\\\]|\\\\.)*\")"
            + "|`(?<name>[^`]*)`"
            + "|(?<comment>(?:--|#)[^\\n]*|/\\*(?s:.*?)\\*/)"
            + "|@(?<parameter>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<position>\\?)"
            + "|(?<unnest>(?i)\\bIN\\s+UNNEST\\b)");

    /**
     * Translates.
     *
     * @param marks gives what stands for a parameter
     */
    static GoogleSql translated(String query, String project, Marks marks) {
        Matcher token = TOKEN.matcher(query);
        StringBuilder sql = new StringBuilder();
        List<@Nullable String> parameters = new ArrayList<>();
        while (token.find()) {
            token.appendReplacement(sql, "");
            if (token.group("text") != null) {
                sql.append(literal(token.group("text")));
            } else if (token.group("quoted") != null) {
                sql.append(literal(token.group("quoted")));
            } else if (token.group("name") != null) {
                sql.append(named(token.group("name"), project));
            } else if (token.group("comment") != null) {
                sql.append(' ');
            } else if (token.group("unnest") != null) {
                sql.append("= ANY ");
            } else {
                parameters.add(token.group("parameter"));
                sql.append(marks.of(parameters.size() - 1, token.group("parameter")));
            }
        }
        token.appendTail(sql);
        return new GoogleSql(sql.toString(), parameters);
    }

    /** The parts of a name, without the project, which must be the one there is. */
    static List<String> parts(String name, String project) {
        List<String> parts = List.of(name.split("\\.", -1));
        if (parts.size() < 3) {
            return parts;
        }
        if (parts.size() > 3 || !parts.get(0).equals(project)) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "Not found: " + name);
        }
        return parts.subList(1, 3);
    }

    private static String named(String name, String project) {
        return '"' + String.join("\".\"", parts(name, project)) + '"';
    }

    private static String literal(String text) {
        String inner = text.substring(1, text.length() - 1);
        if (inner.indexOf('\\') >= 0) {
            throw Refusal.notEmulated("texts with a backslash in a query");
        }
        return '\'' + inner.replace("'", "''") + '\'';
    }

    /** What to write for a parameter. */
    interface Marks {

        /**
         * @param index how many came before
         * @param name null if it goes by position
         */
        String of(int index, @Nullable String name);
    }
}
