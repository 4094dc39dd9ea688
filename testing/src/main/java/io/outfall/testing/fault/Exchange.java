// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One request of a client, and the connection that it came on. */
final class Exchange {
    private static final String END = "\r\n";
    private static final Set<String> HOP_BY_HOP = Set.of("Connection", "Expect");

    private final Socket client;
    private final InputStream in;
    private final URI upstream;
    private final ProxiedRequest request;

    private Exchange(Socket client, InputStream in, URI upstream, ProxiedRequest request) {
        this.client = client;
        this.in = in;
        this.upstream = upstream;
        this.request = request;
    }

    /** Reads a request up to its body. */
    static Exchange read(Socket client, URI upstream) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        String[] start = line(in).split(" ", 3);
        List<String> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        return new Exchange(client, in, upstream, new ProxiedRequest(start[0], start[1], headers));
    }

    ProxiedRequest request() {
        return request;
    }

    void suffer(Fault fault) throws IOException, InterruptedException {
        if (fault instanceof Fault.Answer answer) {
            answer(answer);
        } else if (fault instanceof Fault.StallBefore) {
            stall();
        } else if (!(fault instanceof Fault.CutBefore)) {
            pass(fault, receive());
        }
    }

    private void pass(Fault fault, byte[] body) throws IOException, InterruptedException {
        if (fault instanceof Fault.Hold hold) {
            hold.until().await();
        } else if (fault instanceof Fault.Damage) {
            body[body.length / 2] ^= 1;
        }
        ProxiedRequest left = fault instanceof Fault.Without without ? request.without(without.headers()) : request;
        byte[] reply = forward(left, body);
        if (fault instanceof Fault.StallAfter) {
            stall();
        } else if (fault instanceof Fault.CutShort cut) {
            reply(Arrays.copyOf(reply, reply.length - cut.bytes()));
        } else if (!(fault instanceof Fault.CutAfter)) {
            reply(reply);
        }
    }

    private void answer(Fault.Answer answer) throws IOException {
        if (!awaitsContinue()) {
            body();
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean silent = request.method().equals("HEAD");
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(answer.status())
                .append(" Fault")
                .append(END);
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append(END);
        }
        head.append("Content-Length: ").append(silent ? 0 : body.length).append(END);
        head.append("Connection: close").append(END).append(END);
        OutputStream out = client.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.UTF_8));
        out.write(silent ? new byte[0] : body);
        out.flush();
    }

    /** The body, which a client may want to be asked for. */
    private byte[] receive() throws IOException {
        if (awaitsContinue()) {
            client.getOutputStream().write(("HTTP/1.1 100 Continue" + END + END).getBytes(StandardCharsets.UTF_8));
        }
        return body();
    }

    /** Hands a request to the server and returns its whole reply. */
    private byte[] forward(ProxiedRequest left, byte[] body) throws IOException {
        try (Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
            StringBuilder head = new StringBuilder(left.method()).append(' ');
            head.append(left.target()).append(" HTTP/1.1").append(END);
            left.without(HOP_BY_HOP)
                    .headerLines()
                    .forEach(line -> head.append(line).append(END));
            head.append("Connection: close").append(END).append(END);
            OutputStream out = server.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            out.write(body);
            out.flush();
            return closing(server.getInputStream().readAllBytes());
        }
    }

    /** Not every server says that it closes the connection, and the client would send its next request on it. */
    private static byte[] closing(byte[] reply) {
        int statusLine = new String(reply, StandardCharsets.ISO_8859_1).indexOf(END) + END.length();
        if (statusLine < END.length()) {
            return reply;
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        told.write(reply, 0, statusLine);
        told.writeBytes(("Connection: close" + END).getBytes(StandardCharsets.UTF_8));
        told.write(reply, statusLine, reply.length - statusLine);
        return told.toByteArray();
    }

    private void reply(byte[] reply) throws IOException {
        client.getOutputStream().write(reply);
        client.getOutputStream().flush();
    }

    /** Reads until the client gives up. */
    private void stall() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private boolean awaitsContinue() {
        return request.header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    }

    private byte[] body() throws IOException {
        int length = request.header("Content-Length").map(Integer::parseInt).orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException(request + " has " + body.length + " of " + length + " bytes");
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
