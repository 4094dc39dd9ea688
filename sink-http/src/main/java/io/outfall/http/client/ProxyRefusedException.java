// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The proxy wants to know who asks, and was not told or does not believe it. The request went no further. */
final class ProxyRefusedException extends IOException {

    ProxyRefusedException(@Nullable ProxySettings proxy) {
        super("the proxy" + (proxy == null ? "" : " " + proxy.address()) + " asks for a login" + advice(proxy));
    }

    private static String advice(@Nullable ProxySettings proxy) {
        if (proxy == null || proxy.user() == null) {
            return " (set http.proxy.user and http.proxy.password)";
        }
        // https://docs.oracle.com/en/java/javase/17/core/java-networking.html: Basic is off for tunnels by default.
        return " (check http.proxy.user and http.proxy.password; to https servers Java sends them only if the worker runs "
                + "with -Djdk.http.auth.tunneling.disabledSchemes=)";
    }
}
