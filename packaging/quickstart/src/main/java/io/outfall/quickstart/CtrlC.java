// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.util.concurrent.TimeUnit;

/** While open, Ctrl-C interrupts the thread that opened it and gives it time to end its servers. */
final class CtrlC implements AutoCloseable {
    private static final long GRACE_SECONDS = 30;

    private final Thread hook;

    CtrlC() {
        Thread opener = Thread.currentThread();
        hook = new Thread(
                () -> {
                    opener.interrupt();
                    try {
                        TimeUnit.SECONDS.timedJoin(opener, GRACE_SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The JVM ends already: the hook is what closes this.
            return;
        }
    }
}
