// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import static io.outfall.config.SectionAssertions.assertThatSection;
import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import io.outfall.http.template.HeaderTemplate;
import io.outfall.http.template.JsonTemplate;
import io.outfall.http.template.MustacheTemplate;
import io.outfall.http.template.UrlTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class RequestSectionTest {
    private static final UrlTemplate URL = UrlTemplate.parse("http://host/rows");
    private static final JsonTemplate ROW = JsonTemplate.parse("\"${row}\"");
    private static final Mapping REJECTED = new Mapping(Action.REJECT, "POST", URL, ROW);

    @Test
    void everyKeyHasADefaultAndMostAreAsForAllOperations() {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "http.url", "required",
                "http.method", "POST",
                "body.format", "json",
                "body.template", "\"${row}\"",
                "http.content.type", "application/json",
                "idempotency.header", "none",
                "idempotency.key", "offset",
                "webhook.secret", "none"));
        for (String operation : List.of("create", "update", "snapshot", "delete", "tombstone", "truncate")) {
            for (String setting : List.of("action", "method", "url", "body")) {
                defaults.put(operation + "." + setting, "none");
            }
        }
        Mapping all = new Mapping(Action.SEND, "POST", URL, ROW);

        assertThatSection(new RequestSection())
                .hasDefaults(defaults)
                .reads(
                        Map.of("http.url", "http://host/rows"),
                        new RequestSettings(
                                Map.of(
                                        Operation.PLAIN, all,
                                        Operation.CREATE, all,
                                        Operation.UPDATE, all,
                                        Operation.SNAPSHOT, all,
                                        Operation.DELETE, REJECTED,
                                        Operation.TOMBSTONE, REJECTED,
                                        Operation.TRUNCATE, REJECTED),
                                Map.of(),
                                "application/json",
                                new Idempotency(Idempotency.Form.OFFSET, null),
                                null));
    }

    @Test
    void everyKeyIsRead() {
        MustacheTemplate text = MustacheTemplate.parse("<r>{{row.id}}</r>", "text/xml");
        Map<String, String> settings = new HashMap<>(Map.of(
                "http.url", "http://host/rows",
                "http.method", "PUT",
                "body.format", "text",
                "body.template", "<r>{{row.id}}</r>",
                "http.content.type", "text/xml",
                "idempotency.header", "Idempotency-Key",
                "idempotency.key", "source",
                "webhook.secret", "whsec_c2VjcmV0"));
        Map<Operation, Mapping> mappings = new HashMap<>();
        mappings.put(Operation.PLAIN, new Mapping(Action.SEND, "PUT", URL, text));
        for (Operation operation : Operation.values()) {
            if (operation != Operation.PLAIN) {
                String body = "<" + operation.text() + "/>";
                settings.put(operation.text() + ".action", operation == Operation.SNAPSHOT ? "reject" : "skip");
                boolean likeAnother = operation == Operation.SNAPSHOT || operation == Operation.TOMBSTONE;
                String method = likeAnother ? "POST" : "PATCH";
                String url = "http://host/rows/${key.id}?" + operation.text();
                settings.put(operation.text() + ".method", method);
                settings.put(operation.text() + ".url", url);
                settings.put(operation.text() + ".body", body);
                mappings.put(
                        operation,
                        new Mapping(
                                operation == Operation.SNAPSHOT ? Action.REJECT : Action.SKIP,
                                method,
                                UrlTemplate.parse(url),
                                MustacheTemplate.parse(body, "text/xml")));
            }
        }

        assertThatSection(new RequestSection())
                .reads(
                        settings,
                        new RequestSettings(
                                mappings,
                                Map.of(),
                                "text/xml",
                                new Idempotency(Idempotency.Form.SOURCE, "Idempotency-Key"),
                                new Password("whsec_c2VjcmV0")))
                .mentionsEveryKey();
    }

    @Test
    void aDeleteThatSomethingIsSaidOfIsSentWithoutBodyAndATombstoneIsOne() {
        UrlTemplate one = UrlTemplate.parse("http://host/rows/${key.id}");
        Mapping all = new Mapping(Action.SEND, "POST", URL, ROW);
        Mapping delete = new Mapping(Action.SEND, "DELETE", one, null);

        assertThatSection(new RequestSection())
                .reads(
                        Map.of(
                                "http.url", "http://host/rows",
                                "delete.method", "DELETE",
                                "delete.url", "http://host/rows/${key.id}"),
                        new RequestSettings(
                                Map.of(
                                        Operation.PLAIN, all,
                                        Operation.CREATE, all,
                                        Operation.UPDATE, all,
                                        Operation.SNAPSHOT, all,
                                        Operation.DELETE, delete,
                                        Operation.TOMBSTONE, delete,
                                        Operation.TRUNCATE, REJECTED),
                                Map.of(),
                                "application/json",
                                new Idempotency(Idempotency.Form.OFFSET, null),
                                null));
    }

    @Test
    void whatCannotBeSentIsRefused() {
        assertThatSection(new RequestSection())
                .refuses(
                        Map.of(
                                "http.url", "http://${row.host}/",
                                "http.method", "TRACE",
                                "body.template", "{\"a\": ${row.a}}",
                                "delete.body", "\"${foo}\"",
                                "idempotency.header", "a b",
                                "webhook.secret", "whsec_?"),
                        "http.url must be an address, not 'http://${row.host}/' (scheme, host and port cannot come from a record)",
                        "http.method must be a method: POST, PUT, PATCH, DELETE or GET, not 'TRACE'",
                        "body.template must be a template of JSON: no JSON: there is no value at character 7",
                        "delete.body must be a template of JSON: ${foo} names nothing that a change has; there are"
                                + " row.<column>, after.<column>, before.<column>, key.<column>, row, after, before, key, op,"
                                + " deleted, source.<field>, source.time, source.position, transaction, snapshot, topic,"
                                + " topic.-1, partition, offset, kafka.time, headers, headers.<name>, idempotency.key",
                        "idempotency.header must be the name of a header, not 'a b'",
                        "webhook.secret must be text, or whsec_ and Base64")
                .refuses(
                        Map.of("http.url", "http://host/", "http.headers.Host", "x", "http.headers.a b", "x"),
                        "http.url cannot be sent with http.headers.Host: the client sets that header itself",
                        "http.url cannot be sent with http.headers.a b: that is no name of a header");
    }

    @Test
    void headersAreTemplates() {
        HeaderTemplate source = HeaderTemplate.parse("${source.table}");
        assertThat(new Spec<>(new RequestSection())
                        .parse(Map.of("http.url", "http://host/", "http.headers.X-Source", "${source.table}"))
                        .headers())
                .isEqualTo(Map.of("X-Source", source));
    }
}
