// SPDX-License-Identifier: Apache-2.0
package io.outfall.row;

import io.outfall.json.JsonWriter;
import io.outfall.type.Decoder;
import io.outfall.type.Loose;
import io.outfall.type.Resolved;
import io.outfall.type.SemanticType;
import io.outfall.type.TypeResolver;
import io.outfall.type.TypeRules;
import io.outfall.type.ValuePolicies;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/** The headers of a record as JSON: a list, since names may repeat and their order may matter. */
final class HeaderText {
    private final TypeResolver types = new TypeResolver(TypeRules.none(), ValuePolicies.strict());
    private final JsonWriter json = new JsonWriter();

    /** For example <code>[{"name":"trace","value":"a1"}]</code>. */
    String of(Headers headers) {
        StringBuilder text = new StringBuilder("[");
        for (Header header : headers) {
            text.append(text.length() == 1 ? "" : ",")
                    .append("{\"name\":")
                    .append(json.reset().string(header.key()).text())
                    .append(",\"value\":")
                    .append(value(header))
                    .append('}');
        }
        return text.append(']').toString();
    }

    private String value(Header header) {
        Object value = header.value();
        if (value == null) {
            return "null";
        }
        Schema schema = header.schema();
        if (schema != null && (schema.name() != null || value instanceof Struct)) {
            Resolved resolved = types.resolve(header.key(), schema);
            return text(resolved.type(), resolved.decoder(), value);
        }
        // A worker's default header converter guesses: its maps and lists say nothing of what is in them.
        Loose loose = types.observe(header.key(), value);
        return text(loose.type(), loose.decoder(), value);
    }

    private String text(SemanticType type, Decoder decoder, Object value) {
        return json.reset().value(type, decoder.decode(value)).text();
    }
}
