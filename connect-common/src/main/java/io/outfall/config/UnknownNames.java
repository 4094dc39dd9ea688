// SPDX-License-Identifier: Apache-2.0
package io.outfall.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings that neither we nor Connect know. One that looks like ours is a slip of the pen and a problem; any other may
 * belong to a tool of the user and is left alone.
 */
final class UnknownNames {

    /** What {@link TaskId} adds to the configuration of a task. */
    static final String TASK = "outfall.task";

    private static final Set<String> CONNECT_NAMES = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "tasks.max",
            "tasks.max.enforce",
            "task.class",
            "topics",
            "topics.regex",
            "key.converter",
            "value.converter",
            "header.converter",
            "key.converter.plugin.version",
            "value.converter.plugin.version",
            "header.converter.plugin.version",
            "transforms",
            "predicates",
            "config.action.reload",
            "errors.tolerance",
            "errors.log.enable",
            "errors.log.include.messages",
            "errors.retry.timeout",
            "errors.retry.delay.max.ms",
            "errors.deadletterqueue.topic.name",
            "errors.deadletterqueue.topic.replication.factor",
            "errors.deadletterqueue.context.headers.enable");

    private static final List<String> CONNECT_PREFIXES = List.of(
            "key.converter.",
            "value.converter.",
            "header.converter.",
            "transforms.",
            "predicates.",
            "errors.",
            "consumer.override.",
            "producer.override.",
            "admin.override.");

    private final Set<String> ours;
    private final Set<String> ourFirstWords;
    private final Collection<String> pluggedIn;

    /** @param pluggedIn what the names of settings begin with that belong to what users plug in */
    UnknownNames(Collection<Key<?>> keys, Collection<String> pluggedIn) {
        this.pluggedIn = pluggedIn;
        ours = keys.stream()
                .flatMap(key -> Stream.concat(Stream.of(key.name()), key.formerNames().stream()))
                .collect(Collectors.toSet());
        ourFirstWords = ours.stream().map(UnknownNames::firstWord).collect(Collectors.toSet());
    }

    /** Makes a problem of each name that looks like one of ours. */
    void report(Set<String> names, Problems problems) {
        for (String name : names) {
            if (isUnknown(name) && looksLikeOurs(name)) {
                problems.add(
                        name,
                        "is no setting"
                                + nearest(name, known())
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse(""));
            }
        }
    }

    /** The names that look like nobody's. */
    List<String> strangers(Map<String, String> settings) {
        return settings.keySet().stream()
                .filter(name -> isUnknown(name) && !looksLikeOurs(name))
                .sorted()
                .toList();
    }

    private boolean isUnknown(String name) {
        return !ours.contains(name)
                && !CONNECT_NAMES.contains(name)
                && !name.equals(TASK)
                && CONNECT_PREFIXES.stream().noneMatch(name::startsWith)
                && pluggedIn.stream().noneMatch(name::startsWith);
    }

    private boolean looksLikeOurs(String name) {
        return ourFirstWords.contains(firstWord(name)) || nearest(name, ours).isPresent();
    }

    private Set<String> known() {
        Set<String> known = new HashSet<>(ours);
        known.addAll(CONNECT_NAMES);
        return known;
    }

    private static Optional<String> nearest(String name, Set<String> candidates) {
        // One slip in four letters: a transposed pair costs two, and short names must not match anything.
        int allowed = Math.min(4, name.length() / 4);
        return candidates.stream()
                .filter(candidate -> distance(name, candidate) <= allowed)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String firstWord(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** How many letters must be inserted, removed or replaced to make one name the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }
}
