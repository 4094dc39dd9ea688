// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.config.Key;
import io.outfall.config.KeyBuilder;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.http.client.Call;
import io.outfall.http.template.BodyTemplate;
import io.outfall.http.template.HeaderTemplate;
import io.outfall.http.template.JsonTemplate;
import io.outfall.http.template.MustacheTemplate;
import io.outfall.http.template.UrlTemplate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The keys of {@link RequestSettings}. */
public final class RequestSection implements Section<RequestSettings> {
    private static final String HEADERS = "http.headers.";
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String METHODS = "GET|POST|PUT|PATCH|DELETE";

    static final Key<UrlTemplate> URL = Key.of("http.url", "an address", UrlTemplate::parse, UrlTemplate::toString)
            .doc("""
                    Where requests go. Path and query can hold placeholders, such as \
                    `https://api.example.org/${source.table}/${key.id}`: what a record holds is percent-encoded and stays within \
                    its segment or parameter; scheme, host and port are fixed.""")
            .importance(Importance.HIGH)
            .required();
    static final Key<String> METHOD = method("http.method")
            .doc("The method of requests.")
            .importance(Importance.HIGH)
            .defaultsTo("POST");
    static final Key<String> BODY =
            Key.text("body.template").doc("""
                    The body of a request or, where several changes share one, of each.""").importance(Importance.HIGH).defaultsTo("\"${row}\"");
    static final Key<Format> FORMAT = Key.oneOf("body.format", Format.class)
            .doc("""
                    What a body is. `json`: the template is JSON, and what a record holds cannot change its form. `text`: the \
                    template is in Mustache, for XML, forms, lines and whatever else.""")
            .importance(Importance.HIGH)
            .defaultsTo(Format.JSON);
    static final Key<String> CONTENT_TYPE =
            Key.text("http.content.type").doc("""
                    The `Content-Type` of requests. With `body.format=text` it decides how values are escaped: as XML, as the \
                    fields of a form, as literals of JSON, or, for any other type, not at all.""").defaultsTo("application/json");
    /** What a body is. */
    enum Format {
        JSON,
        TEXT
    }

    static final Key<Optional<String>> IDEMPOTENCY_HEADER = Key.text("idempotency.header")
            .doc("""
                    A header that carries a text by which the server can tell that it gets a request again, such as \
                    `Idempotency-Key`. Several changes that share a request have one together, which no other set of changes \
                    has; after a restart changes may share requests otherwise. In a body, the placeholder \
                    `${idempotency.key}` gives that of each change.""")
            .where("the name of a header", name -> name.matches(TOKEN))
            .optional();
    static final Key<Idempotency.Form> IDEMPOTENCY_KEY = Key.oneOf("idempotency.key", Idempotency.Form.class)
            .doc("""
                    What that text is made of. `offset`: topic, partition and offset. `source`: a hash of topic, key, operation and \
                    the place in the source's log, the same also where Debezium writes the change again.""")
            .importance(Importance.LOW)
            .defaultsTo(Idempotency.Form.OFFSET);

    static final Key<Optional<Password>> WEBHOOK_SECRET = Key.secret("webhook.secret")
            .doc("""
                    Signs each request as Standard Webhooks has it (`webhook-id`, `webhook-timestamp`, `webhook-signature`), so \
                    that a server can tell who sends. `whsec_` and Base64, or any other text as it is.""")
            .where("text, or whsec_ and Base64", RequestSection::isSecret)
            .importance(Importance.LOW)
            .optional();

    private static final Map<Operation, OperationKeys> OPERATIONS = operations();

    private record OperationKeys(
            Key<Optional<Action>> action,
            Key<Optional<String>> method,
            Key<Optional<UrlTemplate>> url,
            Key<Optional<String>> body) {}

    @Override
    public String title() {
        return "Requests";
    }

    @Override
    public String about() {
        return """
                Each operation becomes a request, or none. What is not said of an operation is as it is for another: a snapshot's \
                row is a `create`, a tombstone without its delete a `delete`, and the rest is as `http.method`, `http.url` and \
                `body.template` have it. A `delete` and a `truncate` are rejected until something is said of them, for a request \
                like all others would be taken for a new row. A request with the method `DELETE` has no body unless a body is set \
                for the operation. Plain rows, of which nothing tells what happened, become the request of all.

                Placeholders are `${…}`, in Mustache `{{…}}`: `row.<column>` (the row after the change; of a delete, what is known \
                of the row), `after.<column>`, `before.<column>`, `key.<column>`, `row` and the like as a whole, `op`, `deleted`, \
                `source.<field>` (any field of Debezium's source block, and `source.time` and `source.position`), `transaction`, \
                `snapshot`, `topic`, `topic.-1` (a part between its dots), `partition`, `offset`, `kafka.time`, `headers`, \
                `headers.<name>` and `idempotency.key`. Filters stand behind a bar: `${row.at | epoch_ms}`; there are `iso8601`, \
                `epoch_ms`, `date`, `string`, `number`, `base64`, `utf8`, `json`, `lower`, `upper`, `default(…)` and `omit_null`. `$${` \
                stands for `${` itself.

                In a template of JSON, a string that is one placeholder takes the value with its type, a longer one takes it as \
                escaped text. `"${*row}": true` in an object is all columns that the object does not name itself, and \
                `"${*row}": {"except": ["secret"]}` all but some. What the change says nothing of, such as a column that the \
                source did not repeat, is left out.

                Headers are `http.headers.<Name>`, with placeholders where wanted: `http.headers.X-Source=${source.table}`. \
                Secrets do not belong there: Connect shows such settings to everybody who may look at the connector.""";
    }

    @Override
    public List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(
                List.of(URL, METHOD, FORMAT, BODY, CONTENT_TYPE, IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, WEBHOOK_SECRET));
        OPERATIONS.values().forEach(of -> keys.addAll(List.of(of.action, of.method, of.url, of.body)));
        return List.copyOf(keys);
    }

    @Override
    public List<String> prefixes() {
        return List.of(HEADERS);
    }

    @Override
    public List<Check> checks() {
        return List.of(RequestSection::checkBodies, RequestSection::checkHeaders);
    }

    @Override
    public RequestSettings read(Values values) {
        Map<Operation, Mapping> mappings = new EnumMap<>(Operation.class);
        Mapping all = new Mapping(Action.SEND, values.get(METHOD), values.get(URL), body(values.get(BODY), values));
        mappings.put(Operation.PLAIN, all);
        for (Operation operation : List.of(
                Operation.CREATE, Operation.UPDATE, Operation.SNAPSHOT, Operation.DELETE, Operation.TOMBSTONE)) {
            Mapping like = switch (operation) {
                case SNAPSHOT -> mappings.getOrDefault(Operation.CREATE, all);
                case TOMBSTONE -> mappings.getOrDefault(Operation.DELETE, all);
                default -> all;
            };
            mappings.put(operation, mapping(operation, like, values));
        }
        mappings.put(Operation.TRUNCATE, mapping(Operation.TRUNCATE, all, values));
        Map<String, HeaderTemplate> headers = new TreeMap<>();
        values.startingWith(HEADERS).forEach((name, value) -> headers.put(name, HeaderTemplate.parse(value)));
        return new RequestSettings(
                mappings,
                headers,
                values.get(CONTENT_TYPE),
                new Idempotency(
                        values.get(IDEMPOTENCY_KEY),
                        values.get(IDEMPOTENCY_HEADER).orElse(null)),
                values.get(WEBHOOK_SECRET).orElse(null));
    }

    /** Whether the news that all rows are gone becomes a request. */
    public static boolean sendsTruncates(Values values) {
        OperationKeys keys = keysOf(Operation.TRUNCATE);
        boolean said = values.get(keys.method).isPresent()
                || values.get(keys.url).isPresent()
                || values.get(keys.body).isPresent();
        return values.get(keys.action).orElse(said ? Action.SEND : Action.REJECT) == Action.SEND;
    }

    private static Mapping mapping(Operation operation, Mapping like, Values values) {
        OperationKeys keys = keysOf(operation);
        boolean said = values.get(keys.method).isPresent()
                || values.get(keys.url).isPresent()
                || values.get(keys.body).isPresent();
        boolean needsSaying = operation == Operation.DELETE || operation == Operation.TRUNCATE;
        Action unless = needsSaying ? (said ? Action.SEND : Action.REJECT) : like.action();
        String method = values.get(keys.method).orElse(like.method());
        return new Mapping(
                values.get(keys.action).orElse(said ? Action.SEND : unless),
                method,
                values.get(keys.url).orElse(like.url()),
                values.get(keys.body)
                        .<@Nullable BodyTemplate>map(text -> body(text, values))
                        .orElse(method.equals("DELETE") ? null : like.body()));
    }

    private static OperationKeys keysOf(Operation operation) {
        OperationKeys keys = OPERATIONS.get(operation);
        if (keys == null) {
            throw new IllegalArgumentException("nothing can be said of " + operation);
        }
        return keys;
    }

    private static void checkBodies(Values values, Problems problems) {
        checkBody(BODY, values.get(BODY), values, problems);
        OPERATIONS
                .values()
                .forEach(keys -> values.get(keys.body).ifPresent(text -> checkBody(keys.body, text, values, problems)));
    }

    private static void checkBody(Key<?> key, String text, Values values, Problems problems) {
        try {
            body(text, values);
        } catch (IllegalArgumentException e) {
            String what = values.get(FORMAT) == Format.JSON ? "a template of JSON" : "a template in Mustache";
            problems.add(key, "must be " + what + ": " + e.getMessage());
        }
    }

    private static BodyTemplate body(String text, Values values) {
        return values.get(FORMAT) == Format.JSON
                ? JsonTemplate.parse(text)
                : MustacheTemplate.parse(text, values.get(CONTENT_TYPE));
    }

    private static boolean isSecret(Password secret) {
        try {
            new WebhookSignature(secret);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void checkHeaders(Values values, Problems problems) {
        values.startingWith(HEADERS).forEach((name, value) -> {
            if (!name.matches(TOKEN)) {
                problems.add(URL, "cannot be sent with " + HEADERS + name + ": that is no name of a header");
            } else if (Call.isHeaderOfTransport(name)) {
                problems.add(URL, "cannot be sent with " + HEADERS + name + ": the client sets that header itself");
            }
            try {
                HeaderTemplate.parse(value);
            } catch (IllegalArgumentException e) {
                problems.add(URL, "cannot be sent with " + HEADERS + name + ": " + e.getMessage());
            }
        });
    }

    private static Map<Operation, OperationKeys> operations() {
        Map<Operation, OperationKeys> keys = new EnumMap<>(Operation.class);
        keys.put(Operation.CREATE, operation(Operation.CREATE, "a new row", "`send`"));
        keys.put(Operation.UPDATE, operation(Operation.UPDATE, "a changed row", "`send`"));
        keys.put(Operation.SNAPSHOT, operation(Operation.SNAPSHOT, "a row that a snapshot found", "as a `create`"));
        keys.put(
                Operation.DELETE,
                operation(
                        Operation.DELETE,
                        "a row that is gone",
                        "`send` where method, address or body are set for it, else `reject`"));
        keys.put(
                Operation.TOMBSTONE,
                operation(Operation.TOMBSTONE, "a tombstone without the delete before it", "as a `delete`"));
        keys.put(
                Operation.TRUNCATE,
                operation(
                        Operation.TRUNCATE,
                        "the news that all rows are gone",
                        "`send` where method, address or body are set for it, else `reject`"));
        return keys;
    }

    private static OperationKeys operation(Operation operation, String what, String unless) {
        String name = operation.text();
        return new OperationKeys(
                Key.oneOf(name + ".action", Action.class)
                        .doc("What becomes of " + what
                                + ": `send` a request, `skip` it, or `reject` the record. Unless set: " + unless + ".")
                        .optional(),
                method(name + ".method")
                        .doc("The method for " + what + ".")
                        .importance(Importance.LOW)
                        .optional(),
                Key.of(name + ".url", "an address", UrlTemplate::parse, UrlTemplate::toString)
                        .doc("The address for " + what + ".")
                        .importance(Importance.LOW)
                        .optional(),
                Key.text(name + ".body")
                        .doc("The body for " + what + ".")
                        .importance(Importance.LOW)
                        .optional());
    }

    private static KeyBuilder<String> method(String name) {
        return Key.text(name)
                .suggest(List.of("POST", "PUT", "PATCH", "DELETE"))
                .where("a method: POST, PUT, PATCH, DELETE or GET", text -> text.matches(METHODS));
    }
}
