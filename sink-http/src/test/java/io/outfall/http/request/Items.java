// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.config.Spec;
import io.outfall.decode.EventDecoder;
import io.outfall.decode.EventSection;
import io.outfall.http.Orders;
import io.outfall.row.ChangeRow;
import io.outfall.type.YearRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;

/** Changes as they stand in a request. */
public final class Items {
    private Items() {}

    /** Orders with these ids. */
    public static List<Item> of(long... ids) {
        Orders orders = new Orders();
        return of(LongStream.of(ids)
                .mapToObj(id -> orders.created(Orders.row(id, "x")))
                .toList());
    }

    /** These changes, with their offsets as idempotency keys. */
    public static List<Item> of(List<SinkRecord> records) {
        EventDecoder decoder = new EventDecoder(new Spec<>(new EventSection(YearRange.SQL)).parse(Map.of()));
        Idempotency idempotency = new Idempotency(Idempotency.Form.OFFSET, null);
        List<Item> items = new ArrayList<>();
        for (SinkRecord record : records) {
            ChangeRow change = ChangeRow.of(decoder.decode(record));
            items.add(new Item(record, new byte[] {'1'}, change.key(), idempotency.of(change), 0, false));
        }
        return items;
    }
}
