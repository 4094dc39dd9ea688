// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import io.outfall.event.Key;
import io.outfall.http.client.Reply;
import io.outfall.http.request.Item;
import io.outfall.http.verdict.VerdictSettings.ItemErrors;
import io.outfall.json.JsonReader;
import io.outfall.json.JsonWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what answers mean, as the settings have it. Nothing is a success that they do not call one. */
public final class Judge {
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
            return new Verdict.Later(why, RetryAfter.of(reply, clock));
        }
        boolean success = settings.success().has(status);
        if (!success && status == TOO_LARGE) {
            return new Verdict.TooLarge(why, excerpt(reply.text()));
        }
        if (!success && !settings.reject().has(status)) {
            return new Verdict.Unknown(why + ", which is in none of response.success, response.retry, response.reject");
        }
        Verdict whole = success ? new Verdict.Accepted() : new Verdict.Refused(why, excerpt(reply.text()));
        return settings.ok() == null && settings.errors() == null ? whole : byBody(reply, items, whole, why);
    }

    private Verdict byBody(Reply reply, List<Item> items, Verdict byStatus, String why) {
        Object tree;
        try {
            tree = JsonReader.read(reply.text());
        } catch (IllegalArgumentException e) {
            String illegible = why + ", and the answer is " + (reply.whole() ? e.getMessage() : "too long to be read");
            return byStatus instanceof Verdict.Accepted ? new Verdict.Later(illegible, Duration.ZERO) : byStatus;
        }
        Verdict whole = byStatus;
        Pointer ok = settings.ok();
        if (ok != null && byStatus instanceof Verdict.Accepted) {
            Object said = ok.in(tree);
            if (said == null) {
                return new Verdict.Later(why + ", and the answer has no " + ok, Duration.ZERO);
            }
            if (!settings.okValues().contains(String.valueOf(said))) {
                whole = new Verdict.Refused(why + ", and " + ok + " says that it failed", excerpt(reply.text()));
            }
        }
        ItemErrors errors = settings.errors();
        if (errors == null || !(errors.path().in(tree) instanceof List<?> list) || list.isEmpty()) {
            return whole;
        }
        Verdict each = each(errors, list, items, whole, why);
        return each == null
                ? new Verdict.Refused(why + ", with errors of unknown changes", excerpt(reply.text()))
                : each;
    }

    /** Null where an error is of no change of the request. */
    private @Nullable Verdict each(ItemErrors errors, List<?> list, List<Item> items, Verdict whole, String why) {
        Verdict others = whole instanceof Verdict.Accepted ? whole : new Verdict.Pending();
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(items.size(), others));
        Map<String, Integer> byKey = errors.match() == VerdictSettings.Match.KEY ? byKey(items) : Map.of();
        if (errors.match() == VerdictSettings.Match.POSITION && list.size() != items.size()) {
            return null;
        }
        for (int i = 0; i < list.size(); i++) {
            Object error = list.get(i);
            int index = switch (errors.match()) {
                case POSITION -> i;
                case INDEX -> index(errors.at().in(error));
                case KEY -> byKey.getOrDefault(String.valueOf(errors.at().in(error)), -1);
            };
            if (index < 0 || index >= items.size()) {
                return null;
            }
            verdicts.set(index, one(errors, error, others, why));
        }
        // Nobody is to blame, and the request as it is would be refused for ever.
        boolean inVain = !(whole instanceof Verdict.Accepted)
                && verdicts.stream().noneMatch(verdict -> verdict instanceof Verdict.Refused);
        return inVain ? whole : new Verdict.Each(List.copyOf(verdicts));
    }

    private Verdict one(ItemErrors errors, @Nullable Object error, Verdict unsaid, String why) {
        String excerpt = excerpt(new JsonWriter().tree(error).text());
        Pointer pointer = errors.status();
        if (pointer == null) {
            return error == null ? unsaid : new Verdict.Refused(why + ", for this change", excerpt);
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
                    ? new Verdict.Later(itsOwn, Duration.ZERO)
                    : new Verdict.Refused(itsOwn, excerpt);
        }
        return settings.okValues().contains(text)
                ? new Verdict.Accepted()
                : new Verdict.Refused(why + ", for this change", excerpt);
    }

    private static int index(@Nullable Object said) {
        String text = String.valueOf(said);
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static Map<String, Integer> byKey(List<Item> items) {
        Map<String, Integer> byKey = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            Key key = items.get(i).key();
            if (key != null) {
                byKey.put(key.values().stream().map(String::valueOf).collect(Collectors.joining(",")), i);
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
