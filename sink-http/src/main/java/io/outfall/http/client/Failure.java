// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.client;

import io.outfall.delivery.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * What it means that a request got no answer: whether it can be repeated, and whether the server may have acted on it.
 * By the type of what was thrown, never by the words of a message.
 *
 * @param kind what it means
 * @param cause what was thrown
 */
public record Failure(Kind kind, IOException cause) {

    /** What happened to the request. */
    public enum Kind {
        /** It did not reach the server: surely nothing happened there. A name that is not known may be known soon. */
        UNREACHED,
        /** It was sent, in part at least, and no whole answer came: the server may have acted on it. */
        UNANSWERED,
        /** The two sides do not trust each other: a certificate or a protocol. Nothing happened. */
        UNTRUSTED,
        /** Somebody on the way refused it, for good: a proxy, or who gives tokens. Nothing happened. */
        REFUSED
    }

    /** What an exception of {@link Transport#send} means. */
    public static Failure of(IOException e) {
        return new Failure(kindOf(e), e);
    }

    /** Whether the same request may succeed later. */
    public boolean isPassing() {
        return kind == Kind.UNREACHED || kind == Kind.UNANSWERED;
    }

    /** Whether the server may have acted on the request all the same. */
    public boolean mayHaveHappened() {
        return kind == Kind.UNANSWERED;
    }

    /** How long the request is not worth repeating; zero where nobody said. */
    public Duration notBefore() {
        return cause instanceof NotSentException notSent ? notSent.notBefore() : Duration.ZERO;
    }

    /** Ends an attempt for it. */
    public Outcome outcome(String what) {
        if (!isPassing()) {
            return new Outcome.Broken(told(what));
        }
        return cause instanceof NotSentException
                ? new Outcome.Held(told(what), notBefore())
                : new Outcome.TryLater(told(what), notBefore());
    }

    /** The failure in words for the user. */
    public org.apache.kafka.connect.errors.ConnectException told(String what) {
        return new org.apache.kafka.connect.errors.ConnectException(what + ": " + message(), cause);
    }

    /** What went wrong, in words. */
    public String message() {
        if (cause instanceof NotSentException) {
            return String.valueOf(cause.getMessage());
        }
        if (isCause(UnresolvedAddressException.class) || isCause(UnknownHostException.class)) {
            return "there is no such host";
        }
        return switch (kind) {
            case UNREACHED -> "cannot connect" + why();
            case UNANSWERED ->
                (cause instanceof HttpTimeoutException ? "no answer in time" : "no whole answer came") + why();
            case UNTRUSTED -> "no TLS connection can be made" + why();
            case REFUSED -> "it was refused" + why();
        };
    }

    private static Kind kindOf(IOException e) {
        if (e instanceof NotSentException notSent) {
            return notSent.isPassing() ? Kind.UNREACHED : Kind.REFUSED;
        }
        if (e instanceof SSLException && !isHangUp(e)) {
            // What else TLS complains of once it is up is a damaged or torn connection.
            return isOf(SSLHandshakeException.class, e) ? Kind.UNTRUSTED : Kind.UNANSWERED;
        }
        boolean unreached = isOf(ConnectException.class, e)
                || isOf(HttpConnectTimeoutException.class, e)
                || isOf(NoRouteToHostException.class, e)
                || isOf(UnknownHostException.class, e)
                || isOf(UnresolvedAddressException.class, e);
        return unreached ? Kind.UNREACHED : Kind.UNANSWERED;
    }

    /** A server that goes away in the middle of a handshake is restarting, as a rule. */
    private static boolean isHangUp(IOException e) {
        return isOf(EOFException.class, e) || isOf(java.net.SocketException.class, e);
    }

    private boolean isCause(Class<? extends Throwable> type) {
        return isOf(type, cause);
    }

    private static boolean isOf(Class<? extends Throwable> type, Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** The innermost message says most: those around it repeat it, or say that something was thrown. */
    private String why() {
        String said = null;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            said = t.getMessage() == null ? said : t.getMessage();
        }
        return said == null ? "" : " (" + said + ")";
    }
}
