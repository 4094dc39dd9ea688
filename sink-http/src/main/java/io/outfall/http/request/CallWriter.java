// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.http.client.Call;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the call of a parcel, the same one whenever it is made. Any thread may use it. */
public final class CallWriter {
    private final RequestSettings requests;
    private final BatchSettings batches;

    public CallWriter(RequestSettings requests, BatchSettings batches) {
        this.requests = requests;
        this.batches = batches;
    }

    /** The call, without what tells as whom it is made. */
    public Call call(Parcel parcel) {
        List<Item> items = parcel.items();
        Map<String, String> headers = new LinkedHashMap<>();
        ByteBuffer body = Call.NO_BODY;
        if (items.get(0).body() != null) {
            headers.put("Content-Type", requests.contentType());
            body = batches.compression().compress(batches.framing().body(items));
            if (batches.compression() != Compression.NONE) {
                headers.put("Content-Encoding", batches.compression().name().toLowerCase(Locale.ROOT));
            }
        }
        String header = requests.idempotency().header();
        if (header != null) {
            headers.put(
                    header,
                    Idempotency.ofBatch(
                            items.get(0).idempotencyKey(),
                            items.get(items.size() - 1).idempotencyKey()));
        }
        Call call = new Call(parcel.target().method(), parcel.target().uri(), headers, body);
        return call.with(parcel.target().headers());
    }
}
