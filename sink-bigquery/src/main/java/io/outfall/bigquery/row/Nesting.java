// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.row;

import io.outfall.bigquery.schema.NullElements;
import io.outfall.type.GeometryValue;
import io.outfall.type.UnfitValueException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encoders of what has parts. */
final class Nesting {

    private Nesting() {}

    /**
     * One member of a STRUCT.
     *
     * @param position of its value
     * @param name to tell it by
     * @param required whether it must have one
     */
    record Part(int position, String name, boolean required, CellEncoder encoder) {

        void encode(@Nullable Object value, CellSink out) {
            boolean told = value != null && encoder.encode(value, out);
            if (required && !told) {
                throw new UnfitValueException("the member " + name + " is REQUIRED and has no value");
            }
        }
    }

    static CellEncoder struct(Field field, List<Part> parts) {
        Part[] members = parts.toArray(Part[]::new);
        return (value, out) -> {
            @Nullable Object[] values = (Object[]) value;
            int begun = out.beginStruct(field);
            for (Part member : members) {
                member.encode(values[member.position], out);
            }
            out.endStruct(begun);
            return true;
        };
    }

    /** A shape as a STRUCT of its binary and its reference system. */
    static CellEncoder shape(Field field, List<Part> parts) {
        CellEncoder struct = struct(field, parts);
        return (value, out) -> {
            GeometryValue shape = (GeometryValue) value;
            return struct.encode(new @Nullable Object[] {shape.wkb(), shape.srid()}, out);
        };
    }

    /** A map as an ARRAY of STRUCTs of key and value. */
    static CellEncoder pairs(Field field, List<Part> parts) {
        CellEncoder struct = struct(field, parts);
        return (value, out) -> {
            int begun = out.beginList(field);
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                struct.encode(new @Nullable Object[] {entry.getKey(), entry.getValue()}, out);
            }
            out.endList(begun);
            return true;
        };
    }

    /** @param nullElement what is told instead of an element that is null, or becomes it */
    static CellEncoder list(Field field, CellEncoder element, CellEncoder nullElement) {
        return (value, out) -> {
            int begun = out.beginList(field);
            for (Object each : (List<?>) value) {
                if (each == null || !element.encode(each, out)) {
                    nullElement.encode("null", out);
                }
            }
            out.endList(begun);
            return true;
        };
    }

    static CellEncoder nullElement(NullElements policy) {
        return (value, out) -> {
            if (policy != NullElements.DROP) {
                throw new UnfitValueException("the list has a null, which an ARRAY cannot hold");
            }
            return false;
        };
    }
}
