// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Says what columns mean and how to read them: by the name of the schema where it has one that is known, else by the
 * configured rules for the column, else by the type of the source's column where the schema's parameters tell it, else
 * by the Connect type alone.
 */
public final class TypeResolver {
    private final NamedTypes named;
    private final UnnamedTypes unnamed;
    private final LooseTypes loose;

    public TypeResolver(TypeRules rules, ValuePolicies policies) {
        this.named = new NamedTypes(rules, policies);
        this.unnamed = new UnnamedTypes(rules, policies);
        this.loose = new LooseTypes(unnamed);
    }

    /** What a column of that name and schema is. */
    public Resolved resolve(String column, Schema schema) {
        Optional<Resolved> special =
                schema.name() == null ? unnamed.ruled(column, schema.type()) : named.resolve(schema);
        return special.or(() -> unnamed.bySource(schema)).orElseGet(() -> byConnect(schema));
    }

    /** What a column of that name is that has no schema and of which one value is known, or null. */
    public Loose observe(String column, @Nullable Object value) {
        return loose.observe(column, value);
    }

    private Resolved nested(Schema schema) {
        return named.resolve(schema).or(() -> unnamed.bySource(schema)).orElseGet(() -> byConnect(schema));
    }

    private Resolved byConnect(Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> Resolved.canonical(new SemanticType.Bool());
            case INT8 -> Resolved.canonical(new SemanticType.Int(8));
            case INT16 -> Resolved.canonical(new SemanticType.Int(16));
            case INT32 -> Resolved.canonical(new SemanticType.Int(32));
            case INT64 -> Resolved.canonical(new SemanticType.Int(64));
            case FLOAT32 -> Resolved.canonical(new SemanticType.Real(32));
            case FLOAT64 -> Resolved.canonical(new SemanticType.Real(64));
            case STRING -> Resolved.canonical(new SemanticType.Text());
            case BYTES -> Resolved.canonical(new SemanticType.Binary());
            case ARRAY -> Nested.list(nested(schema.valueSchema()));
            case MAP -> Nested.map(nested(schema.keySchema()), nested(schema.valueSchema()));
            case STRUCT -> struct(schema);
        };
    }

    private Resolved struct(Schema schema) {
        List<SemanticType.Member> members = new ArrayList<>();
        List<Nested.Part> parts = new ArrayList<>();
        for (Field field : schema.fields()) {
            Resolved resolved = nested(field.schema());
            members.add(new SemanticType.Member(field.name(), resolved.type()));
            parts.add(new Nested.Part(new StructField(field), resolved.decoder()));
        }
        return new Resolved(new SemanticType.StructOf(members), Nested.struct(parts));
    }
}
