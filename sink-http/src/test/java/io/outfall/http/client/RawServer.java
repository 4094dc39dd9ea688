// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers every request with what a test writes, byte for byte. Requests are kept as they came. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final Answer answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Writes to a client whose request was read; the connection ends when it returns. */
    interface Answer {
        void write(Socket client, OutputStream out) throws IOException;
    }

    private RawServer(ServerSocket server, Answer answer) {
        this.server = server;
        this.answer = answer;
    }

    static RawServer answering(Answer answer) {
        try {
            RawServer raw = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
            raw.thread(raw::accept);
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same text to everybody. */
    static RawServer answering(String text) {
        return answering((client, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/rows?key=hidden");
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
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                thread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            requests.add(read(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            answer.write(client, out);
            out.flush();
        } catch (IOException clientIsGone) {
            // The test looks at what the client saw.
        } finally {
            open.remove(client);
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client is gone");
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private void thread(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
