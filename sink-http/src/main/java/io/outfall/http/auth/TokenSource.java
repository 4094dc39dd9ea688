// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.http.client.Call;
import io.outfall.http.client.Failure;
import io.outfall.http.client.NotSentException;
import io.outfall.http.client.Reply;
import io.outfall.http.client.Transport;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of these settings, for any number of threads: whoever finds that a new one is needed asks for it, alone;
 * the others wait, or go on with the one that is still good. A server that refuses, or does not take the tokens that it
 * gives, is asked ever more seldom, however many requests there are: a wrong password must not lock an account.
 */
final class TokenSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);

    private final TokenSettings settings;
    private final Transport transport;
    private final TokenRequest requests;
    private final TokenReply replies;
    private final Clock clock;
    private final ReentrantLock alone = new ReentrantLock();
    private final Patience asking = new Patience();
    private final Patience replacing = new Patience();
    private final LongAdder sent = new LongAdder();

    private volatile @Nullable Token token;
    private volatile @Nullable Token accepted;
    // Under the lock:
    private @Nullable Password refresh;
    private @Nullable Token replacement;

    /**
     * @param transport carries token requests; closed with this source
     * @throws org.apache.kafka.connect.errors.ConnectException if a key that the settings name cannot be had
     */
    TokenSource(TokenSettings settings, Transport transport, Clock clock) {
        this.settings = settings;
        this.transport = transport;
        this.requests = new TokenRequest(settings);
        this.replies = new TokenReply(settings);
        this.clock = clock;
    }

    /**
     * A token that is good now.
     *
     * @throws NotSentException if there is none to be had, now or for good
     */
    Token current() throws IOException, InterruptedException {
        Token held = token;
        if (held != null && held.isGood(clock.instant())) {
            return held.isDue(clock.instant()) ? nextOr(held) : held;
        }
        alone.lockInterruptibly();
        try {
            Token now = token;
            return now != null && now.isGood(clock.instant()) ? now : ask();
        } finally {
            alone.unlock();
        }
    }

    /** Remembers that a server took the token. */
    void accept(Token taken) {
        if (accepted != taken) {
            accepted = taken;
        }
    }

    /**
     * Another token in place of one that a server did not take.
     *
     * @return empty where that one was such a replacement already: then the token is not what is wrong
     * @throws NotSentException if there is none to be had, now or for good
     */
    Optional<Token> insteadOf(Token refused) throws IOException, InterruptedException {
        alone.lockInterruptibly();
        try {
            Token held = token;
            if (held != null && held != refused) {
                return Optional.of(held);
            }
            Instant now = clock.instant();
            boolean inVain = replacement == refused && accepted != refused;
            if (inVain && !replacing.isOver(now)) {
                return Optional.empty();
            }
            if (!inVain) {
                replacing.forget();
            }
            token = null;
            Token next = ask();
            replacing.refused(now);
            replacement = next;
            return Optional.of(next);
        } finally {
            alone.unlock();
        }
    }

    /**
     * Whether nothing needs to be remembered of it: it has no failures that its next user should wait for, and no
     * refresh token in place of the configured one, which may be good no longer.
     */
    boolean isForgettable() {
        alone.lock();
        try {
            return !hasReplacedConfigured() && asking.isForgettable(clock.instant());
        } finally {
            alone.unlock();
        }
    }

    /** How many token requests were sent, whatever came of them. */
    long requests() {
        return sent.sum();
    }

    @Override
    public void close() {
        transport.close();
    }

    private Token nextOr(Token held) throws IOException, InterruptedException {
        if (!alone.tryLock()) {
            return held;
        }
        try {
            return token == held && asking.isOver(clock.instant()) ? ask() : held;
        } catch (NotSentException e) {
            // In words alone: this is no error while the token is good.
            String why = Failure.of(e).message();
            LOG.warn("No new token yet, and the one there is good until {}: {}", held.expiresAt(), why);
            return held;
        } finally {
            alone.unlock();
        }
    }

    private Token ask() throws IOException, InterruptedException {
        asking.check(clock.instant());
        try {
            Token next = fetch();
            refresh = next.refresh();
            token = next;
            asking.forget();
            return next;
        } catch (NotSentException e) {
            throw asking.after(e, clock.instant());
        }
    }

    private Token fetch() throws NotSentException, InterruptedException {
        Password asked = refresh;
        if (asked != null && isRefreshed(asked)) {
            Reply reply = send(requests.refresh(asked, clock.instant()));
            if (!replies.isRefusal(reply)) {
                return token(reply, asked);
            }
            // Not again: the server may count it as an attempt to use what was stolen.
            refresh = null;
            LOG.info("The refresh token is good no longer: {}", replies.explanation(reply));
        }
        return token(send(requests.first(clock.instant())), null);
    }

    private boolean isRefreshed(Password asked) {
        return settings.grant() instanceof Grant.OfUser || isInPlaceOfConfigured(asked);
    }

    private boolean hasReplacedConfigured() {
        Password held = refresh;
        return held != null && isInPlaceOfConfigured(held);
    }

    private boolean isInPlaceOfConfigured(Password token) {
        return settings.grant() instanceof Grant.Refresh configured
                && !configured.token().equals(token);
    }

    private Token token(Reply reply, @Nullable Password asked) throws NotSentException {
        if (replies.isSuccess(reply)) {
            return replies.token(reply, asked, clock.instant());
        }
        if (replies.isRefusal(reply)) {
            throw NotSentException.forGood(replies.explanation(reply));
        }
        throw NotSentException.forNow(replies.explanation(reply), replies.retryAfter(reply), null);
    }

    private Reply send(Call call) throws NotSentException, InterruptedException {
        sent.increment();
        try {
            return transport.send(call);
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            String told = "the token server " + settings.url() + ": " + failure.message();
            throw failure.isPassing()
                    ? NotSentException.forNow(told, failure.notBefore(), e)
                    : NotSentException.forGood(told);
        }
    }
}
