// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import io.outfall.http.client.Call;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the call of a parcel, the same one whenever it is made but for the time. Any thread may use it. */
public final class CallWriter {
    private final RequestSettings requests;
    private final BatchSettings batches;
    private final @Nullable WebhookSignature signature;
    private final Clock clock;

    /** @param clock tells when a request is made, for its signature */
    public CallWriter(RequestSettings requests, BatchSettings batches, Clock clock) {
        this.requests = requests;
        this.batches = batches;
        this.signature = requests.webhookSecret() == null ? null : new WebhookSignature(requests.webhookSecret());
        this.clock = clock;
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
        String id = Idempotency.of(items);
        String header = requests.idempotency().header();
        if (header != null) {
            headers.put(header, id);
        }
        if (signature != null) {
            headers.putAll(signature.headers(id, clock.instant().getEpochSecond(), body));
        }
        Call call = new Call(parcel.target().method(), parcel.target().uri(), headers, body);
        return call.with(parcel.target().headers());
    }
}
