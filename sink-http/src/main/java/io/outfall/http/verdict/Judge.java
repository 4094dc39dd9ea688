// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import io.outfall.http.client.Reply;
import io.outfall.http.request.Item;
import io.outfall.http.verdict.VerdictSettings.ItemErrors;
import io.outfall.http.verdict.VerdictSettings.Match;
import io.outfall.json.JsonReader;
import io.outfall.json.JsonWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says what answers mean, as the settings have it. Nothing is a success that they do not call one. */
public final class Judge {
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205);
    private static final int TOO_LARGE = 413;

    private final VerdictSettings settings;
    private final Clock clock;

    public Judge(VerdictSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What an answer means for a request with these changes. */
    public Verdict judge(Reply reply, List<Item> items) {
        int status = reply.status();
        String why = "status " + status + requestId(reply);
        if (settings.retry().has(status)) {
            return new Verdict.Later(why, RetryAfter.of(reply, clock), excerpt(reply.text()));
        }
        boolean success = settings.success().has(status);
        // Of a single one it says nothing of how many there may be.
        if (!success && status == TOO_LARGE && items.size() > 1) {
            return new Verdict.TooLarge(why, excerpt(reply.text()));
        }
        if (!success && !settings.reject().has(status)) {
            return new Verdict.Unknown(why + ", which is in none of response.success, response.retry, response.reject");
        }
        Verdict whole = success ? new Verdict.Accepted() : new Verdict.Refused(why, excerpt(reply.text()));
        return settings.ok() == null && settings.errors() == null ? whole : byBody(reply, items, whole, why);
    }

    private Verdict byBody(Reply reply, List<Item> items, Verdict byStatus, String why) {
        boolean success = byStatus instanceof Verdict.Accepted;
        String text = reply.text();
        ItemErrors errors = settings.errors();
        boolean ofEach = errors != null && errors.match() == Match.POSITION;
        if (text.isBlank() && (WITHOUT_BODY.contains(reply.status()) || (settings.ok() == null && !ofEach))) {
            return byStatus;
        }
        if (!reply.whole() && success) {
            // It would be as long the next time.
            return new Verdict.Unknown(
                    why + ", and the answer is longer than http.response.max.bytes, so it tells nothing");
        }
        Object tree;
        try {
            tree = JsonReader.read(text);
        } catch (IllegalArgumentException e) {
            return success ? later(why + ", and the answer is no JSON: " + e.getMessage(), text) : byStatus;
        }
        Verdict whole = success ? byFlag(tree, text, why) : byStatus;
        boolean done = whole instanceof Verdict.Accepted;
        List<?> list = errors != null && errors.path().in(tree) instanceof List<?> found ? found : List.of();
        if (errors == null || whole instanceof Verdict.Later || (list.isEmpty() && !(ofEach && done))) {
            return whole;
        }
        Verdict each = each(errors, list, items, whole, why, RetryAfter.of(reply, clock));
        return each == null
                ? new Verdict.Refused(why + ", and it does not say which changes are meant", excerpt(text))
                : each;
    }

    /** What an answer means whose status says that all is done. */
    private Verdict byFlag(@Nullable Object tree, String text, String why) {
        Pointer ok = settings.ok();
        if (ok == null) {
            return new Verdict.Accepted();
        }
        Object said = ok.in(tree);
        if (said == null) {
            return later(why + ", and the answer has no " + ok, text);
        }
        return settings.okValues().contains(String.valueOf(said))
                ? new Verdict.Accepted()
                : new Verdict.Refused(why + ", and " + ok + " says that it failed", excerpt(text));
    }

    /** Null where an error is of no change of the request. */
    private @Nullable Verdict each(
            ItemErrors errors, List<?> list, List<Item> items, Verdict whole, String why, Duration rest) {
        if (errors.match() == Match.POSITION && list.size() != items.size()) {
            return null;
        }
        Verdict others = whole instanceof Verdict.Accepted ? whole : new Verdict.Pending();
        Map<String, List<Integer>> byKey = errors.match() == Match.KEY ? byKey(items) : Map.of();
        Map<Integer, Verdict> said = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            Object error = list.get(i);
            List<Integer> about = switch (errors.match()) {
                case POSITION -> List.of(i);
                case INDEX -> index(errors.at().in(error), items.size());
                case KEY -> byKey.getOrDefault(String.valueOf(errors.at().in(error)), List.of());
            };
            if (about.isEmpty()) {
                return null;
            }
            Verdict verdict = one(errors, error, others, why, rest);
            about.forEach(index -> said.merge(index, verdict, Judge::worse));
        }
        List<Verdict> verdicts = IntStream.range(0, items.size())
                .mapToObj(i -> said.getOrDefault(i, others))
                .toList();
        // Nothing is said of anybody, and the request as it is would be refused for ever.
        boolean inVain = verdicts.stream().allMatch(verdict -> verdict instanceof Verdict.Pending);
        return inVain ? whole : new Verdict.Each(verdicts);
    }

    private Verdict later(String why, String text) {
        return new Verdict.Later(why, Duration.ZERO, excerpt(text));
    }

    /** What counts of two that were said of the same change: nothing is done that is also said not to be. */
    private static Verdict worse(Verdict one, Verdict other) {
        if (one instanceof Verdict.Refused || other instanceof Verdict.Accepted) {
            return one;
        }
        return other instanceof Verdict.Refused || one instanceof Verdict.Accepted ? other : one;
    }

    private Verdict one(ItemErrors errors, @Nullable Object error, Verdict unsaid, String why, Duration rest) {
        if (error == null) {
            return unsaid;
        }
        String excerpt = excerpt(new JsonWriter().tree(error).text());
        Pointer pointer = errors.status();
        if (pointer == null) {
            return new Verdict.Refused(why + ", for this change", excerpt);
        }
        Object said = pointer.in(error);
        String text = String.valueOf(said);
        if (text.matches("[1-5][0-9]{2}")) {
            int status = Integer.parseInt(text);
            String itsOwn = why + ", and " + status + " for this change";
            if (settings.success().has(status)) {
                return new Verdict.Accepted();
            }
            return settings.retry().has(status)
                    ? new Verdict.Later(itsOwn, rest, excerpt)
                    : new Verdict.Refused(itsOwn, excerpt);
        }
        return settings.okValues().contains(text)
                ? new Verdict.Accepted()
                : new Verdict.Refused(why + ", for this change", excerpt);
    }

    private static List<Integer> index(@Nullable Object said, int count) {
        String text = String.valueOf(said);
        return text.matches("[0-9]{1,9}") && Integer.parseInt(text) < count
                ? List.of(Integer.parseInt(text))
                : List.of();
    }

    private static Map<String, List<Integer>> byKey(List<Item> items) {
        Map<String, List<Integer>> byKey = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String key = items.get(i).keyText();
            if (key != null) {
                byKey.computeIfAbsent(key, text -> new ArrayList<>()).add(i);
            }
        }
        return byKey;
    }

    private String requestId(Reply reply) {
        return reply.header(settings.requestIdHeader())
                .map(id -> ", request id " + shortened(id, 100))
                .orElse("");
    }

    private String excerpt(String text) {
        return shortened(text.strip(), settings.excerptChars());
    }

    private static String shortened(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars) + "…";
    }
}
