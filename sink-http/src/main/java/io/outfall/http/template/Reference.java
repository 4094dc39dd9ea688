// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import io.outfall.row.MetadataField;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a placeholder names. */
sealed interface Reference {
    String KNOWN = "row.<column>, after.<column>, before.<column>, key.<column>, row, after, before, key, op, deleted,"
            + " source.<field>, source.time, source.position, transaction, snapshot, topic, topic.-1, partition, offset,"
            + " kafka.time, headers, headers.<name>, idempotency.key";

    /** A whole row, as an object. */
    record Whole(Part part) implements Reference {}

    /** One column. */
    record Column(Part part, String name) implements Reference {}

    /** What is said of every change. */
    record Metadata(MetadataField field) implements Reference {}

    /** A part of the topic between its dots, counted from 1, or from the end where negative. */
    record TopicPart(int number) implements Reference {}

    /** What the source connector wrote of the source. */
    record Source(String field) implements Reference {}

    /** The last header of that name. */
    record HeaderValue(String name) implements Reference {}

    /** By what a server can tell that it gets the change again. */
    record IdempotencyKey() implements Reference {}

    /** @throws IllegalArgumentException if there is no such thing */
    static Reference parse(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        String rest = dot < 0 ? "" : name.substring(dot + 1);
        Optional<Part> part = Arrays.stream(Part.values())
                .filter(each -> each.name().equalsIgnoreCase(first))
                .findFirst();
        if (part.isPresent() && (dot < 0 || !rest.isEmpty())) {
            return dot < 0 ? new Whole(part.get()) : new Column(part.get(), rest);
        }
        if (name.equals("idempotency.key")) {
            return new IdempotencyKey();
        }
        return metadata(name)
                .<Reference>map(Metadata::new)
                .or(() -> named(first, rest))
                .orElseThrow(() -> new IllegalArgumentException(
                        "${" + name + "} names nothing that a change has; there are " + KNOWN));
    }

    private static Optional<MetadataField> metadata(String name) {
        return Arrays.stream(MetadataField.values())
                .filter(field -> field.key().equals(name))
                .findFirst();
    }

    private static Optional<Reference> named(String first, String rest) {
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        return switch (first) {
            case "topic" -> topicPart(rest);
            case "source" -> Optional.of(new Source(rest));
            case "headers" -> Optional.of(new HeaderValue(rest));
            default -> Optional.empty();
        };
    }

    private static Optional<Reference> topicPart(String rest) {
        Matcher number = Pattern.compile("-?[1-9][0-9]?").matcher(rest);
        return number.matches() ? Optional.of(new TopicPart(Integer.parseInt(rest))) : Optional.empty();
    }
}
