// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import io.outfall.config.Key;
import io.outfall.config.KeyBuilder;
import io.outfall.config.Problems;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.http.verdict.Statuses.Range;
import io.outfall.http.verdict.VerdictSettings.ItemErrors;
import io.outfall.http.verdict.VerdictSettings.Match;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys of {@link VerdictSettings}. */
public final class VerdictSection implements Section<VerdictSettings> {
    static final Key<List<Range>> SUCCESS = statuses("response.success")
            .doc("Statuses that mean that a request is done.")
            .importance(Importance.HIGH)
            .defaultsTo(List.of(new Range(200, 299)));
    static final Key<List<Range>> RETRY = statuses("response.retry")
            .doc("Statuses after which a request is repeated, with its partition paused and nothing lost.")
            .defaultsTo(List.of(
                    new Range(401, 401),
                    new Range(403, 403),
                    new Range(407, 408),
                    new Range(423, 423),
                    new Range(425, 425),
                    new Range(429, 429),
                    new Range(500, 599)));
    static final Key<List<Range>> REJECT = statuses("response.reject")
            .doc("""
                    Statuses that mean that a request never will be done. Of several changes that share a request, those are \
                    found by halves which are to blame, and rejected; the others are sent without them. `413` makes the task send \
                    less at once, in this list or not, where several share a request.""")
            .defaultsTo(List.of(new Range(400, 400), new Range(409, 410), new Range(412, 415), new Range(422, 422)));
    static final Key<Optional<Pointer>> OK =
            pointer("response.ok.path").doc("""
                    Where the JSON of an answer says whether the request is done, for servers that answer 200 in any case. A JSON \
                    Pointer, such as `/success`. An answer without it is repeated, but for those that have no body (204, 205).""").optional();
    static final Key<List<String>> OK_VALUES = Key.list("response.ok.values")
            .doc("What it says there if it is.")
            .importance(Importance.LOW)
            .defaultsTo(List.of("true"));
    static final Key<Optional<Pointer>> ERRORS =
            pointer("response.errors.path").doc("""
                    Where the JSON of an answer lists which changes of the request are not done. A JSON Pointer, such as \
                    `/errors`. The others are done where the status is one of `response.success`, else they are sent again \
                    without these. A list that is empty or missing says nothing, unless it is to have an element for each \
                    change. Changes of one key then go in requests of their own, unless `ordering` is `none`: an earlier one \
                    must not be sent again after a later one. See `ordering`.""").optional();
    static final Key<Match> ERRORS_MATCH =
            Key.oneOf("response.errors.match", Match.class).doc("""
                    How an element of that list tells which change it is about: by its `index` in the request from 0, by the \
                    row's `key` (as it stands in JSON; values of several columns with commas between), or by its `position`, \
                    where the list has an element for each change. Of a change that several elements name, the worst is true.""").defaultsTo(Match.INDEX);
    static final Key<Pointer> ERRORS_AT = pointer("response.errors.at")
            .doc("Where an element tells the index or the key.")
            .defaultsTo(Pointer.parse("/index"));
    static final Key<Optional<Pointer>> ERRORS_STATUS =
            pointer("response.errors.status").doc("""
                    Where an element has a status of its own, to which the lists above apply, or one of `response.ok.values`. \
                    Unless set, each element is an error that stays one.""").optional();
    static final Key<String> REQUEST_ID = Key.text("response.request.id.header")
            .doc("The header with the server's name for a request, for the log and the dead letter queue.")
            .importance(Importance.LOW)
            .defaultsTo("x-request-id");
    static final Key<Integer> EXCERPT = Key.integer("response.excerpt.chars", 0, 100_000)
            .doc("""
                    How much of an answer goes with a rejected record into the dead letter queue. It is not logged, for it can \
                    quote the record.""")
            .importance(Importance.LOW)
            .defaultsTo(500);

    @Override
    public String title() {
        return "Answers";
    }

    @Override
    public String about() {
        return """
                A status that is in none of the three lists fails the task: nobody said what it means. A redirect (3xx) is one of \
                these, and so is 404: mostly the address is wrong, and where a row that is gone already is no mistake, \
                `response.success=200-299,404` says so.""";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(
                SUCCESS,
                RETRY,
                REJECT,
                OK,
                OK_VALUES,
                ERRORS,
                ERRORS_MATCH,
                ERRORS_AT,
                ERRORS_STATUS,
                REQUEST_ID,
                EXCERPT);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> checkThatNoneIsInBoth(SUCCESS, RETRY, values, problems),
                (values, problems) -> checkThatNoneIsInBoth(SUCCESS, REJECT, values, problems),
                (values, problems) -> checkThatNoneIsInBoth(RETRY, REJECT, values, problems));
    }

    @Override
    public VerdictSettings read(Values values) {
        return new VerdictSettings(
                new Statuses(values.get(SUCCESS)),
                new Statuses(values.get(RETRY)),
                new Statuses(values.get(REJECT)),
                values.get(OK).orElse(null),
                values.get(OK_VALUES),
                values.get(ERRORS)
                        .map(path -> new ItemErrors(
                                path,
                                values.get(ERRORS_MATCH),
                                values.get(ERRORS_AT),
                                values.get(ERRORS_STATUS).orElse(null)))
                        .orElse(null),
                values.get(REQUEST_ID),
                values.get(EXCERPT));
    }

    private static void checkThatNoneIsInBoth(
            Key<List<Range>> one, Key<List<Range>> other, Values values, Problems problems) {
        if (new Statuses(values.get(one)).overlaps(new Statuses(values.get(other)))) {
            problems.add(other, "has a status that " + one + " has too");
        }
    }

    private static KeyBuilder<List<Range>> statuses(String name) {
        return Key.list(name, "a status or a range such as 500-599", Range::parse, Range::toString);
    }

    private static KeyBuilder<Pointer> pointer(String name) {
        return Key.of(name, "a JSON Pointer", Pointer::parse, Pointer::toString);
    }
}
