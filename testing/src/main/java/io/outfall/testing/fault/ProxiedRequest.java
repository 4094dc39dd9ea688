// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request as the client sent it, without its body.
 *
 * @param method such as {@code PUT}
 * @param target path and query
 * @param headerLines as they came, such as {@code Content-Length: 5}
 */
public record ProxiedRequest(String method, String target, List<String> headerLines) {
    public ProxiedRequest {
        headerLines = List.copyOf(headerLines);
    }

    /** The value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headerLines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    /** The same request without headers of these names, whatever their case. */
    ProxiedRequest without(Set<String> names) {
        List<String> left = headerLines.stream()
                .filter(line ->
                        names.stream().noneMatch(name -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1)))
                .toList();
        return new ProxiedRequest(method, target, left);
    }

    /** The part of the target before the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Whether the query has a parameter of that name. */
    public boolean hasParameter(String name) {
        int query = target.indexOf('?');
        return query >= 0
                && List.of(target.substring(query + 1).split("&", -1)).stream()
                        .anyMatch(parameter -> parameter.equals(name) || parameter.startsWith(name + "="));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
