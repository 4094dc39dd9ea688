// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.event.ChangeEvent;
import io.outfall.http.template.BodyRenderer;
import io.outfall.http.template.BodyTemplate;
import io.outfall.http.template.HeaderTemplate;
import io.outfall.http.template.Subject;
import io.outfall.http.template.UrlTemplate;
import io.outfall.pipeline.UnfitRowException;
import io.outfall.row.ChangeRow;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes requests of changes. Owned by one task. */
public final class RequestRenderer {
    private final Map<Operation, Rule> rules = new EnumMap<>(Operation.class);
    private final Map<String, HeaderTemplate.Renderer> headers = new LinkedHashMap<>();
    private final Idempotency idempotency;
    private @Nullable Target last;

    /** What a change becomes: a place to go to, and what goes there. */
    public record Rendered(Target target, Item item) {}

    private record Rule(
            Mapping mapping,
            UrlTemplate.Renderer url,
            @Nullable BodyRenderer body) {}

    public RequestRenderer(RequestSettings settings) {
        Map<BodyTemplate, BodyRenderer> bodies = new HashMap<>();
        settings.mappings()
                .forEach((operation, mapping) -> rules.put(
                        operation,
                        new Rule(
                                mapping,
                                mapping.url().renderer(),
                                mapping.body() == null
                                        ? null
                                        : bodies.computeIfAbsent(mapping.body(), BodyTemplate::renderer))));
        settings.headers().forEach((name, template) -> headers.put(name, template.renderer()));
        this.idempotency = settings.idempotency();
    }

    /**
     * The request for a change; null where there is to be none.
     *
     * @throws UnfitRowException if it cannot be made, or the change is to be rejected
     */
    public @Nullable Rendered render(ChangeEvent event) throws UnfitRowException {
        Operation operation = Operation.of(event);
        Rule rule = rules.get(operation);
        if (rule == null || rule.mapping.action() == Action.SKIP) {
            return null;
        }
        if (rule.mapping.action() == Action.REJECT) {
            throw new UnfitRowException(
                    null,
                    "it is a " + operation.text() + ", and " + operation.text()
                            + ".action says that such are rejected");
        }
        ChangeRow change = ChangeRow.of(event);
        Subject subject = new Subject(event, change, idempotency.of(change));
        BodyRenderer body = rule.body;
        Item item = new Item(
                subject.record(),
                body == null ? null : body.render(subject),
                subject.key(),
                subject.idempotencyKey(),
                change.timeMs(),
                operation == Operation.TRUNCATE);
        return new Rendered(target(rule.mapping.method(), rule.url.render(subject), headers(subject)), item);
    }

    private Map<String, String> headers(Subject subject) throws UnfitRowException {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<String, String> rendered = new LinkedHashMap<>();
        for (Map.Entry<String, HeaderTemplate.Renderer> header : headers.entrySet()) {
            String value = header.getValue().render(subject);
            if (value != null) {
                rendered.put(header.getKey(), value);
            }
        }
        return rendered;
    }

    private Target target(String method, URI uri, Map<String, String> rendered) {
        Target before = last;
        if (before != null
                && before.uri().equals(uri)
                && before.method().equals(method)
                && before.headers().equals(rendered)) {
            return before;
        }
        Target target = new Target(method, uri, rendered);
        last = target;
        return target;
    }
}
