// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import io.outfall.testing.fault.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers every request with what a test writes, byte for byte. Requests are kept as they came. */
final class RawServer implements AutoCloseable {
    private final LoopbackServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Writes to a client whose request was read; the connection ends when it returns. */
    interface Answer {
        void write(Socket client, OutputStream out) throws IOException;
    }

    private RawServer(Answer answer) {
        this.server = LoopbackServer.start(client -> {
            requests.add(RawRequest.read(client.getInputStream()).toString());
            OutputStream out = client.getOutputStream();
            answer.write(client, out);
            out.flush();
        });
    }

    static RawServer answering(Answer answer) {
        return new RawServer(answer);
    }

    /** The same text to everybody. */
    static RawServer answering(String text) {
        return answering((client, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    URI uri() {
        return URI.create(server.url() + "/rows?key=hidden");
    }

    List<String> requests() {
        return requests;
    }

    /** Waits for the client to hang up. */
    static void awaitEnd(Socket client) throws IOException {
        int next;
        do {
            next = client.getInputStream().read();
        } while (next >= 0);
    }

    @Override
    public void close() {
        server.close();
    }
}
