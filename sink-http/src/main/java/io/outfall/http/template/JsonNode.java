// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node of a template that is JSON. */
sealed interface JsonNode {

    /** The same for every change. */
    record Fixed(@Nullable Object tree) implements JsonNode {}

    /** A string that is one placeholder: the value with its type. */
    record Value(Placeholder placeholder) implements JsonNode {}

    /** A string with placeholders in it. */
    record Text(List<Piece> pieces) implements JsonNode {}

    record Elements(List<JsonNode> elements) implements JsonNode {}

    record Members(List<Member> members) implements JsonNode {}

    /** What an object of a template consists of. */
    sealed interface Member {}

    record Named(String name, JsonNode value) implements Member {}

    /**
     * All columns of a row.
     *
     * @param without those that are left out: because the template says so, or because it names them itself
     */
    record Spread(Part part, Set<String> without) implements Member {}
}
