// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import java.net.URI;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy between the worker and the server.
 *
 * @param address scheme, host and port
 * @param user null where the proxy lets everybody pass
 * @param password of the user
 */
public record ProxySettings(
        URI address, @Nullable String user, @Nullable Password password) {}
