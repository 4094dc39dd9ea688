// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import io.outfall.proxy.ProxySettings;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request did not go out, since something that it needs was refused or is not to be had now: a proxy, a token. The
 * server knows nothing of it. The message is for the user and has no secrets.
 */
public final class NotSentException extends IOException {
    private final boolean passing;
    private final Duration notBefore;

    private NotSentException(String message, boolean passing, Duration notBefore, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.notBefore = notBefore;
    }

    /** For a reason that will pass; it is not worth trying again before that time. */
    public static NotSentException forNow(String message, Duration notBefore, @Nullable Throwable cause) {
        return new NotSentException(message, true, notBefore, cause);
    }

    /** For a reason that somebody has to mend. */
    public static NotSentException forGood(String message) {
        return new NotSentException(message, false, Duration.ZERO, null);
    }

    static NotSentException refusedBy(ProxySettings proxy) {
        // https://docs.oracle.com/en/java/javase/17/core/java-networking.html: Basic is off for tunnels by default.
        String advice = proxy.login() == null
                ? "set http.proxy.user and http.proxy.password"
                : "check http.proxy.user and http.proxy.password; to https servers Java sends them only if the worker runs "
                        + "with -Djdk.http.auth.tunneling.disabledSchemes=";
        return forGood("the proxy " + proxy.address() + " asks for a login (" + advice + ")");
    }

    /** Whether the same request may be sent later. */
    public boolean isPassing() {
        return passing;
    }

    /** How long to wait at least. */
    public Duration notBefore() {
        return notBefore;
    }
}
