// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.auth;

import io.outfall.http.client.NotSentException;
import io.outfall.http.client.Reply;
import io.outfall.json.JsonReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Reads what an authorization server answers. Nothing of an answer is told to the user but what explains an error. */
final class TokenReply {
    private static final int SUCCESS = 2;
    private static final int CLASS = 100;
    private static final int SERVER_ERROR = 500;
    // Request Timeout, Too Early, Too Many Requests.
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    // RFC 6749, section 5.2, and what other servers call it.
    private static final List<String> EXPLANATIONS =
            List.of("error", "error_description", "errorCode", "errorMessage", "possibleResponsibleField");
    private static final int MAX_EXPLANATION = 300;
    private static final int SHORTEST_SECRET = 8;

    private final TokenSettings settings;

    TokenReply(TokenSettings settings) {
        this.settings = settings;
    }

    /** Whether the server says no and will not change its mind. */
    boolean isRefusal(Reply reply) {
        int status = reply.status();
        return status / CLASS != SUCCESS && status < SERVER_ERROR && !PASSING.contains(status);
    }

    boolean isSuccess(Reply reply) {
        return reply.status() / CLASS == SUCCESS;
    }

    /**
     * The token of a successful answer.
     *
     * @param asked the refresh token that was used, which is good further where the answer has no other; null for none
     * @throws NotSentException if there is none
     */
    Token token(Reply reply, @Nullable Password asked, Instant now) throws NotSentException {
        Object json = json(reply);
        TokenSettings.ReplyFields fields = settings.reply();
        if (!(at(json, fields.accessToken()) instanceof String value) || value.isBlank()) {
            throw NotSentException.forGood(
                    "the token server " + settings.url() + " answered without " + fields.accessToken() + has(json));
        }
        Password refresh = at(json, fields.refreshToken()) instanceof String text ? new Password(text) : asked;
        return Token.of(new Password(value), refresh, now, lifetime(at(json, fields.expiry()), now));
    }

    /** What the server said of an error, without secrets. */
    String explanation(Reply reply) {
        Object json = json(reply);
        String said = EXPLANATIONS.stream()
                .flatMap(name -> Optional.ofNullable(at(json, name)).stream())
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        String shown = hidden(said);
        return "the token server " + settings.url() + " answered " + reply.status()
                + (shown.isEmpty() ? "" : " (" + shortened(shown) + ")");
    }

    /** How long the server asked to be left alone; zero where it did not say in seconds. */
    Duration retryAfter(Reply reply) {
        return reply.header("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    private Duration lifetime(@Nullable Object expiry, Instant now) {
        try {
            long number = expiry instanceof BigDecimal decimal
                    ? decimal.longValue()
                    : Long.parseLong(String.valueOf(expiry).strip());
            Duration life = settings.reply().expiryForm().lifetime(number, now);
            // One that is over at once is a server's way not to say; else every request would ask for one.
            return life.isNegative() || life.isZero() ? settings.reply().lifetime() : life;
        } catch (NumberFormatException | ArithmeticException noNumber) {
            return settings.reply().lifetime();
        }
    }

    private static @Nullable Object json(Reply reply) {
        try {
            return JsonReader.read(reply.text());
        } catch (IllegalArgumentException noJson) {
            return null;
        }
    }

    private static @Nullable Object at(@Nullable Object json, String path) {
        Object value = json;
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value;
    }

    private static String has(@Nullable Object json) {
        return json instanceof Map<?, ?> object ? "; it has " + object.keySet() : "; it is no JSON object";
    }

    /** Servers are free to quote what they were sent. */
    private String hidden(String said) {
        String hidden = said;
        for (String secret : secrets().map(Password::value).toList()) {
            hidden = secret.isBlank() ? hidden : hidden.replace(secret, "[hidden]");
        }
        return hidden;
    }

    private Stream<Password> secrets() {
        Stream.Builder<Password> all = Stream.builder();
        if (settings.grant() instanceof Grant.OfUser of) {
            all.add(of.password());
        } else if (settings.grant() instanceof Grant.Refresh refresh) {
            all.add(refresh.token());
        }
        if (settings.client() instanceof ClientAuth.Basic basic) {
            all.add(basic.secret());
        } else if (settings.client() instanceof ClientAuth.Post post) {
            all.add(post.secret());
        }
        // A short one, such as "true", is no secret and would be hidden in half of all words.
        Stream<Password> params = settings.params().values().stream()
                .filter(value -> value.value().length() >= SHORTEST_SECRET);
        return Stream.concat(all.build(), params);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_EXPLANATION ? text : text.substring(0, MAX_EXPLANATION) + "…";
    }
}
