// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.http.Orders;
import io.outfall.pipeline.UnfitRowException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MustacheTemplateTest {
    private final Orders orders = new Orders();
    private final Rendering rendering = new Rendering();

    private String text(String template, String contentType, SinkRecord record) throws UnfitRowException {
        return Rendering.utf8(
                MustacheTemplate.parse(template, contentType).renderer().render(rendering.subject(record)));
    }

    @Test
    void xmlTakesValuesAsEscapedText() throws UnfitRowException {
        assertThat(text(
                        "<o id=\"{{key.id}}\" day=\"{{row.day}}\"><n>{{row.name}}</n>{{^deleted}}<p>{{row.price}}</p>{{/deleted}}</o>",
                        "application/xml",
                        orders.created(Orders.full(7).put("name", "<b>\"a\" & 'b'</b>\n"))))
                .isEqualTo(
                        "<o id=\"7\" day=\"2024-02-29\"><n>&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;&#10;</n><p>12.30</p></o>");
    }

    @Test
    void whatXmlHasNoFormOfIsRejected() {
        assertThatThrownBy(() -> text("<n>{{row.name}}</n>", "text/xml", orders.created(Orders.row(1, "a\u0001"))))
                .hasMessage("the character U+0001 cannot stand in XML");
    }

    @Test
    void formsTakeValuesPercentEncoded() throws UnfitRowException {
        assertThat(text(
                        "id={{row.id}}&name={{row.name}}",
                        "application/x-www-form-urlencoded; charset=utf-8",
                        orders.created(Orders.row(7, "a&b=c é"))))
                .isEqualTo("id=7&name=a%26b%3Dc+%C3%A9");
    }

    @Test
    void linesOfJsonTakeLiterals() throws UnfitRowException {
        assertThat(text(
                        "{\"index\":{\"_id\":{{row.id | string}}}}\n{\"name\":{{row.name}},\"price\":{{row.price}},\"day\":{{row.day}}}",
                        "application/x-ndjson",
                        orders.created(Orders.full(7).put("price", null).put("name", "a\n\"b\""))))
                .isEqualTo(
                        "{\"index\":{\"_id\":\"7\"}}\n{\"name\":\"a\\n\\\"b\\\"\",\"price\":null,\"day\":\"2024-02-29\"}");
    }

    @Test
    void sectionsFollowValuesListsAndRows() throws UnfitRowException {
        assertThat(text(
                        "{{#row.tags}}[{{.}}]{{/row.tags}}{{^row.name}}nameless{{/row.name}}{{#row}} {{id}}{{/row}}{{#before}}never{{/before}}",
                        "text/plain",
                        orders.plain(Map.of("id", 7L, "name", "", "tags", List.of("a", "b")))))
                .isEqualTo("[a][b]nameless 7");
    }

    @Test
    void aNameThatTheRowDoesNotHaveIsTheReason() {
        assertThatThrownBy(() -> text("{{row.nme}}", "text/plain", orders.created(Orders.row(1, "x"))))
                .isInstanceOf(UnfitRowException.class)
                .hasMessageStartingWith("the template's ${row.nme} names no column; there are id, name");
        assertThatThrownBy(() -> text("{{after.name}}", "text/plain", orders.deleted(Orders.row(1, "x"))))
                .hasMessage("the template names what this change does not have");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{row.class}}",
                "{{row.id.class}}",
                "{{op.getClass}}",
                "{{#row}}{{class}}{{/row}}",
                "{{#row.name}}{{bytes}}{{/row.name}}",
                "{{#row.name}}{{class.name}}{{/row.name}}",
            })
    void noClassOfJavaIsReached(String template) {
        assertThatThrownBy(() -> text(template, "text/plain", orders.created(Orders.row(1, "x"))))
                .isInstanceOfAny(UnfitRowException.class, IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{{row.name}}}; {{{ is not for these templates",
                "{{& row.name}}; {{& is not for these templates",
                "{{ & row.name}}; {{& is not for these templates",
                "{{=<% %>=}}; {{= is not for these templates",
                "{{> file}}; {{> is not for these templates",
                "{{nonsense}}; ${nonsense} names nothing that a change has",
                "{{#row}}; Section missing close tag",
            })
    void aTemplateThatCannotWorkIsRefused(String template, String problem) {
        assertThatThrownBy(() -> MustacheTemplate.parse(template, "text/plain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }
}
