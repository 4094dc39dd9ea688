// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outfall.http.Orders;
import io.outfall.pipeline.UnfitRowException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTemplateTest {
    private final Orders orders = new Orders();
    private final Rendering rendering = new Rendering();

    @Test
    void aStringThatIsOnePlaceholderTakesTheValueWithItsType() throws UnfitRowException {
        assertThat(rendering.json("""
                {"id": "${after.id}", "price": "${row.price}", "day": "${row.day}", "at": "${row.at}",
                 "details": "${row.details}", "photo": "${row.photo}", "name": "${row.name}", "n": 1, "list": ["${op}", true]}""", orders.created(Orders.full(7))))
                .isEqualTo(
                        "{\"id\":7,\"price\":12.30,\"day\":\"2024-02-29\",\"at\":\"2024-02-29T12:34:56.000789\","
                                + "\"details\":{\"a\": [1]},\"photo\":\"AQID\",\"name\":\"Bob \\\"x\\\"\",\"n\":1,\"list\":[\"c\",true]}");
    }

    @Test
    void aLongerStringTakesTheValueAsEscapedText() throws UnfitRowException {
        assertThat(rendering.json(
                        "{\"text\": \"<${row.name}> costs ${row.price} on ${row.day}, $${not}\"}",
                        orders.created(Orders.full(7))))
                .isEqualTo("{\"text\":\"<Bob \\\"x\\\"> costs 12.30 on 2024-02-29, ${not}\"}");
    }

    @Test
    void allColumnsAreSpreadButForThoseThatTheTemplateNamesItself() throws UnfitRowException {
        assertThat(rendering.json(
                        "{\"${*row}\": {\"except\": [\"photo\", \"details\", \"at\", \"day\"]}, \"price\": \"${row.price | string}\"}",
                        orders.created(Orders.full(7))))
                .isEqualTo("{\"id\":7,\"name\":\"Bob \\\"x\\\"\",\"price\":\"12.30\"}");
    }

    @Test
    void aPlaceholderReachesTheWholeChange() throws UnfitRowException {
        SinkRecord update = orders.updated(Orders.row(7, "old"), Orders.row(7, "new"));

        assertThat(rendering.json("""
                {"was": "${before.name}", "is": "${after.name}", "key": "${key}", "op": "${op}", "gone": "${deleted}",
                 "table": "${source.table}", "db": "${source.db}", "lsn": "${source.lsn}", "ms": "${source.ts_ms}",
                 "time": "${source.time}", "position": "${source.position}", "trace": "${headers.trace}",
                 "headers": "${headers}", "topic": "${topic}", "last": "${topic.-1}", "partition": "${partition}",
                 "offset": "${offset}", "kafka": "${kafka.time}", "again": "${idempotency.key}"}""", update)).isEqualTo("""
                {"was":"old","is":"new","key":{"id":7},"op":"u","gone":false,\
                "table":"orders","db":"shopdb","lsn":1000,"ms":1700000000123,\
                "time":"2023-11-14T22:13:20.123Z","position":"00000000000003e8/00000000000003e8","trace":"a1",\
                "headers":[{"name":"trace","value":"a1"}],"topic":"shop.public.orders","last":"orders","partition":0,\
                "offset":0,"kafka":"2023-11-14T22:13:21Z","again":"shop.public.orders-0-0"}""");
    }

    @Test
    void whatTheChangeSaysNothingOfIsLeftOutAndNullStays() throws UnfitRowException {
        String template =
                "{\"id\": \"${row.id}\", \"name\": \"${row.name}\", \"is\": \"${after.name}\", \"list\": [\"${after.name}\"]}";

        assertThat(rendering.json(template, orders.created(Orders.row(1, null))))
                .isEqualTo("{\"id\":1,\"name\":null,\"is\":null,\"list\":[null]}");
        assertThat(rendering.json(template, orders.created(Orders.row(1, Orders.UNAVAILABLE))))
                .isEqualTo("{\"id\":1,\"list\":[null]}");
        assertThat(rendering.json(template, orders.deleted(Orders.row(1, "x"))))
                .isEqualTo("{\"id\":1,\"list\":[null]}");
        assertThat(rendering.json("\"${row}\"", orders.updated(null, Orders.row(1, Orders.UNAVAILABLE))))
                .isEqualTo("{\"id\":1,\"price\":null,\"day\":null,\"at\":null,\"details\":null,\"photo\":null}");
    }

    @Test
    void aValueThatTheSourceDidNotRepeatIsNotReplacedByADefault() throws UnfitRowException {
        String template = "{\"name\": \"${row.name | default('nobody')}\"}";

        assertThat(rendering.json(template, orders.created(Orders.row(1, null))))
                .isEqualTo("{\"name\":\"nobody\"}");
        assertThat(rendering.json(template, orders.updated(null, Orders.row(1, Orders.UNAVAILABLE))))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "row.at | epoch_ms; 1709210096000",
                "row.day | epoch_ms; 1709164800000",
                "row.at | date; \"2024-02-29\"",
                "row.at | iso8601; \"2024-02-29T12:34:56.000789\"",
                "source.ts_ms | iso8601; \"2023-11-14T22:13:20.123Z\"",
                "row.price | string; \"12.30\"",
                "row.id | string; \"7\"",
                "topic.-1 | upper; \"ORDERS\"",
                "row.name | base64; \"Qm9iICJ4Ig==\"",
                "row.photo | base64; \"AQID\"",
                "row.details | string; \"{\\\"a\\\": [1]}\"",
                "row.details | string | json; {\"a\": [1]}",
                "row.price | string | number; 12.30",
                "row.nothing | default(0); 0",
                "row.nothing | default(null); null",
                "row.nothing | default('a | b}'); \"a | b}\"",
                "row.nothing | default([]); []",
            })
    void filtersMakeOneValueOfAnother(String placeholder, String json) throws UnfitRowException {
        assertThat(rendering.json("[\"${" + placeholder + "}\"]", orders.created(Orders.full(7))))
                .isEqualTo("[" + json + "]");
    }

    @Test
    void nullIsLeftOutOnRequest() throws UnfitRowException {
        assertThat(rendering.json(
                        "{\"name\": \"${row.name | omit_null}\", \"x\": \"${row.x | omit_null}\"}",
                        orders.created(Orders.row(1, null))))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\": ${row.a}}; no JSON: there is no value at character 7",
                "{\"a\": \"${after.id\"}; '${after.id' has no closing brace",
                "{\"a\": \"${foo}\"}; ${foo} names nothing that a change has; there are row.<column>",
                "{\"a\": \"${row.a | shout}\"}; 'shout' is no filter; there are iso8601, epoch_ms, date",
                "{\"${row.a}\": 1}; the name \"${row.a}\" holds a placeholder",
                "{\"${*rows}\": true}; \"${*rows}\" is no row; there are ${*row}, ${*after}, ${*before} and ${*key}",
                "{\"${*row}\": 1}; the value of \"${*row}\" is neither true nor {\"except\": [\"a column\"]}",
                "{\"a\": \"${row.a | default(x)}\"}; default(x) needs a number, true, false, null, or text in 'single quotes'",
            })
    void aTemplateThatCannotWorkIsRefused(String template, String problem) {
        assertThatThrownBy(() -> JsonTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"${row.nme}\"; the template's ${row.nme} names no column; there are id, name",
                "\"${row.name | number}\"; ${row.name | number} is text that is no number",
                "\"${row.price | date}\"; ${row.price | date} is no date and no time",
                "\"${row.name | json}\"; ${row.name | json} is no JSON: there is no value at character 1",
                "\"a ${headers.x}\"; ${headers.x} is nothing that this change has, and it is needed here",
            })
    void aRecordThatDoesNotFitTheTemplateIsRejectedWithTheReason(String template, String reason) {
        assertThatThrownBy(() -> rendering.json(template, orders.created(Orders.full(7))))
                .isInstanceOf(UnfitRowException.class)
                .hasMessageStartingWith(reason);
    }

    @Property(tries = 300)
    void noTextOfARecordBreaksTheJsonOrChangesItsForm(@ForAll String text) throws Exception {
        SinkRecord record = orders.plain(Map.of("id", 1L, "name", text));

        JsonNode json = new ObjectMapper()
                .readTree(rendering.json("{\"a\": \"${row.name}\", \"b\": \"<${row.name}>\"}", record));

        // A half of a surrogate pair is no character, and UTF-8 cannot hold it.
        String legible = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(json.size()).isEqualTo(2);
        assertThat(json.get("a").asText()).isEqualTo(legible);
        assertThat(json.get("b").asText()).isEqualTo("<" + legible + ">");
    }
}
