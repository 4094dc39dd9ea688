// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.lane;

import io.outfall.error.Rejection;
import io.outfall.http.request.Item;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A change that the server does not take.
 *
 * @param item the change
 * @param why for people, without values
 * @param excerpt of the answer, which may quote the change
 */
public record Refusal(Item item, String why, String excerpt) {

    /** The record with its reason; the excerpt is in the cause alone, which is not logged. */
    public Rejection rejection() {
        return new Rejection(
                item.record(),
                null,
                why,
                excerpt.isEmpty() ? null : new ConnectException("The server answered: " + excerpt));
    }
}
