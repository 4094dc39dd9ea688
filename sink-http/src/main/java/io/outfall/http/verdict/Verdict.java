// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.verdict;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What an answer means. */
public sealed interface Verdict {

    /** How long the server wants to be left alone; zero where it did not say. */
    default Duration notBefore() {
        return Duration.ZERO;
    }

    /** All is done. */
    record Accepted() implements Verdict {}

    /**
     * Nothing is done, and may be later.
     *
     * @param why for people, without values
     * @param notBefore how long the server wants to be left alone; zero where it did not say
     * @param excerpt of the answer
     */
    record Later(String why, Duration notBefore, String excerpt) implements Verdict {}

    /**
     * Nothing is done, and the request never will be as it is.
     *
     * @param why for people, without values
     * @param excerpt of the answer
     */
    record Refused(String why, String excerpt) implements Verdict {}

    /** Of one change: nothing is done, and nothing is wrong with it; others in the request were. */
    record Pending() implements Verdict {}

    /**
     * Nothing is done, because it is too much at once.
     *
     * @param why for people, without values
     * @param excerpt of the answer
     */
    record TooLarge(String why, String excerpt) implements Verdict {}

    /**
     * The server answered for each change.
     *
     * @param items in the order of the request: nothing but the verdicts above
     */
    record Each(List<Verdict> items) implements Verdict {
        @Override
        public Duration notBefore() {
            return items.stream()
                    .map(Verdict::notBefore)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }
    }

    /**
     * Nobody said what the answer means, so nobody can go on.
     *
     * @param why for people, without values
     */
    record Unknown(String why) implements Verdict {}
}
