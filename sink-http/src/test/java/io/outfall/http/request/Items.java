// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.event.Key;
import io.outfall.http.Orders;
import java.util.ArrayList;
import java.util.List;

/** Changes as they stand in a request. */
public final class Items {
    private Items() {}

    /** Orders with these ids. */
    public static List<Item> of(long... ids) {
        Orders orders = new Orders();
        List<Item> items = new ArrayList<>();
        for (long id : ids) {
            items.add(new Item(
                    orders.created(Orders.row(id, "x")),
                    new byte[] {'1'},
                    new Key(List.of("id"), List.of(id)),
                    "k" + id,
                    0));
        }
        return items;
    }
}
