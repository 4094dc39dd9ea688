// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import com.google.api.gax.rpc.BidiStream;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.protobuf.Int64Value;
import java.util.Iterator;
import java.util.List;

/** A connection of AppendRows, request by request, without what a StreamWriter makes of the answers. */
final class Connection implements AutoCloseable {

    private final BidiStream<AppendRowsRequest, AppendRowsResponse> stream;
    private final Iterator<AppendRowsResponse> answers;

    Connection(Clients clients) {
        stream = clients.write().appendRowsCallable().call();
        answers = stream.iterator();
    }

    /** A request with everything a first one needs. */
    static AppendRowsRequest request(String stream, Rows rows) {
        return AppendRowsRequest.newBuilder()
                .setWriteStream(stream)
                .setProtoRows(AppendRowsRequest.ProtoData.newBuilder()
                        .setWriterSchema(rows.schema())
                        .setRows(rows.rows()))
                .build();
    }

    static AppendRowsRequest request(String stream, long offset, Rows rows) {
        return request(stream, rows).toBuilder()
                .setOffset(Int64Value.of(offset))
                .build();
    }

    AppendRowsResponse send(AppendRowsRequest request) {
        stream.send(request);
        return answers.next();
    }

    /** Sends a request with a schema and gives the answer. */
    AppendRowsResponse append(String stream, Rows rows) {
        return send(request(stream, rows));
    }

    /** One append on a connection of its own. */
    static AppendRowsResponse once(Clients clients, AppendRowsRequest request) {
        try (Connection connection = new Connection(clients)) {
            return connection.send(request);
        }
    }

    /** Index and message of each row error. */
    static List<String> rowErrors(AppendRowsResponse answer) {
        return answer.getRowErrorsList().stream()
                .map(error -> error.getIndex() + " " + error.getMessage())
                .toList();
    }

    @Override
    public void close() {
        stream.closeSend();
    }
}
