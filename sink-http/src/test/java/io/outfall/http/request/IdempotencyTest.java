// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.outfall.config.Spec;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSection;
import io.outfall.http.Orders;
import io.outfall.row.ChangeRow;
import io.outfall.type.YearRange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private final EventDecoder decoder = new EventDecoder(new Spec<>(new EventSection(YearRange.SQL)).parse(Map.of()));

    private String key(Idempotency.Form form, SinkRecord record) {
        return new Idempotency(form, null).of(ChangeRow.of(decoder.decode(record)));
    }

    @Test
    void theOffsetTellsChangesApart() {
        Orders orders = new Orders();
        orders.next();

        assertThat(key(Idempotency.Form.OFFSET, orders.next())).isEqualTo("shop.public.orders-0-1");
    }

    @Test
    void thePlaceInTheSourcesLogIsTheSameWhereverTheChangeIsWritten() {
        SinkRecord change = new Orders().created(Orders.row(7, "x"));
        SinkRecord again = change.newRecord(
                change.topic(), 3, change.keySchema(), change.key(), change.valueSchema(), change.value(), null);
        SinkRecord other = new Orders().created(Orders.row(8, "x"));

        assertThat(key(Idempotency.Form.SOURCE, change))
                .matches("[0-9a-f]{32}")
                .isEqualTo(key(Idempotency.Form.SOURCE, again))
                .isNotEqualTo(key(Idempotency.Form.SOURCE, other));
    }

    @Test
    void noTwoSetsOfChangesAreTheSameRequest() {
        List<Item> items = Items.of(1, 2, 3, 4);

        String all = Idempotency.of(items);
        String firstAndLast = Idempotency.of(List.of(items.get(0), items.get(3)));
        String withoutTheSecond = Idempotency.of(List.of(items.get(0), items.get(2), items.get(3)));

        assertThat(all).matches("shop.public.orders-0-0\\.\\.shop.public.orders-0-3-[0-9a-f]{32}");
        assertThat(Set.of(all, firstAndLast, withoutTheSecond)).hasSize(3);
        assertThat(Idempotency.of(Items.of(1, 2, 3, 4))).isEqualTo(all);
        assertThat(Idempotency.of(items.subList(1, 2))).isEqualTo("shop.public.orders-0-1");
    }

    @Test
    void aRowWithoutAPlaceInALogGoesByItsOffset() {
        assertThat(key(Idempotency.Form.SOURCE, new Orders().plain(Map.of("id", 1))))
                .isEqualTo("shop.public.orders-0-0");
    }
}
