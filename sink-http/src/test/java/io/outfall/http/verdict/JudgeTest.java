// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import io.outfall.http.client.Reply;
import io.outfall.http.request.Item;
import io.outfall.http.request.Items;
import io.outfall.testing.SteppingClock;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final List<Item> THREE = Items.of(7, 8, 9);

    private final SteppingClock clock = SteppingClock.at("2026-01-01T00:00:00Z");

    private Verdict judge(Map<String, String> settings, Reply reply) {
        return judge(settings, reply, THREE);
    }

    private Verdict judge(Map<String, String> settings, Reply reply, List<Item> items) {
        return new Judge(new Spec<>(new VerdictSection()).parse(settings), clock).judge(reply, items);
    }

    private static Reply reply(int status, String body, String... headers) {
        Map<String, List<String>> byName = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], List.of(headers[i + 1]));
        }
        return new Reply(
                status,
                HttpHeaders.of(byName, (name, value) -> true),
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                true);
    }

    /** What is said of each: a for accepted, l for later, p for pending, r for refused. */
    private static String each(Verdict verdict) {
        if (!(verdict instanceof Verdict.Each each)) {
            return verdict.getClass().getSimpleName();
        }
        return each.items().stream()
                .map(item -> item.getClass().getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "200, Accepted",
        "204, Accepted",
        "299, Accepted",
        "400, Refused",
        "422, Refused",
        "413, TooLarge",
        "401, Later",
        "429, Later",
        "500, Later",
        "599, Later",
        "301, Unknown",
        "404, Unknown",
        "100, Unknown",
    })
    void aStatusMeansWhatItsListSays(int status, String verdict) {
        assertThat(judge(Map.of(), reply(status, "")).getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void aSingleChangeThatIsTooLargeIsRefusedOrUnknownAsItsListSays() {
        List<Item> one = Items.of(7);

        assertThat(judge(Map.of(), reply(413, ""), one)).isEqualTo(new Verdict.Refused("status 413", ""));
        assertThat(judge(Map.of("response.reject", "400"), reply(413, ""), one)).isInstanceOf(Verdict.Unknown.class);
        assertThat(judge(Map.of("response.reject", "400"), reply(413, ""))).isInstanceOf(Verdict.TooLarge.class);
    }

    @Test
    void aRefusalTellsTheRequestIdAndKeepsTheAnswerApart() {
        assertThat(judge(Map.of("response.excerpt.chars", "5"), reply(422, " too long ", "X-Request-Id", "r1")))
                .isEqualTo(new Verdict.Refused("status 422, request id r1", "too l…"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 | PT17S",
                "Thu, 01 Jan 2026 00:01:00 GMT | PT1M",
                "Wed, 31 Dec 2025 00:00:00 GMT | PT0S",
                "999999 | PT1H",
                "soon | PT0S",
            })
    void aServerSaysHowLongItWantsToBeLeftAlone(String header, Duration rest) {
        assertThat(judge(Map.of(), reply(503, "", "Retry-After", header)))
                .isEqualTo(new Verdict.Later("status 503", rest, ""));
    }

    @Test
    void aServerWhoseClockIsWrongIsLeftAloneAsLongAsItWants() {
        String now = "Thu, 01 Jan 2026 05:00:00 GMT";
        String until = "Thu, 01 Jan 2026 05:00:30 GMT";

        assertThat(judge(Map.of(), reply(503, "", "Date", now, "Retry-After", until))
                        .notBefore())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ok\": true} | Accepted",
                "{\"ok\": \"true\"} | Accepted",
                "{\"ok\": false} | Refused",
                "{\"ok\": null} | Later",
                "{} | Later",
                "<html> | Later",
                "'' | Later",
            })
    void anAnswerSaysByItsBodyWhetherItIsDone(String body, String verdict) {
        assertThat(judge(Map.of("response.ok.path", "/ok"), reply(200, body))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"200, /errors", "204, /errors", "204, /ok", "205, /ok"})
    void anAnswerThatCannotSayOrNeedNotSayMoreIsJudgedByItsStatus(int status, String place) {
        String key = place.equals("/ok") ? "response.ok.path" : "response.errors.path";

        assertThat(judge(Map.of(key, place), reply(status, " "))).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void anAnswerThatWasNotReadToItsEndIsNoSuccessAndNoReasonToSendItAllAgain() {
        Reply whole = reply(200, "{\"errors\": [");
        Reply cutOff = new Reply(200, whole.headers(), whole.body(), false);

        assertThat(judge(Map.of("response.errors.path", "/errors"), cutOff))
                .isEqualTo(new Verdict.Unknown(
                        "status 200, and the answer is longer than http.response.max.bytes, so it tells nothing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"errors\": [{\"index\": 1}]} | ara",
                "422 | {\"errors\": [{\"index\": 0}, {\"index\": \"2\"}]} | rpr",
                "200 | {\"errors\": []} | Accepted",
                "200 | {} | Accepted",
                "422 | {} | Refused",
                "200 | {\"errors\": [{\"index\": 3}]} | Refused",
                "200 | {\"errors\": [{\"code\": 1}]} | Refused",
                "503 | {\"errors\": [{\"index\": 1}]} | Later",
            })
    void errorsNameChangesByTheirIndex(int status, String body, String verdict) {
        assertThat(each(judge(Map.of("response.errors.path", "/errors"), reply(status, body))))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"code\": 503}, null, null] | lpp",
                "[{\"code\": 200}, {\"code\": 503}, {\"code\": 422}] | alr",
                "[] | Refused"
            })
    void ofARequestThatFailedAsAWholeEachChangeIsWhatIsSaidOfIt(String errors, String verdict) {
        assertThat(each(judge(
                        Map.of(
                                "response.errors.path", "/errors",
                                "response.errors.match", "position",
                                "response.errors.status", "/code"),
                        reply(422, "{\"errors\": " + errors + "}"))))
                .isEqualTo(verdict);
    }

    @Test
    void aRequestThatFailedAsAWholeSinceOneOfItsChangesCannotBeTakenNowIsSentAgain() {
        assertThat(each(judge(
                        Map.of("response.errors.path", "/errors", "response.errors.status", "/code"),
                        reply(422, "{\"errors\": [{\"index\": 0, \"code\": 503}]}"))))
                .isEqualTo("lpp");
    }

    @Test
    void errorsNameChangesByTheirKeyAndHaveAStatusOfTheirOwn() {
        assertThat(
                        each(
                                judge(
                                        Map.of(
                                                "response.errors.path", "/result/failed",
                                                "response.errors.match", "key",
                                                "response.errors.at", "/id",
                                                "response.errors.status", "/code"),
                                        reply(
                                                200,
                                                "{\"result\": {\"failed\": [{\"id\": 7, \"code\": 503}, {\"id\": \"9\", \"code\": 400}, {\"id\": 8, \"code\": 200}]}}"))))
                .isEqualTo("lar");
    }

    @Test
    void anErrorOfAKeyIsOneOfAllChangesOfTheKey() {
        Map<String, String> byKey =
                Map.of("response.errors.path", "/errors", "response.errors.match", "key", "response.errors.at", "/id");

        assertThat(each(judge(byKey, reply(200, "{\"errors\": [{\"id\": 7}]}"), Items.of(7, 8, 7))))
                .isEqualTo("rar");
    }

    @Test
    void aKeyIsWhatItIsInJson() {
        Schema schema = SchemaBuilder.struct()
                .field(
                        "day",
                        SchemaBuilder.int32().name("io.debezium.time.Date").build())
                .field("shop", Schema.STRING_SCHEMA)
                .build();
        Struct key = new Struct(schema).put("day", 19_782).put("shop", "Bob's \"x\"");
        Map<String, String> byKey =
                Map.of("response.errors.path", "/errors", "response.errors.match", "key", "response.errors.at", "/row");
        Reply reply = reply(200, "{\"errors\": [{\"row\": \"2024-02-29,Bob's \\\"x\\\"\"}]}");

        assertThat(each(judge(byKey, reply, Items.of(List.of(new SinkRecord("t", 0, schema, key, schema, key, 0))))))
                .isEqualTo("r");
    }

    @ParameterizedTest
    @CsvSource({"400, 200, ara", "200, 400, ara", "503, 200, ala", "400, 503, ara", "200, 200, aaa"})
    void ofSeveralThingsThatAreSaidOfAChangeTheWorstIsTrue(int one, int other, String verdict) {
        String body = "{\"errors\": [{\"index\": 1, \"code\": " + one + "}, {\"index\": 1, \"code\": " + other + "}]}";

        assertThat(each(judge(
                        Map.of("response.errors.path", "/errors", "response.errors.status", "/code"),
                        reply(200, body))))
                .isEqualTo(verdict);
    }

    @Test
    void aServerCanAskToBeLeftAloneWithSomeOfTheChangesOnly() {
        Reply reply = reply(200, "{\"errors\": [{\"index\": 1, \"code\": 429}]}", "Retry-After", "17");

        assertThat(judge(Map.of("response.errors.path", "/errors", "response.errors.status", "/code"), reply)
                        .notBefore())
                .isEqualTo(Duration.ofSeconds(17));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"s\": 201}, {\"s\": 429}, {\"s\": 409}] | alr",
                "[{\"s\": \"true\"}, {\"s\": \"no\"}, {}] | arr",
                "[{\"s\": 200}] | Refused",
                "[] | Refused",
                "null | Refused",
            })
    void aListWithAnElementForEachChangeTellsByPosition(String items, String verdict) {
        assertThat(each(judge(
                        Map.of(
                                "response.errors.path", "/items",
                                "response.errors.match", "position",
                                "response.errors.status", "/s"),
                        reply(200, "{\"items\": " + items + "}"))))
                .isEqualTo(verdict);
    }
}
