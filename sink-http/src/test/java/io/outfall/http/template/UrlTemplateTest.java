// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.http.Orders;
import io.outfall.pipeline.UnfitRowException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
    private final Orders orders = new Orders();
    private final Rendering rendering = new Rendering();

    @Test
    void placeholdersStandInPathAndQuery() throws UnfitRowException {
        assertThat(rendering.url(
                        "https://api.example.org:8443/v1/${source.table}/${key.id}.json?name=${row.name}&at=${row.at}",
                        orders.created(Orders.full(7))))
                .isEqualTo(
                        "https://api.example.org:8443/v1/orders/7.json?name=Bob%20%22x%22&at=2024-02-29T12%3A34%3A56.000789");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a%2Fb",
        "../admin, ..%2Fadmin",
        "x?y=1#z, x%3Fy%3D1%23z",
        "x@evil.example, x%40evil.example",
        "%2e%2e, %252e%252e",
        "é, %C3%A9",
    })
    void whatARecordHoldsStaysWithinItsSegment(String name, String encoded) throws UnfitRowException {
        assertThat(rendering.url("http://host/rows/${row.name}", orders.created(Orders.row(1, name))))
                .isEqualTo("http://host/rows/" + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", ""})
    void aSegmentThatWouldBeAnotherResourceIsRefused(String name) {
        assertThatThrownBy(() -> rendering.url("http://host/rows/${row.name}", orders.created(Orders.row(1, name))))
                .isInstanceOf(UnfitRowException.class);
    }

    @Test
    void theQueryTakesAnEmptyText() throws UnfitRowException {
        assertThat(rendering.url("http://host/rows?q=${row.name}", orders.created(Orders.row(1, null))))
                .isEqualTo("http://host/rows?q=");
    }

    @Test
    void nullInThePathIsRefusedAndADefaultHelps() throws UnfitRowException {
        assertThatThrownBy(() -> rendering.url("http://host/rows/${row.name}", orders.created(Orders.row(1, null))))
                .hasMessage("${row.name} is null or empty, and the path of the address needs it");
        assertThat(rendering.url("http://host/rows/${row.name | default('none')}", orders.created(Orders.row(1, null))))
                .isEqualTo("http://host/rows/none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "http://${row.host}/; scheme, host and port cannot come from a record",
                "${row.scheme}://host/; scheme, host and port cannot come from a record",
                "http://host${row.x}; scheme, host and port cannot come from a record",
                "ftp://host/; it needs a scheme, http or https, and a host",
                "/rows; it needs a scheme, http or https, and a host",
                "http://user:secret@host/; a user is no part of it: set http.auth.user instead",
                "http://host/#x; a fragment (#) is never sent",
                "http://host/a b; Illegal character in path",
                "http://host/${row.id; '${row.id' has no closing brace",
            })
    void anAddressThatIsNoneIsRefused(String template, String problem) {
        assertThatThrownBy(() -> UrlTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Property(tries = 300)
    void noTextOfARecordChangesHostOrPathOrParameters(@ForAll String text) throws UnfitRowException {
        String url;
        try {
            url = rendering.url("http://host:81/a/${row.name}/b?c=${row.name}&d=1", orders.plain(Map.of("name", text)));
        } catch (UnfitRowException refused) {
            assertThat(text).isIn("", ".", "..");
            return;
        }

        URI uri = URI.create(url);
        String legible = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(uri.getAuthority()).isEqualTo("host:81");
        assertThat(uri.getRawPath().split("/", -1))
                .hasSize(4)
                .startsWith("", "a")
                .endsWith("b");
        assertThat(uri.getRawQuery().split("&", -1)).hasSize(2);
        assertThat(URLDecoder.decode(uri.getRawPath().split("/", -1)[2].replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(legible);
    }
}
