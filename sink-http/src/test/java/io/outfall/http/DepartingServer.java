// SPDX-License-Identifier: Apache-2.0
package io.outfall.http;

import io.outfall.http.client.RawRequest;
import io.outfall.testing.fault.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of HTTP/2 (RFC 9113) in clear text that answers so many requests of a connection with 200 and then sends
 * GOAWAY, with other requests on their way, as load balancers do.
 */
final class DepartingServer implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final int PREFACE = 24;
    // The entry of HPACK's static table that is ":status: 200".
    private static final byte STATUS_200 = (byte) 0x88;

    private final LoopbackServer server;
    private final int perConnection;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger departures = new AtomicInteger();

    DepartingServer(int perConnection) {
        this.perConnection = perConnection;
        this.server = LoopbackServer.start(this::serve);
    }

    String url() {
        return server.url() + "/rows";
    }

    /** Of the requests that it has acted on, in their order. */
    List<String> bodies() {
        return bodies;
    }

    /** How many connections it has said farewell to. */
    int departures() {
        return departures.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        OutputStream out = client.getOutputStream();
        bodies.add(RawRequest.read(in).body());
        out.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        frame(out, SETTINGS, 0, 0);
        in.readNBytes(PREFACE);
        answer(out, 1);
        converse(in, out);
    }

    private void converse(DataInputStream in, OutputStream out) throws IOException {
        Map<Integer, String> bodyOf = new HashMap<>();
        int answered = 1;
        while (true) {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(lengthAndType >>> 8);
            int type = lengthAndType & 0xFF;
            if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
                frame(out, type, ACK, 0, type == PING ? payload : new byte[0]);
            }
            if (type == DATA) {
                bodyOf.merge(stream, new String(payload, StandardCharsets.UTF_8), String::concat);
            }
            if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                bodies.add(bodyOf.getOrDefault(stream, ""));
                answer(out, stream);
                if (++answered == perConnection) {
                    departures.incrementAndGet();
                    frame(
                            out,
                            GOAWAY,
                            0,
                            0,
                            ByteBuffer.allocate(8).putInt(stream).array());
                    return;
                }
            }
        }
    }

    private static void answer(OutputStream out, int stream) throws IOException {
        frame(out, HEADERS, END_HEADERS | END_STREAM, stream, STATUS_200);
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte... payload) throws IOException {
        out.write(ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
        out.flush();
    }
}
