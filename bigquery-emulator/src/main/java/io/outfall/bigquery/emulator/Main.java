// SPDX-License-Identifier: Apache-2.0
package io.outfall.bigquery.emulator;

import java.util.concurrent.CountDownLatch;

/** Runs an emulator of the project {@code emulator} until the process ends. */
public final class Main {

    private Main() {}

    /**
     * Starts, and prints both endpoints.
     *
     * @param arguments the port of the REST interface and the one of the Storage Write interface, by default any, and
     *     names of datasets to begin with
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        BigQueryEmulator.Builder builder = BigQueryEmulator.builder().project("emulator");
        builder.restPort(port(arguments, 0));
        builder.grpcPort(port(arguments, 1));
        for (int i = 2; i < arguments.length; i++) {
            builder.dataset(arguments[i]);
        }
        try (BigQueryEmulator emulator = builder.start()) {
            System.out.println("REST " + emulator.restEndpoint());
            System.out.println("gRPC " + emulator.grpcEndpoint());
            new CountDownLatch(1).await();
        }
    }

    private static int port(String[] arguments, int position) {
        return arguments.length > position ? Integer.parseInt(arguments[position]) : 0;
    }
}
