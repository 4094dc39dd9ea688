// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads resources by Strimzi's own model, more strictly than a cluster would. */
final class StrimziYaml {
    private final ObjectMapper mapper = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NoPlaceForUnknownFields());

    /** The model keeps fields that it does not know; a reader without that place refuses them. */
    private static final class NoPlaceForUnknownFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /** All documents of a file. */
    List<JsonNode> documents(Path file) throws IOException {
        return mapper.readerFor(JsonNode.class)
                .<JsonNode>readValues(file.toFile())
                .readAll();
    }

    /**
     * Reads a file with one resource.
     *
     * @throws IOException also if there is a field that the type does not have
     */
    <T> T read(Path file, Class<T> type) throws IOException {
        return mapper.readValue(file.toFile(), type);
    }

    /** The fields of a resource that the model calls deprecated; they are gone in API version v1. */
    static List<String> deprecatedFields(Object resource) {
        List<String> fields = new ArrayList<>();
        collect(resource.getClass().getSimpleName(), resource, fields);
        return fields;
    }

    private static void collect(String path, Object part, List<String> deprecated) {
        for (Method getter : part.getClass().getMethods()) {
            if (!getter.getName().startsWith("get") || getter.getParameterCount() > 0 || getter.isBridge()) {
                continue;
            }
            String field = path + "." + getter.getName().substring(3);
            Object value = value(getter, part);
            if (value != null && getter.isAnnotationPresent(Deprecated.class)) {
                deprecated.add(field);
            }
            nested(value).forEach(nested -> collect(field, nested, deprecated));
        }
    }

    private static Collection<?> nested(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().filter(StrimziYaml::isModel).toList();
        }
        return value != null && isModel(value) ? List.of(value) : List.of();
    }

    private static boolean isModel(Object value) {
        return value.getClass().getName().startsWith("io.strimzi.api.") && !(value instanceof Enum);
    }

    private static @Nullable Object value(Method getter, Object part) {
        try {
            return getter.invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(getter + " of Strimzi's model does not answer", e);
        }
    }
}
