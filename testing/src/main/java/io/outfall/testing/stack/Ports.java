// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {
    private static final int LOWEST = 10_240;
    // Linux begins here, others higher.
    private static final int FIRST_EPHEMERAL = 32_768;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /**
     * A port that nobody listened on a moment ago. A server that is told its port keeps it over a restart and can
     * advertise it before it listens, which a server that chooses for itself cannot. It lies below those that systems
     * give to outgoing connections, of which a busy test has enough to take a port away before its server listens.
     */
    public static int free() {
        IOException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, FIRST_EPHEMERAL);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException("no free port in " + ATTEMPTS + " attempts", last);
    }

    /** Whether somebody accepts connections on a port. */
    static boolean isServed(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
