// SPDX-License-Identifier: Apache-2.0
package io.outfall.proxy;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy between the worker and the target.
 *
 * @param address scheme, host and port
 * @param login null where the proxy lets everybody pass
 */
public record ProxySettings(URI address, @Nullable Login login) {
    private static final int HTTP = 80;

    /** Who asks. */
    public record Login(String user, Password password) {

        /** The value of the header {@code Proxy-Authorization} (RFC 7617). */
        public String basic() {
            byte[] both = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }

        /**
         * Tells the proxy who asks, and no server: a server that wants to know is told by other settings. Java's
         * clients do so for an https target only if the worker runs with
         * {@code -Djdk.http.auth.tunneling.disabledSchemes=}.
         */
        public Authenticator authenticator() {
            PasswordAuthentication answer =
                    new PasswordAuthentication(user, password.value().toCharArray());
            return new Authenticator() {
                @Override
                protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                    return getRequestorType() == RequestorType.PROXY ? answer : null;
                }
            };
        }
    }

    /** Host and port, which is 80 unless it is given; the name is not looked up. */
    public InetSocketAddress socketAddress() {
        return InetSocketAddress.createUnresolved(address.getHost(), address.getPort() < 0 ? HTTP : address.getPort());
    }
}
