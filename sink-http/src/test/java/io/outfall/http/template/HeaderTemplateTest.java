// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outfall.http.Orders;
import io.outfall.pipeline.UnfitRowException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTemplateTest {
    private final Orders orders = new Orders();
    private final Rendering rendering = new Rendering();

    private @Nullable String header(String template, SinkRecord record) throws UnfitRowException {
        return HeaderTemplate.parse(template).renderer().render(rendering.subject(record));
    }

    @Test
    void aValueTakesPlaceholdersAsText() throws UnfitRowException {
        assertThat(header("${source.table}/${key.id}", orders.created(Orders.row(7, "x"))))
                .isEqualTo("orders/7");
    }

    @Test
    void aHeaderThatWouldBeNullIsLeftOut() throws UnfitRowException {
        assertThat(header("${row.name}", orders.created(Orders.row(7, null)))).isNull();
        assertThat(header("${headers.nothing}", orders.created(Orders.row(7, null))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Admin: yes", "a\nb", "a\u0000b", "é"})
    void whatNoHeaderCanHoldIsRefused(String name) {
        assertThatThrownBy(() -> header("by ${row.name}", orders.created(Orders.row(7, name))))
                .isInstanceOf(UnfitRowException.class)
                .hasMessageContaining("which headers cannot");
        assertThatThrownBy(() -> HeaderTemplate.parse(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
