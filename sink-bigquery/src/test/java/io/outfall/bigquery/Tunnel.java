// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections, finds out where each is to go, and passes bytes on both ways. */
final class Tunnel implements AutoCloseable {
    private static final String LOG_IN = """
            HTTP/1.1 407 Proxy Authentication Required\r
            Proxy-Authenticate: Basic realm="proxy"\r
            Content-Length: 0\r
            \r
            """;

    private final ServerSocket door;
    private final Entrance entrance;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    /** Where a connection is to go. */
    @FunctionalInterface
    interface Entrance {
        /** Gives a connection to the target, after what has to be said on both sides. */
        Socket enter(Socket client) throws IOException;
    }

    /** @param door on which connections come in */
    Tunnel(ServerSocket door, Entrance entrance) {
        this.door = door;
        this.entrance = entrance;
        run(this::accept);
    }

    /**
     * An HTTP proxy to servers of this machine, which keeps in mind where it was asked to connect to, as {@code CONNECT
     * host:port}.
     */
    static Tunnel proxy(ServerSocket door, List<String> asked) {
        return new Tunnel(door, client -> proxied(client, asked));
    }

    /** The same, for those who log in alone: each request has to carry this header, and is kept in mind without it. */
    static Tunnel proxy(ServerSocket door, List<String> asked, String authorization) {
        return new Tunnel(door, client -> authorized(client, asked, "Proxy-Authorization: " + authorization));
    }

    /** A way to one port of this machine. */
    static Tunnel to(ServerSocket door, int port) {
        return new Tunnel(door, client -> new Socket(InetAddress.getLoopbackAddress(), port));
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Closeable socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            open.add(client);
            run(() -> {
                Socket target = entrance.enter(client);
                open.add(target);
                run(() -> pass(target, client));
                pass(client, target);
            });
        }
    }

    private static Socket proxied(Socket client, List<String> asked) throws IOException {
        return proxied(client, head(client.getInputStream()), asked);
    }

    private static Socket authorized(Socket client, List<String> asked, String login) throws IOException {
        String head = head(client.getInputStream());
        while (head.lines().noneMatch(login::equalsIgnoreCase)) {
            asked.add("without a login");
            client.getOutputStream().write(LOG_IN.getBytes(StandardCharsets.US_ASCII));
            head = head(client.getInputStream());
        }
        return proxied(client, head, asked);
    }

    private static Socket proxied(Socket client, String head, List<String> asked) throws IOException {
        String[] request = head.substring(0, head.indexOf('\r')).split(" ", -1);
        if (request[0].equals("CONNECT")) {
            asked.add("CONNECT " + request[1]);
            URI target = URI.create("//" + request[1]);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return server;
        }
        URI target = URI.create(request[1]);
        asked.add(request[0] + " " + target.getHost() + ":" + target.getPort());
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
        server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return server;
    }

    /** What comes before the empty line of a request, and that line. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client is gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private static void run(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (IOException e) {
                // One of the two is gone, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
